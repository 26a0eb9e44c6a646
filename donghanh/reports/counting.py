"""Exact counts per commune: one statement for each target and period, asked once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db import connection, transaction
from psycopg import ClientCursor

from donghanh.programme.queries import TargetRow
from donghanh.reports.indicators import counter
from donghanh.reports.periods import Period


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted at one commune or over several; digest names the files behind, only where a past moment is asked about.

    denominator: the population, or the same period of the year before for what is compared with it. without_*: None where it does not apply.
    """

    denominator: int = 0
    numerator: int = 0
    without_decision: int | None = 0
    without_service: int | None = 0
    digest: str = ""


def tallies(target: TargetRow, units: Sequence[int], period: Period, *, as_of: datetime | None = None) -> dict[int, Tally]:
    """Counts per commune, only of places in the scope that stands in the database; as_of: as the files stood at that moment.

    Raises CannotCount where the target cannot be counted yet.
    """
    return _asked(target, units, (period,), as_of)[0]


def _asked(target: TargetRow, units: Sequence[int], asked: Sequence[Period], as_of: datetime | None) -> list[dict[int, Tally]]:
    """The counts of several periods in one statement."""
    how = counter(target)
    one = how.as_of_totals if as_of else how.totals
    parts, values = [], {"units": list(units), "moment": as_of}
    for i, period in enumerate(asked):
        parts.append(f"select {i}, found.* from ({one.replace('since', f'since{i}').replace('until', f'until{i}')}) found")
        values |= {f"since{i}": period.since, f"until{i}": period.until}
    found: list[dict[int, Tally]] = [{} for _ in asked]
    for i, unit_id, *counts in exactly(" union all ".join(parts), values):
        found[i][unit_id] = Tally(*counts)
    return found


_AS_COUNTING = """select set_config('app.asked_as', current_setting('role'), true);
select set_config('role', replace(current_setting('role'), 'donghanh_web', 'donghanh_counts'), true)"""
_AS_BEFORE = "select set_config('role', current_setting('app.asked_as'), true)"


def exactly(sql: str, values: Mapping[str, object] | Sequence[object]) -> list[tuple]:
    """The rows with true numbers, whoever asks: what of them is shown is settled above (guarded, disclosure), and needs them.

    The database tells the web role of a reader who only counts no small number of a commune (reporting.shown). So this one statement takes
    on the role that holds the counting functions and no table; scope and places stay the reader's own, and the role before stands again at
    once, all three sent as one. An error undoes the role with the transaction.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        asked = ClientCursor(connection.connection).mogrify(sql, values)  # with its values written in, three statements go as one
        cursor.execute(f"{_AS_COUNTING}; {asked}; {_AS_BEFORE}")
        cursor.nextset(), cursor.nextset()  # past the two answers of taking on
        return cursor.fetchall()


def total(found: Iterable[Tally]) -> Tally:
    """The sum; without_* stay None where one of them is."""
    rows = list(found)
    columns = ([getattr(row, one.name) for row in rows] for one in fields(Tally) if one.name != "digest")
    return Tally(*(None if None in column else sum(column) for column in columns))


@dataclass
class Counts:
    """The counts of some communes, each target and period asked of the database at most once."""

    units: tuple[int, ...]
    as_of: datetime | None = None
    _kept: dict[tuple[str, str], dict[int, Tally]] = field(default_factory=dict)

    def of(self, target: TargetRow, period: Period) -> dict[int, Tally]:
        """Per commune; communes without anybody are absent. Errors as tallies."""
        self.read(target, (period,))
        return self._kept[target.id, period.code]

    def read(self, target: TargetRow, asked: Sequence[Period]) -> None:
        """Ask for several periods at once."""
        new = [period for period in asked if (target.id, period.code) not in self._kept]
        if new:
            self._kept |= {(target.id, p.code): found for p, found in zip(new, _asked(target, self.units, new, self.as_of), strict=True)}

    def row(self, target: TargetRow, period: Period) -> list[Tally]:
        """One for each commune, in order."""
        found = self.of(target, period)
        return [found.get(unit_id, Tally()) for unit_id in self.units]
