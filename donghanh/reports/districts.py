"""The way of newly found dependence over whole years, by former district: a single table a year, guarded as one (docs/explanation/numbers.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from donghanh.base.places.models import Unit
from donghanh.base.places.queries.units import standing
from donghanh.kernel.text import fold
from donghanh.programme.queries import TargetRow
from donghanh.programme.terms import Counting
from donghanh.reports.counting import Counts
from donghanh.reports.disclosure import FORMS, Cell, published
from donghanh.reports.periods import Period
from donghanh.reports.territory import Territory

LAST_DAY = date(2025, 6, 30)
"""The last day on which districts stood (Luật 72/2025/QH15 ends them on 1 July 2025)."""
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
    counts.read((target,), years)
    columns, wholes = [], []
    for year in years:
        found = counts.of(target, year)
        sums = [sum(found[unit].numerator for unit in units if unit in found) for units in districts.values()]
        columns.append([Count(n) for n in sums] if is_exact else _guarded(sums))
        wholes.append((year, sum(sums)))
    rows = tuple(DistrictRow(name, tuple(column[i] for column in columns)) for i, name in enumerate(districts))
    return DistrictTable(tuple(wholes), rows, is_exact)


def _guarded(sums: Sequence[int]) -> list[Count]:
    form, rows = published([Cell(n, 0) for n in sums], among=PEOPLE_ALONE)
    return [Count(row.denominator) for row in rows] if form else [Count(None, is_hidden=True)] * len(sums)


def former_districts(area: Territory) -> Mapping[str, tuple[int, ...]]:
    """Former district, by name → communes of today that lie in it whole; "" → those that came from several. Two statements."""
    parents: dict[int, set[int]] = {}
    for unit_id, kin in standing(area.ids, on=LAST_DAY, forward=False).items():
        parents[unit_id] = {one.unit.parent_id for one in kin if one.unit.level == "COMMUNE" and one.unit.parent_id}
    ids = {parent for found in parents.values() for parent in found}
    named = {one.pk: one for one in Unit.objects.filter(pk__in=ids, level=Unit.Level.DISTRICT)}
    lies: dict[int | None, list[int]] = defaultdict(list)
    for unit_id, found in parents.items():
        lies[next(iter(found)) if len(found) == 1 and found <= named.keys() else None].append(unit_id)
    known = sorted((one for one in lies if one is not None), key=lambda one: fold(named[one].name))
    made = {f"{named[one].kind} {named[one].name}": tuple(lies[one]) for one in known}
    return made | {"": tuple(lies[None])} if lies[None] and made else made
