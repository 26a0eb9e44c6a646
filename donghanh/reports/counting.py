"""Exact counts per commune: one statement for each target and period, asked once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db import connection

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
    how = counter(target)
    with connection.cursor() as cursor:
        asked = {"units": list(units), "since": period.since, "until": period.until, "moment": as_of}
        cursor.execute(how.as_of_totals if as_of else how.totals, asked)
        return {unit_id: Tally(*counts) for unit_id, *counts in cursor.fetchall()}


def total(found: Iterable[Tally]) -> Tally:
    """The sum; without_* stay None where one of them is."""
    rows = list(found)
    columns = ([getattr(row, one.name) for row in rows] for one in fields(Tally) if one.name != "digest")
    return Tally(*(None if None in column else sum(column) for column in columns))


@dataclass(frozen=True)
class Counts:
    """The counts of some communes, each target and period asked of the database at most once."""

    units: tuple[int, ...]
    as_of: datetime | None = None
    _kept: dict[tuple[str, str], dict[int, Tally]] = field(default_factory=dict)

    def of(self, target: TargetRow, period: Period) -> dict[int, Tally]:
        """Per commune; communes without anybody are absent. Errors as tallies."""
        key = (target.id, period.code)
        if key not in self._kept:
            self._kept[key] = tallies(target, self.units, period, as_of=self.as_of)
        return self._kept[key]

    def row(self, target: TargetRow, period: Period) -> list[Tally]:
        """One for each commune, in order."""
        found = self.of(target, period)
        return [found.get(unit_id, Tally()) for unit_id in self.units]
