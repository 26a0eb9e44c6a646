"""Exact counts per commune: each target and period asked once, all that is asked together in one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

from django.db import connection, transaction
from psycopg import ClientCursor

from donghanh.programme.queries import TargetRow
from donghanh.reports.indicators import COUNTERS, Counter, counter
from donghanh.reports.listed import Listed
from donghanh.reports.parts import Formula
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


NOBODY = Tally(without_decision=None, without_service=None)
"""Nobody counted, of a target made of parts or over places."""


def tallies(target: TargetRow, units: Sequence[int], period: Period, *, as_of: datetime | None = None) -> dict[int, Tally]:
    """Counts per commune, only of places in the scope that stands in the database; as_of: as the files stood at that moment.

    Raises CannotCount where the target cannot be counted yet.
    """
    return Counts(tuple(units), as_of).of(target, period)


_FORMULAS = (
    "select {i}, n, unit_id, denominator, numerator, null::bigint, null::bigint, digest"
    " from reporting.indicator_totals(%(asked{i})s::jsonb, %(units)s, %(since)s::timestamptz[], %(until)s::timestamptz[], %(moment)s)"
)
_LISTED = (
    "select {i}, 1, unit_id, denominator, numerator, null::bigint, null::bigint, digest"
    " from reporting.{function}(%(asked{i})s::jsonb, %(units)s, %(since{i})s, %(until{i})s, %(moment)s)"
)


@dataclass(frozen=True, slots=True)
class OnLand:
    """An indicator with SQL of its own, over the communes from the land of a plan of this province and day alone."""

    indicator: str
    province: str
    issued_on: date


Wanted = str | OnLand | Formula | Listed
"""What is counted at once: an indicator with SQL of its own, perhaps on a plan's land, a formula, or a question to a register."""


def _answers(asked: Sequence[tuple[Wanted, Period]], units: Sequence[int], as_of: datetime | None) -> dict[tuple[Wanted, str], dict[int, Tally]]:
    """All of it in one statement; the facts are read once for all formulas and periods."""
    values: dict[str, object] = {"units": list(units), "moment": as_of or "infinity"}
    parts: list[str] = []
    keys: list[list[tuple[Wanted, Period]]] = []
    for one, period in asked:
        if isinstance(one, Formula):
            continue
        values |= {f"since{len(parts)}": period.since, f"until{len(parts)}": period.until}
        if isinstance(one, Listed):
            values[f"asked{len(parts)}"] = one.asked
            parts.append(_LISTED.format(i=len(parts), function=one.function))
        elif isinstance(one, OnLand):
            values |= {f"province{len(parts)}": one.province, f"day{len(parts)}": one.issued_on}
            parts.append(_own_part(len(parts), COUNTERS[one.indicator], is_now=as_of is None) + _ON_LAND.format(i=len(parts)))
        else:
            parts.append(_own_part(len(parts), COUNTERS[one], is_now=as_of is None))
        keys.append([(one, period)])
    formulas = [(one, period) for one, period in asked if isinstance(one, Formula)]
    if formulas:
        values |= _spans(formulas, part=len(parts))
        parts.append(_FORMULAS.format(i=len(parts)))
        keys.append(list(formulas))
    found: dict[tuple[Wanted, str], dict[int, Tally]] = {(one, period.code): {} for one, period in asked}
    for i, n, unit_id, *counts in exactly(" union all ".join(parts), values):
        one, period = keys[i][n - 1]
        found[one, period.code][unit_id] = Tally(*counts)
    return found


def _spans(formulas: Sequence[tuple[Formula, Period]], *, part: int) -> dict[str, object]:
    """The formulas with the place of each period, from 1, in the lists of their beginnings and ends."""
    spans = list(dict.fromkeys(period for _one, period in formulas))
    asked = json.dumps([[*one.asked, spans.index(period) + 1] for one, period in formulas])
    return {f"asked{part}": asked, "since": [period.since for period in spans], "until": [period.until for period in spans]}


def _own_part(i: int, how: Counter, *, is_now: bool) -> str:
    sql, digest = (how.totals, ", ''") if is_now else (how.as_of_totals, "")
    return f"select {i}, 1, found.*{digest} from ({sql.replace('since', f'since{i}').replace('until', f'until{i}')}) found"


_ON_LAND = " where found.unit_id <> all((select reporting.beyond(%(units)s, %(province{i})s, %(day{i})s))::int[])"
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
    _kept: dict[tuple[Wanted, str], dict[int, Tally]] = field(default_factory=dict)

    def of(self, target: TargetRow, period: Period) -> dict[int, Tally]:
        """Per commune; communes without anybody are absent, the parts of one target together. Errors as tallies."""
        self.read((target,), (period,))
        found = [self._kept[one, period.code] for one in _wanted(target)]
        return found[0] if len(found) == 1 else _together(found)

    def of_listed(self, listed: Listed, period: Period) -> dict[int, Tally]:
        """The same for one question to a register."""
        self.read_listed((listed,), (period,))
        return self._kept[listed, period.code]

    def of_formula(self, formula: Formula, period: Period) -> dict[int, Tally]:
        """The same for a formula without a target."""
        self.read_formulas((formula,), (period,))
        return self._kept[formula, period.code]

    def total(self, target: TargetRow, period: Period) -> Tally:
        """Over all the communes, and what is registered at their province itself."""
        found, how = self.of(target, period), counter(target)
        return total(found.values()) if found or not (how.formula or how.of_places) else NOBODY

    def read(self, targets: Iterable[TargetRow], asked: Sequence[Period], *, beside: Iterable[Formula] = ()) -> None:
        """Ask for several targets (and formulas `beside`) and periods at once. Errors as tallies."""
        self.read_each([(target, one) for target in targets for one in asked], beside=[(formula, one) for formula in beside for one in asked])

    def read_each(self, asked: Iterable[tuple[TargetRow, Period]], *, beside: Iterable[tuple[Formula, Period]] = ()) -> None:
        """Ask for several targets (and formulas `beside`) at once, each over periods of its own. Errors as tallies."""
        self._read([*((one, period) for target, period in asked for one in _wanted(target)), *beside])

    def read_formulas(self, formulas: Iterable[Formula], asked: Sequence[Period]) -> None:
        """Ask for several formulas and periods at once."""
        self._read((one, period) for one in formulas for period in asked)

    def read_listed(self, listed: Iterable[Listed], asked: Sequence[Period]) -> None:
        """Ask for several questions to registers and periods at once."""
        self._read((one, period) for one in listed for period in asked)

    def row(self, target: TargetRow, period: Period) -> list[Tally]:
        """One for each commune, in order."""
        how = counter(target)
        found, nobody = self.of(target, period), NOBODY if how.formula or how.of_places else Tally()
        return [found.get(unit_id, nobody) for unit_id in self.units]

    def _read(self, asked: Iterable[tuple[Wanted, Period]]) -> None:
        new = [(one, period) for one, period in dict.fromkeys(asked) if (one, period.code) not in self._kept]
        if new:
            self._kept |= _answers(new, self.units, self.as_of)


def _wanted(target: TargetRow) -> tuple[Wanted, ...]:
    how = counter(target)
    if how.by_land:
        return (OnLand(target.indicator, target.province, target.issued_on),)
    return tuple(part.listed for part in how.listed(target)) if how.listed else (how.formula or target.indicator,)


def _together(found: Sequence[dict[int, Tally]]) -> dict[int, Tally]:
    units = dict.fromkeys(unit_id for one in found for unit_id in one)
    return {unit_id: replace(total(one[unit_id] for one in found if unit_id in one), digest=_digests(found, unit_id)) for unit_id in units}


def _digests(found: Sequence[dict[int, Tally]], unit_id: int) -> str:
    return "".join(one[unit_id].digest for one in found if unit_id in one)
