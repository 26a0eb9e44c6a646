"""Who lives together, as far as the service needs to know."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.privacy import DataClass
from donghanh.people import access, rules
from donghanh.people.actions._make import day, touch
from donghanh.people.models import Household, HouseholdMember, Person
from donghanh.people.rules import CannotChange
from donghanh.people.terms import Relation


def link_household(*, actor: Actor, at: datetime, person_id: UUID, with_person_id: UUID, relation: str, on: date) -> HouseholdMember:
    """This person lives with that one from this day; the household is made where the other has none yet.

    relation: what this person is in the household (terms.Relation). Raises CannotChange where the person belongs to one already.
    """
    with audit.recording(actor=actor, verb="person.link_household", at=at, subject=str(person_id), person_id=person_id) as entry:
        person = _to_write(actor, person_id)
        other = _to_write(actor, with_person_id)
        _check(person, other, relation, on, at)
        theirs = _current(other)
        household = theirs.household if theirs else Household.objects.create(unit_id=other.unit_id, made_at=at)
        if theirs is None:
            HouseholdMember.objects.create(household=household, person=other, unit_id=other.unit_id, relation=Relation.OTHER, starts_on=on)
        row = HouseholdMember.objects.create(household=household, person=person, unit_id=person.unit_id, relation=relation, starts_on=on)
        touch(person)
        entry.unit_id, entry.changes = person.unit_id, {"household": str(household.pk), "with": str(other.pk)}
        return row


def leave_household(*, actor: Actor, at: datetime, person_id: UUID, on: date) -> HouseholdMember:
    """From this day the person no longer lives in that household. Raises CannotChange where there is none, or it began on that day or later."""
    with audit.recording(actor=actor, verb="person.leave_household", at=at, subject=str(person_id), person_id=person_id) as entry:
        person = _to_write(actor, person_id)
        row = _current(person)
        if row is None:
            raise CannotChange("Hồ sơ này chưa ghi hộ gia đình.", mend="Tải lại trang.")
        _check_day(on, at)
        if on <= row.starts_on:
            raise CannotChange(f"Hộ này ghi từ {row.starts_on:%d/%m/%Y}.", mend="Nhập ngày rời hộ sau ngày đó.", field="on")
        row.ends_before = on
        row.save(update_fields=["ends_before"])
        touch(person)
        entry.unit_id, entry.changes = person.unit_id, {"household": str(row.household_id)}
        return row


def _to_write(actor: Actor, person_id: UUID) -> Person:
    person = access.person_to_write(actor, person_id, "person.correct", data_class=DataClass.HOUSEHOLD)
    rules.check_not_merged(person.merged_into_id)
    return person


def _current(person: Person) -> HouseholdMember | None:
    return HouseholdMember.objects.filter(person=person, ends_before__isnull=True).select_related("household").first()


def _check(person: Person, other: Person, relation: str, on: date, at: datetime) -> None:
    if person.pk == other.pk:
        raise BadInput("Đây là cùng một người.", mend="Chọn người khác trong hộ.", field="with_person")
    if relation not in Relation.values:
        raise BadInput("Chưa chọn quan hệ trong hộ.", mend="Chọn một mục trong danh sách.", field="relation")
    _check_day(on, at)
    if _current(person) is not None:
        raise CannotChange("Người này đang ở một hộ khác.", mend="Ghi rời hộ cũ trước.", field="with_person")


def _check_day(on: date, at: datetime) -> None:
    if on > day(at):
        raise BadInput("Ngày này sau hôm nay.", mend="Nhập hôm nay hoặc một ngày đã qua.", field="on")
