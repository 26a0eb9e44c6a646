"""People in care by commune, and by form and former district: what the pages of the indicators tell the reader of each commune, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.actor import Actor
from donghanh.programme.queries import TargetRow
from donghanh.reports import access, guarded, periods, repository, sheets, territory
from donghanh.reports.counting import Counts
from donghanh.reports.disclosure import Shown
from donghanh.reports.districts import former_districts
from donghanh.reports.indicators import COUNTERS
from donghanh.reports.periods import Period
from donghanh.reports.territory import Territory, province_code


@dataclass(frozen=True, slots=True)
class InCare:
    """People of a former district in a form of care. least: the sum of what is told; untold: communes whose number is small or not said."""

    least: int
    untold: int


def by_district(actor: Actor, *, indicators: frozenset[str], period: Period, area: Territory) -> dict[str, dict[str, InCare]]:
    """Former district by name → indicator → those in its numerator; an indicator that no loaded plan counts is absent.

    A counting role gets sums of the guarded cells of each indicator's own table, so that this says nothing that those pages do not.
    Raises MayNot, NotInReach; CannotCount for another period than a half or a year.
    """
    access.check_may_count(actor, area)
    if not (is_exact := access.sees_exact(actor, area)):
        guarded.check_offered(period)
        repository.check_whole(area)
    found: dict[str, TargetRow] = {}
    for one in sheets.bound(actor, province=province_code(area)):
        if one.target.indicator in indicators and one.target.source.is_counted:
            found.setdefault(one.target.indicator, one.target)
    counts = Counts(tuple(area.ids))
    told = {code: dict(zip(area.ids, _numbers(target, counts, period, is_exact=is_exact), strict=True)) for code, target in found.items()}
    return {name: {code: _sum([row[unit] for unit in units]) for code, row in told.items()} for name, units in former_districts(area).items() if name}


def by_commune(actor: Actor, *, indicators: Sequence[str], on: date) -> dict[int, tuple[Shown, ...]]:
    """Commune of the reader's own place → people of each indicator at the end of the running half, as the indicator's own page tells them.

    A counting role so gets no second table of the same people, to be set against that one and its exact total. indicators: of reports.at_end,
    whose plan need not be loaded. Raises MayNot, NotInReach.
    """
    area, half = territory.of(actor.unit_id or 0, on=on), periods.running_half(on)
    access.check_may_count(actor, area)
    counts = Counts(tuple(area.ids))
    if access.sees_exact(actor, area):
        columns = [_people(code, counts, half) for code in indicators]
    else:
        repository.check_whole(area)
        columns = [guarded.at_end_column(code, counts, half, with_totals=not area.is_commune) for code in indicators]
    return dict(zip(area.ids, zip(*columns, strict=True), strict=True))


def _people(indicator: str, counts: Counts, period: Period) -> list[Shown]:
    formula = COUNTERS[indicator].formula
    assert formula is not None
    found = counts.of_formula(formula, period)
    return [Shown(found[unit].denominator if unit in found else 0, None) for unit in counts.units]


def _numbers(target: TargetRow, counts: Counts, period: Period, *, is_exact: bool) -> list[int | None]:
    """A commune without anybody in the denominator has nobody in the numerator either."""
    return [0 if figure.denominator == 0 else figure.numerator for figure in repository.column(target, counts, period, is_exact=is_exact)]


def _sum(cells: list[int | None]) -> InCare:
    known = [n for n in cells if n is not None]
    return InCare(sum(known), len(cells) - len(known))
