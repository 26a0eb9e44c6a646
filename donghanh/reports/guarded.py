"""What a role that only counts is shown of communes: tables of halves and years that say nothing small even when read together."""

from __future__ import annotations

from collections.abc import Iterable

from donghanh.programme.queries import TargetRow
from donghanh.programme.terms import Counting
from donghanh.reports import at_end, periods, together
from donghanh.reports.at_end import Group
from donghanh.reports.counting import NOBODY, Counts, Tally, total
from donghanh.reports.disclosure import HIDDEN, Cell, Shown
from donghanh.reports.indicators import COUNTERS, counter
from donghanh.reports.parts import Formula
from donghanh.reports.periods import Period
from donghanh.reports.rules import CannotCount


def check_offered(period: Period) -> None:
    """Raises CannotCount for periods other than years and halves: finer ones could be set against each other."""
    if periods.family(period) is None:
        raise CannotCount("Số liệu theo tháng, quý chỉ lấy được bằng lệnh donghanh numbers.", mend="Chọn một nửa năm hoặc cả năm.")


def column(target: TargetRow, counts: Counts, period: Period, *, with_totals: bool = True) -> list[Shown]:
    """One target down the communes. Only shares are shown: a number beside last year's is too few people to part by commune.

    What looks at the end of the period alone is the same of a year and of its second half, so these are one table.
    """
    family, how = periods.family(period), counter(target)
    if target.counting is not Counting.SHARE or how.assigned or family is None:
        return [HIDDEN] * len(counts.units)
    if how.is_told_at_end:
        return at_end_column(target.indicator, counts, family[1] if period == family[2] else period, with_totals=with_totals)
    counts.read((target,), family)
    rows = [counts.row(target, one) for one in family]
    cells = [[Cell(tally.denominator, tally.numerator) for tally in row] for row in rows]
    parts = [_parts(row) if with_totals else () for row in rows]
    made = together.tables(cells, parts, with_totals=with_totals)
    return list(made[family.index(period)].rows)


def beside(targets: Iterable[TargetRow]) -> tuple[Formula, ...]:
    """What must be counted too before communes are told of these targets: tables over the same people at one moment are made safe together."""
    told = {target.indicator for target in targets if target.source.is_counted and counter(target).is_told_at_end}
    groups = [group for group in at_end.GROUPS if told & set(group.indicators)]
    return tuple(formula for group in groups for formula in (*_formulas(group), *group.further))


def at_end_column(indicator: str, counts: Counts, period: Period, *, with_totals: bool) -> list[Shown]:
    """One indicator of reports.at_end down the communes at the end of a half, made safe together with those over the same people."""
    group = at_end.group_of(indicator)
    told = _formulas(group)
    counts.read_formulas([*told, *group.further], (period,))
    further = [total(counts.of_formula(formula, period).values()).numerator for formula in group.further]
    made = at_end.tables(group, [_cells(counts, formula, period) for formula in told], further, with_totals=with_totals)
    return list(made[group.indicators.index(indicator)].rows)


def _cells(counts: Counts, formula: Formula, period: Period) -> list[Cell]:
    found = counts.of_formula(formula, period)
    return [Cell(tally.denominator, tally.numerator) for tally in (found.get(unit_id, NOBODY) for unit_id in counts.units)]


def _formulas(group: Group) -> list[Formula]:
    return [formula for formula in (COUNTERS[code].formula for code in group.indicators) if formula]


def _parts(row: list[Tally]) -> tuple[int, ...]:
    """Further totals printed beside a table."""
    whole = total(row)
    return tuple(n for n in (whole.without_decision, whole.without_service) if n is not None)
