"""A plan with its targets and the reports it asks for: frozen rows, with everything joined."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.programme import access
from donghanh.programme.models import Obligation, Plan, Target
from donghanh.programme.terms import Comparison, Counting, Frequency, PeriodLogic, Source, printed_code


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with its clause and the definition of its indicator; words of models.Target.

    due_on None: no day is printed or assumed. value None: no number is set. parts: (of what, how much) where one clause sets several.
    plan_id, province, issued_on, from_year: of its plan.
    """

    id: str
    plan_id: str
    province: str
    issued_on: date
    from_year: int
    clause: str
    meaning: str
    name: str
    printed: str
    comparison: Comparison
    value: Decimal | None
    unit: str
    parts: tuple[tuple[str, Decimal], ...]
    due_on: date | None
    is_due_assumed: bool
    is_striving: bool
    note: str
    indicator: str
    version: int
    population: str
    numerator: str
    denominator: str
    counting: Counting
    period_logic: PeriodLogic
    source: Source
    missing_fact: str
    recorded_by: str

    @property
    def cited(self) -> str:
        """Its clause as the plan prints it: "VI.3.đ.1"."""
        return printed_code(self.clause)

    @property
    def definition(self) -> str:
        """ "user_management/1": the indicator and the edition of its counting."""
        return f"{self.indicator}/{self.version}"

    def is_met_by(self, value: Decimal | None, *, before: Decimal | None = None) -> bool | None:
        """Whether this value reaches the target; None where there is nothing to compare it with.

        before: the value of the same period of the year before, for targets that set a way to go and no number.
        """
        wanted = before if self.comparison.is_direction else self.value
        if value is None or wanted is None:
            return None
        return self.reaches(value, wanted)

    def reaches(self, value: Decimal, wanted: Decimal) -> bool:
        """Whether this value stands to the wanted one as the target asks: one of several numbers that it sets."""
        return _COMPARE[self.comparison](value, wanted)


_COMPARE: dict[Comparison, Callable[[Decimal, Decimal], bool]] = {
    Comparison.AT_LEAST: operator.ge,
    Comparison.MORE_THAN: operator.gt,
    Comparison.EXACTLY: operator.eq,
    Comparison.AT_MOST: operator.le,
    Comparison.LESS_THAN: operator.lt,
    Comparison.NOT_RISING: operator.le,
    Comparison.FALLING: operator.lt,
    Comparison.RISING: operator.gt,
}


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """A report owed. is_assumed: the plan gives no day; due_days is our assumption. due_before: "05-31", strictly before that day."""

    id: str
    clause: str
    name: str
    frequency: Frequency
    recipient: str
    due_days: int | None
    due_before: str
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as printed, with its targets in the order of the plan. number: as it is called; with its day where no number is printed."""

    id: str
    number: str
    issued_on: date
    issuer: str
    province: str
    title: str
    from_year: int
    to_year: int
    bases: tuple[str, ...]
    phases: tuple[tuple[str, int, int], ...]
    recipients: tuple[str, ...]
    targets: tuple[TargetRow, ...]

    @property
    def counted(self) -> tuple[TargetRow, ...]:
        """The targets for which there are facts to count."""
        return tuple(target for target in self.targets if target.source.is_counted)


def plan(actor: Actor, plan_id: str) -> PlanRow:
    """The plan with this id. Raises BadInput naming the plans there are, MayNot without the right to read numbers."""
    access.check_may_read(actor)
    targets = list(Target.objects.filter(clause__plan_id=plan_id).select_related("clause__plan").order_by("position"))
    found = targets[0].clause.plan if targets else Plan.objects.filter(pk=plan_id).first()
    if found is None:
        known = ", ".join(Plan.objects.order_by("id").values_list("id", flat=True))
        mend = f"Các kế hoạch đã nạp: {known}." if known else "Chưa nạp kế hoạch nào; chạy donghanh plan load."
        raise BadInput(f"Không có kế hoạch “{plan_id[:40]}”.", mend=mend)
    return _row(found, targets)


def target(actor: Actor, plan_id: str, target_id: str) -> TargetRow:
    """One target of a plan. Raises BadInput where the plan has no such target, MayNot without the right to read numbers."""
    access.check_may_read(actor)
    found = Target.objects.filter(pk=target_id, clause__plan_id=plan_id).select_related("clause__plan").first()
    if found is None:
        raise BadInput(f"Kế hoạch “{plan_id[:40]}” không có chỉ tiêu “{target_id[:60]}”.", mend="Mở lại từ trang số liệu.")
    return _target(found)


def plans(actor: Actor) -> list[PlanRow]:
    """All plans, the newest first."""
    access.check_may_read(actor)
    by_plan: dict[str, list[Target]] = defaultdict(list)
    for one in Target.objects.select_related("clause__plan").order_by("position"):
        by_plan[one.clause.plan_id].append(one)
    return [_row(found, by_plan[found.pk]) for found in Plan.objects.order_by("-issued_on", "id")]


def obligations(actor: Actor, plan_id: str) -> list[ObligationRow]:
    """The reports a plan asks for; the plan's main one first."""
    access.check_may_read(actor)
    found = Obligation.objects.filter(clause__plan_id=plan_id).select_related("clause").order_by("position")
    return [_obligation(one) for one in found]


def numbers() -> dict[str, str]:
    """Plan's id to the number that a reader knows it by, for pages that cite a clause; one statement."""
    return {found.pk: _number(found) for found in Plan.objects.only("number", "issued_on")}


def _number(found: Plan) -> str:
    return found.number or f"ngày {found.issued_on:%d/%m/%Y} (bản gốc không ghi số)"


def _row(found: Plan, targets: Iterable[Target]) -> PlanRow:
    return PlanRow(
        found.id,
        _number(found),
        found.issued_on,
        found.issuer,
        found.province,
        found.title,
        found.from_year,
        found.to_year,
        tuple(found.bases),
        tuple((name, first, last) for name, first, last in found.phases),
        tuple(found.recipients),
        tuple(_target(target) for target in targets),
    )


_AS_STORED = (
    "id", "name", "printed", "value", "unit", "due_on", "is_due_assumed", "is_striving", "note", "indicator", "version", "population",
    "numerator", "denominator", "missing_fact", "recorded_by",
)  # fmt: skip


def _target(target: Target) -> TargetRow:
    return TargetRow(
        **{name: getattr(target, name) for name in _AS_STORED},
        **{name: getattr(target.clause.plan, name) for name in ("province", "issued_on", "from_year")},
        plan_id=target.clause.plan_id,
        clause=target.clause.code,
        meaning=target.clause.meaning or target.clause.name,
        comparison=Comparison(target.comparison),
        parts=tuple((name, Decimal(value)) for name, value in target.parts),
        counting=Counting(target.counting),
        period_logic=PeriodLogic(target.period_logic),
        source=Source(target.source),
    )


def _obligation(one: Obligation) -> ObligationRow:
    days = one.due_days if one.due_days is not None else one.assumed_due_days
    is_assumed = one.due_days is None and not one.due_before
    return ObligationRow(one.id, one.clause.code, one.name, Frequency(one.frequency), one.recipient, days, one.due_before, is_assumed)
