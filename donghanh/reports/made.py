"""Figures made of what was counted: exact, beside the year before, against a number set elsewhere, of registers, as a counting role may see
them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from donghanh.programme.queries import TargetRow
from donghanh.programme.surveys import rules as surveys
from donghanh.programme.surveys.terms import Verdict
from donghanh.programme.terms import Comparison, Counting
from donghanh.reports.counting import NOBODY, Counts, Tally, total
from donghanh.reports.disclosure import Shown
from donghanh.reports.indicators import counter, is_met
from donghanh.reports.listed import Part
from donghanh.reports.periods import Period
from donghanh.reports.rules import TENTH, share, shown_share


@dataclass(frozen=True, slots=True)
class PartFigure:
    """One of several numbers that a target sets, as Figure; wanted: how much."""

    name: str
    wanted: float | None
    numerator: int
    denominator: int | None
    value: float | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One target at one place. value: per cent with one decimal, None where nobody is counted. missing: people who miss something.

    What is compared with the year before has the number as value and numerator and the earlier one as denominator. A target without facts
    has None throughout. is_exact False: small numbers are None ("< 8") and others rounded to 5, as a role that only counts may see them;
    is_hidden: nothing is said, not even "< 8"; is_numerator_hidden: nothing is said of the numerator, which may be large.
    before: the share of the same period of the year before, for targets that set a way to go and no number. A number that was given to the
    province in another paper is the denominator of what is counted against it, None until it is typed in. parts: where a target sets several
    numbers; then value is None, numerator and denominator are their sums, met is whether all are.
    """

    target_id: str
    numerator: int | None
    denominator: int | None
    value: float | None
    unit: str
    met: bool | None
    missing: int | None
    without_decision: int | None = None
    without_service: int | None = None
    is_exact: bool = True
    is_hidden: bool = False
    is_numerator_hidden: bool = False
    before: float | None = None
    parts: tuple[PartFigure, ...] = ()


def exact(target: TargetRow, tally: Tally, *, before: Decimal | None = None) -> Figure:
    """A share with what is missing; before: that of the year before, for a target that sets a way to go."""
    if target.counting is Counting.CHANGE:
        return change(target, tally)
    reached = share(tally.numerator, tally.denominator)
    return Figure(
        target.id,
        tally.numerator,
        tally.denominator,
        shown_share(reached, target),
        target.unit,
        is_met(target, reached, before=before),
        tally.denominator - tally.numerator,
        tally.without_decision,
        tally.without_service,
        before=shown_share(before, target),
    )


def against_assigned(target: TargetRow, tally: Tally, assigned: int | None) -> Figure:
    """What was counted, against a number that another paper gives; without that number there is no rate, and never 100 %."""
    exact = share(tally.numerator, assigned) if assigned else None
    return Figure(target.id, tally.numerator, assigned, shown_share(exact, target), target.unit, target.is_met_by(exact), None)


def of_registers(target: TargetRow, counts: Counts, period: Period) -> Figure:
    """What registers say of the whole place."""
    told = [part_figure(target, part, total(counts.of_listed(part.listed, period).values())) for part in listed_parts(target)]
    if len(told) == 1:
        one = told[0]
        missing = None if one.denominator is None else max(0, one.denominator - one.numerator)
        return Figure(target.id, one.numerator, one.denominator, one.value, target.unit, one.met, missing)
    met = None if any(one.met is None for one in told) else all(one.met for one in told)
    numerator, denominator = sum(one.numerator for one in told), sum(one.denominator or 0 for one in told)
    return Figure(target.id, numerator, denominator, None, target.unit, met, None, parts=tuple(told))


def of_commune(target: TargetRow, counts: Counts, period: Period, unit_id: int) -> Figure:
    """What registers say of one commune: the plan's number is that of the whole place, so there is no rate."""
    parts = listed_parts(target)
    if not all(part.listed.by_commune for part in parts):
        return uncounted(target)
    found = [counts.of_listed(part.listed, period).get(unit_id, NOBODY).numerator for part in parts]
    return Figure(target.id, sum(found), None, None, target.unit, None, None)


def part_figure(target: TargetRow, part: Part, tally: Tally) -> PartFigure:
    """One number that a target sets: things beside so many wanted, or a share of a population."""
    goal = None if part.goal is None else float(part.goal)
    if target.counting is Counting.COUNT:
        whole = None if part.goal is None else int(part.goal)
        met = None if part.goal is None else target.reaches(Decimal(tally.numerator), part.goal)
        return PartFigure(part.name, goal, tally.numerator, whole, _below(share(tally.numerator, whole or 0), Decimal(100)), met)
    exact = share(tally.numerator, tally.denominator)
    return PartFigure(part.name, goal, tally.numerator, tally.denominator, _below(exact, part.goal), _judged(target, part, tally))


def _judged(target: TargetRow, part: Part, tally: Tally) -> bool | None:
    """A sample is judged by its interval, as the page of its survey does: what may be chance is not said."""
    exact = share(tally.numerator, tally.denominator)
    if exact is None or part.goal is None:
        return None
    if not part.listed.is_sample:
        return target.reaches(exact, part.goal)
    found = surveys.wilson(tally.numerator, tally.denominator)
    verdict = surveys.verdict(found, threshold=part.goal, is_strict=target.comparison is Comparison.MORE_THAN)
    return {Verdict.MET: True, Verdict.NOT_MET: False}.get(verdict)


def _below(exact: Decimal | None, goal: Decimal | None) -> float | None:
    """One decimal, half up, but never rounded up onto a goal that is not reached."""
    if exact is None:
        return None
    rounded = exact.quantize(TENTH, ROUND_HALF_UP)
    return float(exact.quantize(TENTH, ROUND_FLOOR) if goal is not None and rounded >= goal > exact else rounded)


def listed_parts(target: TargetRow) -> tuple[Part, ...]:
    """What is counted of registers for this target; empty where facts of files are counted."""
    how = counter(target)
    return how.listed(target) if how.listed else ()


def change(target: TargetRow, tally: Tally) -> Figure:
    """A number beside the year before; without anybody then there is nothing to compare with, so nothing is said of the target."""
    before = Decimal(tally.denominator) if tally.denominator else None
    met = target.is_met_by(Decimal(tally.numerator), before=before)
    return Figure(target.id, tally.numerator, tally.denominator, float(tally.numerator), target.unit, met, None)


def guarded(target: TargetRow, row: Shown) -> Figure:
    """Rates come from the rounded numbers, and nothing is said of who misses what."""
    denominator, numerator = row.denominator, row.numerator
    value = shown_share(share(numerator, denominator), target) if numerator is not None and denominator is not None else None
    hidden = {"is_hidden": row.is_hidden, "is_numerator_hidden": row.is_numerator_hidden}
    return Figure(target.id, numerator, denominator, value, target.unit, None, None, is_exact=False, **hidden)


def uncounted(target: TargetRow) -> Figure:
    """Nobody records yet what this target counts."""
    return Figure(target.id, None, None, None, target.unit, None, None)
