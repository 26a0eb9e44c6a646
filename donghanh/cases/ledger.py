"""Writing one fact, or voiding one. Not an action: cases and the rooms above call it inside their own recording (docs/adr/0005)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from donghanh.cases import hands, memo
from donghanh.cases.models import Case, Fact
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day


def append(
    case: Case,
    kind: FactKind,
    *,
    actor: Actor,
    happened_at: datetime,
    at: datetime,
    is_date_only: bool = False,
    data: dict[str, Any] | None = None,
    decision_id: UUID | None = None,
    place_id: int | None = None,
    key: UUID | None = None,
) -> CaseView:
    """Add a fact that was already checked, and rewrite what follows from it. Returns the new view of the case.

    Raises CannotRecord where this is the step of a body that writes it itself, or a complaint that was written down already.
    """
    hands.check_ours(case.pk, kind, happened_at=happened_at)
    _check_new(case, kind, happened_at=happened_at, data=data or {})
    if case.computed_with or case.active_until:  # the row wall asks it whether the term is over (migrations/0008_post_and_order)
        memo.refresh(case)
    Fact.objects.create(
        case=case,
        unit_id=case.unit_id,
        kind=kind,
        happened_at=happened_at,
        is_date_only=is_date_only,
        recorded_at=at,
        recorded_by=actor.user_id or 0,
        body_id=actor.body_id,
        place_id=place_id,
        data=data or {},
        decision_id=decision_id,
        idempotency_key=key,
    )
    return memo.recompute(case)


def _check_new(case: Case, kind: FactKind, *, happened_at: datetime, data: dict[str, Any]) -> None:
    """Of one day and one who speaks a complaint against a ruling is written down once (migrations/0013_complained_once)."""
    if kind != FactKind.COMPLAINED:
        return
    told = Fact.objects.filter(case=case, kind=kind, voided_at__isnull=True).values_list("happened_at", "data")
    if any(local_day(moment) == local_day(happened_at) and said.get("delegate") == data.get("delegate") for moment, said in told):
        raise CannotRecord("Khiếu nại này đã được ghi trong hồ sơ.", mend="Xem khiếu nại đã ghi; người khác khiếu nại thì ghi tên người đó.")


def void(case: Case, fact_id: UUID, *, actor: Actor, at: datetime, reason: str) -> CaseView:
    """Take back a fact whose voiding was already checked, and rewrite what follows. Returns the new view of the case."""
    Fact.objects.filter(pk=fact_id).update(voided_at=at, voided_by=actor.user_id, void_reason=reason.strip()[:500])
    return memo.recompute(case)
