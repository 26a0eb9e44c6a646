"""The right to read one's own file: that it was shown, when, by whom, and in which version."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import queries as cases
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.people import queries as people
from donghanh.rights import access, rules
from donghanh.rights.models import Showing
from donghanh.rights.queries import delegate_of
from donghanh.rights.terms import DelegateMay


def show_file(*, actor: Actor, at: datetime, person_id: UUID, shown_at: datetime, has_copy: bool, delegate_id: UUID | None = None) -> Showing:
    """Record that the file was shown to the person, or to a delegate who may read; versions are those of the files as they stand now."""
    with audit.recording(actor=actor, verb="rights.show_file", at=at, person_id=person_id) as entry:
        person = access.person_to_write(actor, person_id)
        rules.check_can_show(shown_at=shown_at, at=at)
        rules.check_may_act(delegate_of(person.id, delegate_id), DelegateMay.READ, on=local_day(shown_at))
        sheets = cases.sheets_of_person(actor, people.same_person(actor, person.id), at=at)
        made = Showing.objects.create(
            person_id=person.id,
            unit_id=person.unit_id,
            delegate_id=delegate_id,
            shown_at=shown_at,
            shown_by=actor.user_id or 0,
            versions={sheet.row.number: sheet.version for sheet in sheets},
            has_copy=has_copy,
            recorded_at=at,
        )
        entry.subject, entry.unit_id, entry.changes = str(made.pk), person.unit_id, {"versions": made.versions, "has_copy": has_copy}
        return made
