"""The way of newly found dependence over whole years, by former district: a single table a year, guarded as one beside the table of people on
file in the year, whom those newly found are among (docs/explanation/numbers.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from donghanh.base.places.models import Unit
from donghanh.base.places.queries.units import standing
from donghanh.kernel.text import fold
from donghanh.programme.queries import TargetRow
from donghanh.programme.terms import Counting
from donghanh.reports import ranges
from donghanh.reports.counting import NOBODY, Counts
from donghanh.reports.disclosure import FORMS, OPEN_END, Cell, Form, Shown, box, gives_away, published, safe
from donghanh.reports.parts import Formula, Mark
from donghanh.reports.periods import Period
from donghanh.reports.territory import Territory

LAST_DAY = date(2025, 6, 30)
"""The last day on which districts stood (Luật 72/2025/QH15 ends them on 1 July 2025)."""
ON_FILE = Formula("registered", Mark.REHABILITATION)
"""People on file in the year, of whom communes are told."""
PEOPLE_ALONE = tuple(form for form in FORMS if not form.with_numerator)


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the table. n None: fewer than 8, or with is_hidden nothing is said."""

    n: int | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A former district and its number of each year; name empty: communes of today that lie in several."""

    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class DistrictTable:
    """years: (period, the exact number of the whole place); rows by name."""

    years: tuple[tuple[Period, int], ...]
    rows: tuple[DistrictRow, ...]
    is_exact: bool


def table(target: TargetRow, counts: Counts, area: Territory, years: Sequence[Period], *, is_exact: bool) -> DistrictTable | None:
    """None for one commune, for a province without former districts, and for a share: its communes are told already, and further sums of them
    would be set against that table. Of a number beside the year before no commune is told, so the districts are the only cut."""
    districts = former_districts(area) if target.counting is Counting.CHANGE and not area.is_commune else {}
    if not districts:
        return None
    counts.read((target,), years, beside=() if is_exact else (ON_FILE,))
    columns, wholes = [], []
    for year in years:
        found = counts.of(target, year)
        sums = [sum(found[unit].numerator for unit in units if unit in found) for units in districts.values()]
        columns.append([Count(n) for n in sums] if is_exact else guarded(sums, _on_file(counts, year, districts.values())))
        wholes.append((year, sum(sums)))
    rows = tuple(DistrictRow(name, tuple(column[i] for column in columns)) for i, name in enumerate(districts))
    return DistrictTable(tuple(wholes), rows, is_exact)


def guarded(sums: Sequence[int], on_file: Sequence[Sequence[Cell]]) -> list[Count]:
    """The numbers of one year, by district, as a counting role may see them. on_file: of each district's communes, people on file in the year."""
    for form in PEOPLE_ALONE:
        chosen, rows = published([Cell(n, 0) for n in sums], among=(form,))
        if chosen and not gives_away_beside(rows, chosen, sums, on_file):
            return [Count(row.denominator) for row in rows]
    return [Count(None, is_hidden=True)] * len(sums)


def gives_away_beside(rows: Sequence[Shown], form: Form, sums: Sequence[int], on_file: Sequence[Sequence[Cell]]) -> bool:
    """Whether a reader who sets the districts against the communes' table of people on file narrows a small number of either down.

    Who is newly found in a year is on file in it, at the same commune but for a record that was on file elsewhere before.
    """
    told = safe([cell for cells in on_file for cell in cells])
    people = iter(told.rows)
    width, found = max(map(len, on_file), default=0), []
    for row, cells in zip(rows, on_file, strict=True):
        communes = [box(next(people), told.form or FORMS[-1]).denominator for _ in cells]
        found.append([box(row, form).denominator, (0, OPEN_END), *communes, *[(0, 0)] * (width - len(communes))])
    new, whole = sum(sums), sum(cell.denominator for cells in on_file for cell in cells)
    adds_up = {0: 1, 1: 1, **{2 + i: -1 for i in range(width)}}
    states = ranges.carried(found, [adds_up], [new, whole - new, *[None] * width])
    return all(map(ranges.is_possible, states)) and any(gives_away(state[0]) or any(map(gives_away, state[2:])) for state in states)


def _on_file(counts: Counts, year: Period, districts: Iterable[Sequence[int]]) -> list[list[Cell]]:
    found = counts.of_formula(ON_FILE, year)
    return [[Cell(one.denominator, one.numerator) for one in (found.get(unit, NOBODY) for unit in units)] for units in districts]


def former_districts(area: Territory) -> Mapping[str, tuple[int, ...]]:
    """Former district, by name → communes of today that lie in it whole; "" → those that came from several. Two statements."""
    units, lies = _lying(area)
    made = {_name(one): tuple(lies[one.pk]) for one in units}
    return made | {"": tuple(lies[None])} if lies[None] and made else made


def named(area: Territory) -> Mapping[str, int]:
    """Former district, by name → its unit; those of `former_districts`. Two statements."""
    return {_name(one): one.pk for one in _lying(area)[0]}


def _lying(area: Territory) -> tuple[list[Unit], dict[int | None, list[int]]]:
    """Former districts by name that a commune of today lies in whole; district (None: several) → communes."""
    parents: dict[int, set[int]] = {}
    for unit_id, kin in standing(area.ids, on=LAST_DAY, forward=False).items():
        parents[unit_id] = {one.unit.parent_id for one in kin if one.unit.level == "COMMUNE" and one.unit.parent_id}
    ids = {parent for found in parents.values() for parent in found}
    known = {one.pk: one for one in Unit.objects.filter(pk__in=ids, level=Unit.Level.DISTRICT)}
    lies: dict[int | None, list[int]] = defaultdict(list)
    for unit_id, found in parents.items():
        lies[next(iter(found)) if len(found) == 1 and found <= known.keys() else None].append(unit_id)
    return sorted((known[one] for one in lies if one is not None), key=lambda one: fold(one.name)), lies


def _name(unit: Unit) -> str:
    return f"{unit.kind} {unit.name}"
