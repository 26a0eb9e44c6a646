"""What a role that only counts is shown of communes: tables of halves and years that say nothing small even when read together."""

from __future__ import annotations

from donghanh.programme.queries import TargetRow
from donghanh.programme.terms import Counting
from donghanh.reports import periods, together
from donghanh.reports.counting import Counts, Tally, total
from donghanh.reports.disclosure import HIDDEN, Cell, Shown
from donghanh.reports.periods import Period
from donghanh.reports.rules import CannotCount


def check_offered(period: Period) -> None:
    """Raises CannotCount for periods other than years and halves: finer ones could be set against each other."""
    if periods.family(period) is None:
        raise CannotCount("Số liệu theo tháng, quý chỉ lấy được bằng lệnh donghanh numbers.", mend="Chọn một nửa năm hoặc cả năm.")


def column(target: TargetRow, counts: Counts, period: Period, *, with_totals: bool = True) -> list[Shown]:
    """One target down the communes. Only shares are shown: a number beside last year's is too few people to part by commune."""
    family = periods.family(period)
    if target.counting is not Counting.SHARE or family is None:
        return [HIDDEN] * len(counts.units)
    counts.read(target, family)
    rows = [counts.row(target, one) for one in family]
    cells = [[Cell(tally.denominator, tally.numerator) for tally in row] for row in rows]
    parts = [_parts(row) if with_totals else () for row in rows]
    made = together.tables(cells, parts, with_totals=with_totals)
    return list(made[family.index(period)].rows)


def _parts(row: list[Tally]) -> tuple[int, ...]:
    """Further totals printed beside a table."""
    whole = total(row)
    return tuple(n for n in (whole.without_decision, whole.without_service) if n is not None)
