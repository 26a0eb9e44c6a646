"""Criteria in their versions, and councils."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from donghanh.kernel import access as kernel
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.programme.registers import queries as registers
from donghanh.programme.rewards import access
from donghanh.programme.rewards.models import Council, CriteriaSet


@dataclass(frozen=True, slots=True)
class CriterionRow:
    id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class CriteriaRow:
    """One version. is_standing: the newest of its code that has begun."""

    id: UUID
    code: str
    version: int
    title: str
    plan_id: str
    clause_code: str
    valid_from: date
    paper: str
    items: tuple[CriterionRow, ...]
    is_standing: bool

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(item.text for item in self.items)


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """seats: names of the bodies that hold one."""

    id: UUID
    name: str
    paper: str
    quorum_percent: int
    majority_percent: int
    seats: tuple[str, ...]


def criteria(actor: Actor, *, on: date) -> list[CriteriaRow]:
    """Every version of the province's criteria, the newest of each code first. Raises MayNot."""
    kernel.require_verb(actor, access.READ)
    found = _of_province(actor).order_by("code", "-version").prefetch_related("items")
    newest: dict[str, UUID] = {}
    for one in found:
        if one.valid_from <= on:
            newest.setdefault(one.code, one.pk)
    return [_row(one, newest.get(one.code) == one.pk) for one in found]


def standing_criteria(actor: Actor, criteria_id: UUID, *, on: date) -> CriteriaRow:
    """A version that stands today. Raises MayNot, BadInput for another one."""
    found = next((row for row in criteria(actor, on=on) if row.id == criteria_id and row.is_standing), None)
    if found is None:
        raise BadInput("Bộ tiêu chí này không có hiệu lực hôm nay.", mend="Chọn bộ tiêu chí đang có hiệu lực.", field="criteria")
    return found


def councils(actor: Actor) -> list[CouncilRow]:
    """Councils of the province, the youngest first. Raises MayNot."""
    kernel.require_verb(actor, access.READ)
    found = Council.objects.filter(unit_id=registers.province_of(actor)).order_by("-paper_date", "-made_at").prefetch_related("seats__body")
    return [
        CouncilRow(one.pk, one.name, one.paper, one.quorum_percent, one.majority_percent, tuple(sorted(seat.body.name for seat in one.seats.all())))
        for one in found
    ]


def _of_province(actor: Actor) -> QuerySet[CriteriaSet]:
    return CriteriaSet.objects.filter(unit_id=registers.province_of(actor))


def _row(one: CriteriaSet, is_standing: bool) -> CriteriaRow:
    items = tuple(CriterionRow(item.pk, item.text) for item in sorted(one.items.all(), key=lambda item: item.position))
    return CriteriaRow(
        one.pk, one.code, one.version, one.title, one.plan_id, one.clause_code, one.valid_from, one.paper, items, is_standing
    )  # fmt: skip
