"""What a role that only counts is shown of communes: tables of halves and years that say nothing small even when read together."""

from __future__ import annotations

from donghanh.programme.queries import TargetRow
from donghanh.programme.terms import Counting
from donghanh.reports import periods, together
from donghanh.reports.counting import Counts, Tally, total
from donghanh.reports.disclosure import FORMS, HIDDEN, Cell, Shown, published, shown
from donghanh.reports.indicators import counter
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
    if how.at_end:
        return _at_end(counts.row(target, family[1] if period == family[2] else period), with_totals=with_totals)
    counts.read((target,), family)
    rows = [counts.row(target, one) for one in family]
    cells = [[Cell(tally.denominator, tally.numerator) for tally in row] for row in rows]
    parts = [_parts(row) if with_totals else () for row in rows]
    made = together.tables(cells, parts, with_totals=with_totals)
    return list(made[family.index(period)].rows)


def _at_end(row: list[Tally], *, with_totals: bool) -> list[Shown]:
    cells = [Cell(tally.denominator, tally.numerator) for tally in row]
    if not with_totals:
        return [shown(cell, FORMS[0]) for cell in cells]
    form, rows = published(cells)
    return rows if form else [HIDDEN] * len(cells)


def _parts(row: list[Tally]) -> tuple[int, ...]:
    """Further totals printed beside a table."""
    whole = total(row)
    return tuple(n for n in (whole.without_decision, whole.without_service) if n is not None)
