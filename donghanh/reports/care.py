"""People in care by form and former district: sums of what the pages of the indicators tell the reader of each commune, and nothing beyond it."""

from __future__ import annotations

from dataclasses import dataclass

from donghanh.kernel.actor import Actor
from donghanh.programme.queries import TargetRow
from donghanh.reports import access, guarded, repository, sheets
from donghanh.reports.counting import Counts
from donghanh.reports.districts import former_districts
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


def _numbers(target: TargetRow, counts: Counts, period: Period, *, is_exact: bool) -> list[int | None]:
    """A commune without anybody in the denominator has nobody in the numerator either."""
    return [0 if figure.denominator == 0 else figure.numerator for figure in repository.column(target, counts, period, is_exact=is_exact)]


def _sum(cells: list[int | None]) -> InCare:
    known = [n for n in cells if n is not None]
    return InCare(sum(known), len(cells) - len(known))
