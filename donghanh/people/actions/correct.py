"""Correcting who a person is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.people import access, rules
from donghanh.people.actions._make import day
from donghanh.people.models import Person


def correct(*, actor: Actor, at: datetime, person_id: UUID, version: int, changes: Mapping[str, Any], reason: str) -> Person:
    """Change name, other name, sex, birth or guardian; `version` is the one the officer saw.

    Raises StaleRecord, with both versions, where somebody was quicker; BadInput, with its field, for what cannot be kept.
    The log keeps which fields changed and why, never their content. A birth that makes the person a minor at registration seals the record.
    No birth opens a seal: who corrects would else decide alone what a seal keeps from him.
    """
    with audit.recording(actor=actor, verb="person.correct", at=at, subject=str(person_id), person_id=person_id) as entry:
        person = access.person_to_write(actor, person_id, "person.correct")
        rules.check_not_merged(person.merged_into_id)
        entry.reason = rules.clean_reason(reason)
        if person.version != version:
            raise rules.StaleRecord({field: getattr(person, field) for field in rules.CORRECTABLE}, dict(changes))
        cleaned = rules.clean_changes(changes, born_on=person.born_on, birth_year=person.birth_year, on=day(at))
        changed = [field for field, value in cleaned.items() if getattr(person, field) != value]
        for field in changed:
            setattr(person, field, cleaned[field])
        is_minor = rules.is_minor(born_on=person.born_on, birth_year=person.birth_year, on=day(person.registered_at))
        person.is_sealed = person.is_sealed or is_minor
        person.version += 1
        person.save(update_fields=[*changed, "is_sealed", "version"])
        entry.unit_id, entry.changes = person.unit_id, {"fields": sorted(set(changed) - {"sort_key"})}
        return person
