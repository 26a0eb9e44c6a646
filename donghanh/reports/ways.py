"""The way of an indicator: from one level of a plan to the next, and shares that are wanted to rise or fall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from donghanh.programme.queries import TargetRow
from donghanh.programme.terms import Comparison, Counting
from donghanh.reports import periods
from donghanh.reports.counting import Counts, total
from donghanh.reports.listed import Listed, Part
from donghanh.reports.made import PartFigure, listed_parts, part_figure
from donghanh.reports.parts import Formula
from donghanh.reports.periods import Period
from donghanh.reports.rules import share


@dataclass(frozen=True, slots=True)
class Way:
    """A share of the population over whole periods, and the way it is wanted to go. met: the last beside the first before it that has a value."""

    label: str
    wanted: Comparison
    points: tuple[tuple[Period, float | None], ...]

    @property
    def met(self) -> bool | None:
        (_, now), *before = reversed(self.points)
        earlier = next((value for _, value in before if value is not None), None)
        return None if now is None or earlier is None else (now > earlier if self.wanted is Comparison.RISING else now < earlier)


@dataclass(frozen=True, slots=True)
class PathRow:
    """A year between two targets of a plan. wanted: on the straight line between the levels of both; gap: result less wanted, None without one."""

    year: int
    wanted: float
    result: PartFigure

    @property
    def gap(self) -> float | None:
        return None if self.result.value is None else round(self.result.value - self.wanted, 1)


@dataclass(frozen=True, slots=True)
class Path:
    """The years from a plan's first level of something to its last. name: of what, empty where the indicator counts one thing."""

    plan_id: str
    name: str
    rows: tuple[PathRow, ...]


def along(label: str, wanted: Comparison, formula: Formula, asked: Sequence[Period], counts: Counts) -> Way:
    """A share over these periods."""
    tallies = [(one, total(counts.of_formula(formula, one).values())) for one in asked]
    points = [(one, share(tally.numerator, tally.denominator)) for one, tally in tallies]
    return Way(label, wanted, tuple((one, None if value is None else round(float(value), 1)) for one, value in points))


def paths(bound: Iterable[tuple[str, TargetRow]], counts: Counts) -> tuple[Path, ...]:
    """For each thing that a plan (id, target) sets levels of for two years or more: every year between, asked at once."""
    levels: dict[tuple[str, Listed], list[tuple[int, Part, TargetRow]]] = defaultdict(list)
    for plan_id, target in bound:
        if target.due_on and target.counting is Counting.SHARE:
            for part in listed_parts(target):
                if part.goal is not None:
                    levels[plan_id, part.listed].append((target.due_on.year, part, target))
    wanted = {key: sorted(found, key=lambda level: level[0]) for key, found in levels.items() if len({year for year, *_ in found}) > 1}
    years = {year for found in wanted.values() for year in range(found[0][0], found[-1][0] + 1)}
    counts.read_listed([listed for _plan, listed in wanted], [periods.read(str(year)) for year in sorted(years)])
    return tuple(_path(plan_id, found, counts) for (plan_id, _listed), found in wanted.items())


def _path(plan_id: str, levels: list[tuple[int, Part, TargetRow]], counts: Counts) -> Path:
    rows: list[PathRow] = []
    for (first, low, _), (last, high, target) in pairwise(levels):
        for year in range(first + bool(rows), last + 1):
            goal = low.goal + (high.goal - low.goal) * (year - first) / (last - first) if low.goal is not None and high.goal is not None else None
            tally = total(counts.of_listed(high.listed, periods.read(str(year))).values())
            rows.append(PathRow(year, round(float(goal or 0), 1), part_figure(target, replace(high, goal=goal), tally)))
    name = next((part.name for _year, part, _target in levels if part.name), "")
    return Path(plan_id, name, tuple(rows))
