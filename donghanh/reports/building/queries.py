"""Reading built indicators, and looking at a formula on real data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.reports import access as numbers
from donghanh.reports import guarded, parts, periods, repository, territory
from donghanh.reports.building import access
from donghanh.reports.building.models import BuiltIndicator
from donghanh.reports.building.rules import told
from donghanh.reports.counting import Counts, total
from donghanh.reports.parts import Formula, Mark
from donghanh.reports.periods import Period
from donghanh.reports.rules import share


@dataclass(frozen=True, slots=True)
class BuiltRow:
    """One version of a built indicator."""

    key: UUID
    version: int
    name: str
    formula: Formula
    reason: str
    made_by: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """A formula counted for the province over one period. numerator, denominator: rounded to 5, None for 1 to 7 people.

    value: per cent of what is shown, None where either is None.
    """

    period: Period
    numerator: int | None
    denominator: int | None
    value: float | None


def built(actor: Actor) -> list[BuiltRow]:
    """The latest version of each, by name. Raises MayNot."""
    latest = access.readable(actor).order_by("key", "-version").distinct("key")
    return sorted((_row(one) for one in latest), key=lambda row: row.name)


def versions(actor: Actor, key: UUID) -> list[BuiltRow]:
    """All versions, the latest first. Raises MayNot, NotInReach."""
    access.to_read(actor, key)
    return [_row(one) for one in access.readable(actor).filter(key=key).order_by("-version")]


def look(actor: Actor, formula: Formula, *, period: Period, on: date) -> list[Look]:
    """The formula for the actor's whole province: this period and the same of the year before. Keeps nothing.

    Raises BadInput for parts that do not fit, MayNot and NotInReach as the figures of plans, CannotCount for another period than halves and years.
    """
    parts.check(formula)
    area = territory.of(actor.unit_id or 0, on=on)
    numbers.check_may_count(actor, area)
    guarded.check_offered(period)
    repository.check_whole(area)
    asked = (period, periods.year_before(period))
    counts = Counts(tuple(area.ids))
    counts.read_formulas([formula], asked)
    return [_look(counts, formula, one) for one in asked]


def _look(counts: Counts, formula: Formula, period: Period) -> Look:
    found = total(counts.of_formula(formula, period).values())
    numerator, denominator = told(found.numerator), told(found.denominator)
    missing = told(found.denominator - found.numerator)
    if None in (numerator, denominator, missing):  # any one of the three follows from the other two
        return Look(period, None if numerator != 0 else 0, denominator, None)
    shown = share(numerator or 0, denominator or 0)
    return Look(period, numerator, denominator, None if shown is None else round(float(shown), 1))


def _row(one: BuiltIndicator) -> BuiltRow:
    return BuiltRow(one.key, one.version, one.name, Formula(one.subject, Mark(one.having), Mark(one.among)), one.reason, one.made_by, one.made_at)
