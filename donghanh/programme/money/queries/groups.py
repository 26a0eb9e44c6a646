"""The priority groups a person belongs to, and what a level for one of them asks. Class D9."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.workdays import ONE_DAY
from donghanh.people import queries as people
from donghanh.programme.money import access, rules
from donghanh.programme.money.models import Priority
from donghanh.programme.money.queries.levels import LevelRow
from donghanh.programme.money.terms import PriorityGroup


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A group the person belongs to, from a day to a last day (None: no end known), as a paper says. void_reason: why it was taken back."""

    id: UUID
    group: PriorityGroup
    valid_from: date
    valid_until: date | None
    document: str
    void_reason: str

    @property
    def ends_before(self) -> date:
        """The first day on which it stands no more."""
        return self.valid_until + ONE_DAY if self.valid_until else date.max


def groups_of(actor: Actor, records: list[UUID]) -> list[PriorityRow]:
    """The groups a person belongs to as his place wrote them down, under any of his records. Raises MayNot. Class D9."""
    access.require_payer(actor)
    rows = Priority.objects.filter(person_id__in=records, unit_id__in=actor.unit_ids).order_by("valid_from", "made_at")
    return [PriorityRow(one.pk, PriorityGroup(one.group), one.valid_from, one.valid_until, one.document, one.void_reason) for one in rows]


def check_group(actor: Actor, person_id: UUID, level: LevelRow, *, starts_on: date, ends_before: date) -> None:
    """A level for one group is paid for days on which the person belonged to it. Raises CannotSupport, MayNot."""
    if level.for_group is None:
        return
    held = spans(level, groups_of(actor, people.records_of(person_id)))
    if not any(first <= starts_on and ends_before <= last for first, last in held):
        said = f"Mức này chỉ dành cho: {level.for_group.label}; những ngày này chưa ghi người này thuộc diện đó."
        raise rules.CannotSupport(said, mend="Ghi diện ưu tiên với giấy tờ và ngày, hoặc chọn những ngày thuộc diện.", field="starts_on")


def spans(level: LevelRow, groups: list[PriorityRow]) -> list[tuple[date, date]]:
    """Days for which a level may be paid to who belongs to these groups: all days where it is for everybody."""
    if level.for_group is None:
        return [(date.min, date.max)]
    return [(one.valid_from, one.ends_before) for one in groups if one.group == level.for_group and not one.void_reason]


def priority_to_void(actor: Actor, priority_id: UUID) -> Priority:
    """A group written down at the actor's place. Raises NotInReach, MayNot."""
    access.require_payer(actor)
    found = Priority.objects.filter(pk=priority_id, unit_id__in=actor.unit_ids).first()
    if found is None:
        raise NotInReach("Không tìm thấy diện ưu tiên này.", mend="Mở lại từ trang hỗ trợ của người đó.")
    access.person_to_support(actor, found.person_id, writes=True)
    return found
