"""Reading plans: frozen rows, with everything joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.programme import access
from donghanh.programme.models import Obligation, Plan, Target
from donghanh.programme.terms import Comparison, Frequency, Source


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with the clause it comes from. due_on None: the plan prints no day."""

    id: str
    clause: str
    meaning: str
    name: str
    indicator: str
    population: str
    numerator: str
    denominator: str
    comparison: Comparison
    value: Decimal
    unit: str
    due_on: date | None
    source: Source

    def is_met_by(self, value: Decimal | None) -> bool | None:
        """Whether this value reaches the target; None where there is no value to compare."""
        if value is None:
            return None
        wanted = self.value
        return {">=": value >= wanted, ">": value > wanted, "=": value == wanted, "<=": value <= wanted}[self.comparison]


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """A report owed. is_assumed: the plan gives no day; due_days is our assumption."""

    id: str
    clause: str
    name: str
    frequency: Frequency
    recipient: str
    due_days: int | None
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as printed, with its targets in the order of the plan."""

    id: str
    number: str
    issued_on: date
    issuer: str
    province: str
    title: str
    from_year: int
    to_year: int
    targets: tuple[TargetRow, ...]


def plan(actor: Actor, plan_id: str) -> PlanRow:
    """The plan with this id. Raises BadInput naming the plans there are, MayNot without the right to read numbers."""
    access.check_may_read(actor)
    found = Plan.objects.filter(pk=plan_id).first()
    if found is None:
        known = ", ".join(Plan.objects.order_by("id").values_list("id", flat=True))
        mend = f"Các kế hoạch đã nạp: {known}." if known else "Chưa nạp kế hoạch nào; chạy donghanh plan load."
        raise BadInput(f"Không có kế hoạch “{plan_id[:40]}”.", mend=mend)
    return _row(found)


def target(actor: Actor, plan_id: str, target_id: str) -> TargetRow:
    """One target of a plan. Raises BadInput where the plan has no such target, MayNot without the right to read numbers."""
    access.check_may_read(actor)
    found = Target.objects.filter(pk=target_id, clause__plan_id=plan_id).select_related("clause").first()
    if found is None:
        raise BadInput(f"Kế hoạch “{plan_id[:40]}” không có chỉ tiêu “{target_id[:60]}”.", mend="Mở lại từ trang số liệu.")
    return _target(found)


def plans(actor: Actor) -> list[PlanRow]:
    """All plans, the newest first."""
    access.check_may_read(actor)
    return [_row(found) for found in Plan.objects.order_by("-issued_on", "id")]


def obligations(actor: Actor, plan_id: str) -> list[ObligationRow]:
    """The reports a plan asks for, by id."""
    access.check_may_read(actor)
    found = Obligation.objects.filter(clause__plan_id=plan_id).select_related("clause").order_by("id")
    return [_obligation(one) for one in found]


def _row(found: Plan) -> PlanRow:
    targets = Target.objects.filter(clause__plan=found).select_related("clause").order_by("position")
    return PlanRow(
        found.id,
        found.number,
        found.issued_on,
        found.issuer,
        found.province,
        found.title,
        found.from_year,
        found.to_year,
        tuple(_target(target) for target in targets),
    )


def _target(target: Target) -> TargetRow:
    return TargetRow(
        target.id,
        target.clause.code,
        target.clause.meaning,
        target.name,
        target.indicator,
        target.population,
        target.numerator,
        target.denominator,
        Comparison(target.comparison),
        target.value,
        target.unit,
        target.due_on,
        Source(target.source),
    )


def _obligation(one: Obligation) -> ObligationRow:
    days = one.due_days if one.due_days is not None else one.assumed_due_days
    return ObligationRow(one.id, one.clause.code, one.name, Frequency(one.frequency), one.recipient, days, one.due_days is None)
