"""How many people began rehabilitation in a public facility in each whole year of a province, and a straight line through the years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.kernel.actor import Actor
from donghanh.reports import access, forecast, periods, repository, territory
from donghanh.reports.counting import Counts, total
from donghanh.reports.parts import Formula, Mark
from donghanh.reports.periods import Period
from donghanh.reports.rules import CannotCount

YEARS = 5
"""So many whole years before the running one are told."""
INTO_FACILITY = tuple(Formula("placed", mark, among=Mark.REHABILITATION) for mark in (Mark.COMPULSORY, Mark.PUBLIC))


@dataclass(frozen=True, slots=True)
class Intake:
    """years: (year, people who began), the oldest first, from the first year with anybody. line: (year, value) of the straight line drawn on to
    the end of the running year and the next, None with fewer than three years. It knows nothing but the points."""

    years: tuple[tuple[int, int], ...]
    line: tuple[tuple[int, float | None], ...]


def of_province(actor: Actor, *, province_id: int, on: date) -> Intake:
    """The province's exact totals. Raises NotInReach outside the places the actor may count, MayNot without the right, CannotCount for less
    than a province of today."""
    area = territory.of(province_id, on=on)
    access.check_may_count(actor, area)
    repository.check_whole(area)
    if area.is_commune:
        raise CannotCount("Số người vào cơ sở chỉ tính cho cả tỉnh.", mend="Mở từ dự án của tỉnh.")
    asked = [periods.read(str(year)) for year in range(on.year - YEARS, on.year)]
    counts = Counts(tuple(area.ids))
    counts.read_formulas(INTO_FACILITY, asked)
    found = [(one.first.year, _began(counts, one)) for one in asked]
    first = next((at for at, (_year, n) in enumerate(found) if n), len(found))
    told = tuple(found[first:])
    points = [(date(year, 12, 31), float(n)) for year, n in told]
    return Intake(told, tuple((year, forecast.straight(points, to=date(year, 12, 31))) for year in (on.year, on.year + 1)))


def _began(counts: Counts, year: Period) -> int:
    return sum(total(counts.of_formula(formula, year).values()).numerator for formula in INTO_FACILITY)
