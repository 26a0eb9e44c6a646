"""Identity numbers of a person: adding, ending, showing in full."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.base.privacy import vault
from donghanh.kernel import access as kernel_access
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.people import access, rules
from donghanh.people.actions._make import identifier_row, touch
from donghanh.people.models import Identifier
from donghanh.people.rules import CannotChange, Number


def add_identifier(*, actor: Actor, at: datetime, person_id: UUID, number: Number) -> Identifier:
    """Add an identity number; one living number of a kind. Raises CannotRegister where the number is kept already, anywhere."""
    with audit.recording(actor=actor, verb="person.add_identifier", at=at, subject=str(person_id), person_id=person_id) as entry:
        person = access.person_to_write(actor, person_id, "person.correct")
        rules.check_not_merged(person.merged_into_id)
        clean = rules.clean_number(number)
        if Identifier.objects.filter(person=person, kind=clean.kind, ended_at__isnull=True).exists():
            raise CannotChange("Hồ sơ đang có một số cùng loại.", mend="Ngừng dùng số cũ rồi thêm số mới.", field="kind")
        row = identifier_row(person, clean, at=at)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise rules.number_taken() from error
        touch(person)
        entry.unit_id, entry.changes = person.unit_id, {"identifier": str(row.pk), "kind": clean.kind}
        return row


def end_identifier(*, actor: Actor, at: datetime, identifier_id: UUID, reason: str) -> Identifier:
    """The number is no longer in use (card replaced, number was wrong); it stays readable and can still be searched for."""
    with audit.recording(actor=actor, verb="person.end_identifier", at=at, subject=str(identifier_id)) as entry:
        row = _in_reach(actor, identifier_id)
        person = access.person_to_write(actor, row.person_id, "person.correct")
        rules.check_not_merged(person.merged_into_id)
        entry.reason = rules.clean_reason(reason)
        if row.ended_at is not None:
            raise CannotChange("Số này đã ngừng dùng.", mend="Tải lại trang.")
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        touch(person)
        entry.unit_id, entry.person_id, entry.changes = person.unit_id, person.pk, {"identifier": str(row.pk), "kind": row.kind}
        return row


def reveal_identifier(*, actor: Actor, at: datetime, identifier_id: UUID) -> str:
    """The number in full. Each time leaves a row among the acts and one among the readings of this person."""
    with audit.recording(actor=actor, verb="person.reveal_identifier", at=at, subject=str(identifier_id)) as entry:
        row = _in_reach(actor, identifier_id)
        person = access.person_to_read(actor, row.person_id)
        kernel_access.require_read(actor, DataClass.IDENTITY)
        access.check_open(actor, person)
        entry.unit_id, entry.person_id, entry.changes = person.unit_id, person.pk, {"kind": row.kind}
        audit.note_reading(actor=actor, at=at, page="people:reveal", person_id=person.pk, unit_id=person.unit_id, classes=DataClass.IDENTITY.value)
        return vault.open_sealed(person.data_key, row.sealed, context=rules.context(person.pk, row.kind))


def _in_reach(actor: Actor, identifier_id: UUID) -> Identifier:
    row = Identifier.objects.filter(pk=identifier_id, person__in=access.visible(actor)).first()
    if row is None:
        kernel_access.require_unit(actor, None)
    assert row is not None
    return row
