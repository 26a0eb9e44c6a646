"""Duties of whole places reckoned anew from the facts and held against the memo; in bulk, three statements whatever the number of files.

Reads only. The memo is written with each fact (memo.py), so nothing here is needed for the desk to be right: it proves that it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
_BEGUN = """
select person_id, opened_at::text from cases_case where procedure = any(%s) and active_from is not null
and person_id in (select person_id from cases_case where unit_id = any(%s) and procedure = any(%s))"""
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
    remembered, begun, calendar = _remembered(units), _begun(units), places.calendar()
    files = duties = 0
    differing: list[str] = []
    for case_id, told in groupby(_rows(_TEXTS, [units]), key=lambda row: row[0]):
        rows = list(told)
        owed = _owed(rows, begun, calendar)
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


def _begun(units: list[int]) -> dict[UUID, list[datetime]]:
    """When the rehabilitations of these places' people were opened that have begun: what memo.life counts, person by person."""
    found: dict[UUID, list[datetime]] = {}
    for person_id, opened in _rows(_BEGUN, [[one.value for one in REHABILITATION], units, _ASKING]):
        found.setdefault(person_id, []).append(datetime.fromisoformat(opened))
    return found


def _rows(sql: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
    """In one stream: memory does not grow with the number of rows."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _owed(rows: list[tuple[Any, ...]], begun: dict[UUID, list[datetime]], calendar: Calendar) -> list[Owed] | None:
    """What this file owes; None where its facts cannot be folded."""
    manifest = MANIFESTS[Procedure(rows[0][1])]
    told = [FactView(row[9], _KINDS[row[10]], datetime.fromisoformat(row[11]), row[12], _data(row[13]), row[14]) for row in rows]
    try:
        life = _life(rows[0], begun) if manifest.asks_person else NOBODY
        return [_kept(duty) for duty in engine.duties_of(manifest, told, life=life, calendar=calendar)]
    except Cannot:
        return None


def _kept(duty: DutyView) -> Owed:
    return duty.kind, duty.rule_id, duty.function, duty.due.value if duty.due else None, duty.stands_from, duty.stands_until


def _life(row: tuple[Any, ...], begun: dict[UUID, list[datetime]]) -> Life:
    person = SimpleNamespace(id=row[4], born_on=row[5], birth_year=row[6], sex=row[7], guardian_name=row[8])
    opened = datetime.fromisoformat(row[3])
    return replace(memo.life(person, before=None), rehabilitations=sum(earlier < opened for earlier in begun.get(row[4], ())))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _data(text: str) -> dict[str, Any]:
    return {} if text == "{}" else dict(loads(text))
