"""People in care by commune, and by form and former district: what the pages of the indicators tell the reader of each commune, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.actor import Actor
from donghanh.programme.queries import TargetRow
from donghanh.reports import access, guarded, periods, repository, sheets, territory
from donghanh.reports.counting import Counts
from donghanh.reports.disclosure import OPEN_END, Form, Range, Shown, box
from donghanh.reports.districts import former_districts
from donghanh.reports.indicators import COUNTERS
from donghanh.reports.made import Figure
from donghanh.reports.periods import Period
from donghanh.reports.territory import Territory, province_code


@dataclass(frozen=True, slots=True)
class InCare:
    """People of a former district in a form of care, as the cells of its communes tell them.

    told: the sum of those that say a number, untold: how many do not. least, most: between which the exact number lies; most None: no end.
    """

    told: int
    untold: int
    least: int
    most: int | None


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
    told = {code: dict(zip(area.ids, repository.column(one, counts, period, is_exact=is_exact), strict=True)) for code, one in found.items()}
    return {name: {code: _sum([row[unit] for unit in units]) for code, row in told.items()} for name, units in former_districts(area).items() if name}


@dataclass(frozen=True, slots=True)
class ByCommune:
    """Commune → people of each indicator asked for. is_exact: the true numbers, for who reads the files of all these communes."""

    rows: dict[int, tuple[Shown, ...]]
    is_exact: bool

    def ranges(self, nth: int) -> dict[int, Range | None]:
        """Commune → between which ends its people lie, as the nth table by itself tells them; None: it says nothing of the commune.

        "< 8" counts nobody too unless the table shows a 0 elsewhere.
        """
        cells = {unit: row[nth] for unit, row in self.rows.items()}
        form = Form(with_numerator=False, merges_zero=not any(one.denominator == 0 for one in cells.values()))
        return {unit: None if one.is_hidden else self._range(one, form) for unit, one in cells.items()}

    def _range(self, one: Shown, form: Form) -> Range:
        return (one.denominator or 0, one.denominator or 0) if self.is_exact else box(one, form).denominator


def by_commune(actor: Actor, *, indicators: Sequence[str], on: date) -> ByCommune:
    """People of the communes of the reader's own place at the end of the running half, as each indicator's own page tells them.

    A counting role so gets no second table of the same people, to be set against that one and its exact total. indicators: of reports.at_end,
    whose plan need not be loaded. Raises MayNot, NotInReach.
    """
    area, half = territory.of(actor.unit_id or 0, on=on), periods.running_half(on)
    access.check_may_count(actor, area)
    counts, is_exact = Counts(tuple(area.ids)), access.sees_exact(actor, area)
    if is_exact:
        columns = [_people(code, counts, half) for code in indicators]
    else:
        repository.check_whole(area)
        columns = [guarded.at_end_column(code, counts, half, with_totals=not area.is_commune) for code in indicators]
    return ByCommune(dict(zip(area.ids, zip(*columns, strict=True), strict=True)), is_exact)


def _people(indicator: str, counts: Counts, period: Period) -> list[Shown]:
    formula = COUNTERS[indicator].formula
    assert formula is not None
    found = counts.of_formula(formula, period)
    return [Shown(found[unit].denominator if unit in found else 0, None) for unit in counts.units]


def _sum(figures: list[Figure]) -> InCare:
    numbers = [_number(one) for one in figures]
    known = [n for n in numbers if n is not None]
    ends = [_ends(one, n) for one, n in zip(figures, numbers, strict=True)]
    most = sum(high for _low, high in ends)
    return InCare(sum(known), len(numbers) - len(known), sum(low for low, _high in ends), None if most >= OPEN_END else most)


def _number(figure: Figure) -> int | None:
    """A commune without anybody in the denominator has nobody in the numerator either."""
    return 0 if figure.denominator == 0 else figure.numerator


def _ends(figure: Figure, number: int | None) -> Range:
    """What one cell leaves possible; "< 8" may be nobody."""
    if figure.is_exact or number == 0:
        return number or 0, number or 0
    if number is None and (figure.is_hidden or figure.is_numerator_hidden):
        return 0, OPEN_END
    return box(Shown(number, None), Form(with_numerator=False, merges_zero=True)).denominator
