"""Duties of whole places reckoned anew from the facts and held against the memo; in bulk, three statements whatever the number of files.

Reads only. The memo is written with each fact (memo.py), so nothing here is needed for the desk to be right: it proves that it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from json import loads
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connection

from donghanh.base.places import queries as places
from donghanh.cases import memo
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import MANIFESTS, REHABILITATION
from donghanh.cases.procedures.shape import NOBODY, DutyView, Life
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import Calendar

_FROM = """
from cases_case c join people_person p on p.id = c.person_id join cases_fact f on f.case_id = c.id
where c.unit_id = any(%s) and f.voided_at is null order by c.id"""
FACTS = f"""
select c.id, c.procedure, c.number, c.opened_at, p.id, p.born_on, p.birth_year, p.sex, p.guardian_name,
       f.id, f.kind, f.happened_at, f.is_date_only, f.data, f.decision_id {_FROM}"""
"""The facts of all files of some places, as anybody would ask for them: what bench.duties measures against."""

_TEXTS = FACTS.replace("c.opened_at", "c.opened_at::text").replace("f.happened_at", "f.happened_at::text").replace("f.data", "f.data::text")
"""The same with moments and data as text: read by the fold itself, in a tenth of the driver's time."""

_MEMO = """
select case_id, kind, rule_id, function, due_at::text, stands_from::text, stands_until::text from cases_duty where unit_id = any(%s)"""
_EARLIER = """
with asked as (select distinct p.id, coalesce(p.merged_into_id, p.id) as whole from cases_case c join people_person p on p.id = c.person_id
  where c.unit_id = any(%(units)s) and c.procedure = any(%(asking)s)),
theirs as (select asked.id, c.id as case_id, c.procedure, c.stage, c.opened_at, c.active_from from asked
  join people_person p on coalesce(p.merged_into_id, p.id) = asked.whole and p.unit_id = any(%(units)s)
  join cases_case c on c.person_id = p.id)
select person, at::text, what from (
  select theirs.id as person, opened_at as at, 'begun' as what, null::uuid as fact from theirs
  where procedure = any(%(rehabilitation)s) and active_from is not null
  union all select theirs.id, f.happened_at, coalesce(f.data->>'stable', ''), f.id from theirs join cases_fact f on f.case_id = theirs.case_id
  where f.kind = 'RESIDENCE_VERIFIED' and f.voided_at is null and theirs.stage <> 'IN_ERROR') told order by told.at, told.fact"""
_KINDS = {kind.value: kind for kind in FactKind}
_ASKING = [procedure.value for procedure, manifest in MANIFESTS.items() if manifest.asks_person]
_AT_ONCE = 5000

Owed = tuple[str, str, str, datetime | None, datetime, datetime | None]
"""One duty as it is remembered: kind, rule, function, due, stands from, stands until."""


@dataclass(frozen=True, slots=True)
class Recount:
    """files: how many were folded; duties: how many they owe; differing: numbers of files whose memo says something else."""

    files: int
    duties: int
    differing: tuple[str, ...]


def recount(unit_ids: Iterable[int]) -> Recount:
    """Fold every file of these places from its facts and compare its duties with those remembered."""
    units = list(unit_ids)
    remembered, earlier, calendar = _remembered(units), _earlier(units), places.calendar()
    files = duties = 0
    differing: list[str] = []
    for case_id, told in groupby(_rows(_TEXTS, [units]), key=lambda row: row[0]):
        rows = list(told)
        owed = _owed(rows, earlier, calendar)
        files += 1
        duties += len(owed or ())
        if owed is None or not _is_same(owed, remembered.get(case_id, [])):
            differing.append(rows[0][2])
    return Recount(files, duties, tuple(differing))


def _is_same(owed: list[Owed], remembered: list[Owed]) -> bool:
    """The same duties in any order."""
    return owed == remembered or (len(owed) == len(remembered) and all(owed.count(one) == remembered.count(one) for one in owed))


def _remembered(units: list[int]) -> dict[UUID, list[Owed]]:
    found: dict[UUID, list[Owed]] = {}
    for case_id, kind, rule_id, function, due, stands_from, until in _rows(_MEMO, [units]):
        owed = (kind, rule_id, function, _moment(due), datetime.fromisoformat(stands_from), _moment(until))
        found.setdefault(case_id, []).append(owed)
    return found


@dataclass(slots=True)
class _Earlier:
    """What memo.life reads of one human being's other files: when rehabilitations that have begun were opened, residences as verified."""

    begun: list[datetime] = field(default_factory=list)
    verified: list[tuple[datetime, bool]] = field(default_factory=list)


_NOTHING = _Earlier()


def _earlier(units: list[int]) -> dict[UUID, _Earlier]:
    """The same for all records of these places that some rule asks about, in one statement."""
    asked = {"units": units, "asking": _ASKING, "rehabilitation": [one.value for one in REHABILITATION]}
    found: dict[UUID, _Earlier] = defaultdict(_Earlier)
    for person_id, at, what in _rows(_EARLIER, asked):
        if what == "begun":
            found[person_id].begun.append(datetime.fromisoformat(at))
        else:
            found[person_id].verified.append((datetime.fromisoformat(at), what != "false"))
    return found


def _rows(sql: str, values: list[Any] | dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """In one stream: memory does not grow with the number of rows."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _owed(rows: list[tuple[Any, ...]], earlier: dict[UUID, _Earlier], calendar: Calendar) -> list[Owed] | None:
    """What this file owes; None where its facts cannot be folded."""
    manifest = MANIFESTS[Procedure(rows[0][1])]
    told = [FactView(row[9], _KINDS[row[10]], datetime.fromisoformat(row[11]), row[12], _data(row[13]), row[14]) for row in rows]
    try:
        life = _life(rows[0], earlier.get(rows[0][4], _NOTHING)) if manifest.asks_person else NOBODY
        return [_kept(duty) for duty in engine.duties_of(manifest, told, life=life, calendar=calendar)]
    except Cannot:
        return None


def _kept(duty: DutyView) -> Owed:
    return duty.kind, duty.rule_id, duty.function, duty.due.value if duty.due else None, duty.stands_from, duty.stands_until


def _life(row: tuple[Any, ...], known: _Earlier) -> Life:
    person = SimpleNamespace(id=row[4], born_on=row[5], birth_year=row[6], sex=row[7], guardian_name=row[8])
    opened = datetime.fromisoformat(row[3])
    began = sum(one < opened for one in known.begun)
    stable = next((is_stable for at, is_stable in reversed(known.verified) if at < opened), True)
    return replace(memo.life(person, before=None), rehabilitations=began, has_stable_residence=stable)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _data(text: str) -> dict[str, Any]:
    return {} if text == "{}" else dict(loads(text))
