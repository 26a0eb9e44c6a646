"""One payment: within its level and within its allocation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.money import rules
from donghanh.programme.money.actions._shared import lock
from donghanh.programme.money.models import Allocation, Payment, SpendingLevel
from donghanh.programme.money.queries import sums


def pay_out(
    actor: Actor,
    at: datetime,
    allocation: Allocation,
    *,
    amount: int,
    paid_on: date,
    content: str,
    level_id: UUID | None = None,
    quantity: int | None = None,
    **more: Any,
) -> Payment:
    """A payment out of an allocation the actor was admitted to; also the money side of support for a person."""
    rules.check_amount(amount)
    rules.check_past(paid_on, on=local_day(at), field="paid_on")
    rules.check_budget_year(paid_on, year=allocation.fund.year, field="paid_on")
    said = rules.check_words(content, field="content", mend="Ghi nội dung chi.")
    if level_id is not None:
        _check_level(level_id, quantity, amount, paid_on)
    lock("allocation", allocation.pk)
    rules.check_payment(limit=sums.limit(allocation.pk), spent=sums.spent(allocation.pk), amount=amount)
    return Payment.objects.create(
        allocation=allocation, unit_id=allocation.unit_id, body_id=allocation.body_id, amount=amount, paid_on=paid_on, content=said,
        level_id=level_id, quantity=quantity if level_id else None, **more, **stamp(actor, at),
    )  # fmt: skip


def _check_level(level_id: UUID, quantity: int | None, amount: int, paid_on: date) -> None:
    level = SpendingLevel.objects.filter(pk=level_id).first()
    if level is None or not level.valid_from <= paid_on or (level.valid_until is not None and level.valid_until < paid_on):
        raise BadInput("Mức chi này không có hiệu lực vào ngày chi.", mend="Chọn mức chi đang có hiệu lực.", field="level")
    if not quantity or quantity <= 0:
        raise BadInput("Chưa có số lượng.", mend=f"Nhập bao nhiêu {level.measure}.", field="quantity")
    rules.check_level(name=level.name, measure=level.measure, level=level.amount, quantity=quantity, amount=amount, document=level.document)
