"""Sums as an action needs them, of rows the actor was admitted to; the database checks the same sums past any wall (migrations/0003)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, F, QuerySet, Sum, When

from donghanh.base.places.models import Body
from donghanh.kernel.errors import NotInReach
from donghanh.programme.money.models import Adjustment, Allocation, Payment, ProjectYear, SupportLine, Use

SIGNED = Sum(Case(When(is_increase=True, then=F("amount")), default=-F("amount")))


def limit(allocation_id: UUID) -> int:
    """What may be paid out of an allocation: its amount and its adjustments."""
    first = Allocation.objects.values_list("amount", flat=True).get(pk=allocation_id)
    return first + _sum(Adjustment.objects.filter(allocation_id=allocation_id), SIGNED)


def spent(allocation_id: UUID) -> int:
    """What is paid out of it."""
    return _sum(Payment.objects.filter(allocation_id=allocation_id, voided_at=None))


def allocated(fund_id: UUID) -> int:
    """What is allocated of a source, adjustments and all."""
    return _sum(Allocation.objects.filter(fund_id=fund_id)) + _sum(Adjustment.objects.filter(allocation__fund_id=fund_id), SIGNED)


def used(contribution_id: UUID) -> int:
    """What is used of a contribution."""
    return _sum(Use.objects.filter(contribution_id=contribution_id, voided_at=None))


def capital(decision_id: UUID, *, without: UUID) -> int:
    """What a capital decision has given to other projects."""
    return _sum(ProjectYear.objects.filter(decision_id=decision_id).exclude(pk=without), Sum("allocated"))


def is_of_support(payment_id: UUID) -> bool:
    """True where a payment belongs to a person's line of support."""
    return SupportLine.objects.filter(payment_id=payment_id).exists()


def unit_of_body(body_id: int) -> int:
    """The place of a body. Raises NotInReach for an unknown one."""
    found = Body.objects.filter(pk=body_id).values_list("unit_id", flat=True).first()
    if found is None:
        raise NotInReach("Không tìm thấy cơ quan này.", mend="Chọn một cơ quan trong danh sách.")
    return int(found)


def _sum(rows: QuerySet[Any], of: Sum | None = None) -> int:
    return int(rows.aggregate(found=of or Sum("amount"))["found"] or 0)
