"""Where a person lives, over time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.people import access, rules
from donghanh.people.actions._make import address_row, day, touch
from donghanh.people.models import Address
from donghanh.people.rules import Home


def set_address(*, actor: Actor, at: datetime, person_id: UUID, home: Home) -> Address:
    """From `home.starts_on` the person lives (or is registered) there; the former address of that kind ends on the same day.

    Nothing is overwritten. Raises CannotChange where the former one begins on that day or later, BadInput for what cannot be kept.
    """
    with audit.recording(actor=actor, verb="person.set_address", at=at, subject=str(person_id), person_id=person_id) as entry:
        person = access.person_to_write(actor, person_id, "person.correct", data_class=DataClass.CONTACT)
        rules.check_not_merged(person.merged_into_id)
        clean = rules.clean_home(home, on=day(at))
        former = Address.objects.filter(person=person, kind=clean.kind).order_by("-starts_on").first()
        rules.check_address_follows(former_starts_on=former.starts_on if former else None, starts_on=clean.starts_on)
        if former and former.ends_before is None:
            former.ends_before = clean.starts_on
            former.save(update_fields=["ends_before"])
        row = address_row(person, clean)
        row.save(force_insert=True)
        touch(person)
        entry.unit_id, entry.changes = person.unit_id, {"address": str(row.pk), "kind": row.kind}
        return row
