"""Duties of whole places reckoned anew from the facts and held against the memo; in bulk, one statement for facts, one for the memo.

Reads only. The memo is written with each fact (memo.py), so nothing here is needed for the desk to be right: it proves that it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from json import loads
from types import SimpleNamespace
from typing import Any

from django.db import connection

from donghanh.base.places import queries as places
from donghanh.cases import memo
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import Calendar

FACTS = """
select c.id, c.procedure, c.number, c.opened_at, p.id, p.born_on, p.birth_year, p.sex, p.guardian_name,
       f.id, f.kind, f.happened_at, f.is_date_only, f.data::text, f.decision_id
from cases_case c join people_person p on p.id = c.person_id join cases_fact f on f.case_id = c.id
where c.unit_id = any(%s) and f.voided_at is null order by c.id"""
_MEMO = "select case_id, kind, rule_id, function, due_at, stands_from, stands_until from cases_duty where unit_id = any(%s)"
_KINDS = {kind.value: kind for kind in FactKind}
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Recount:
    """files: how many were folded; duties: how many they owe; differing: numbers of files whose memo says something else."""

    files: int
    duties: int
    differing: tuple[str, ...]


def recount(unit_ids: Iterable[int]) -> Recount:
    """Fold every file of these places from its facts and compare its duties with those remembered. Two statements, whatever the number."""
    units, calendar = list(unit_ids), places.calendar()
    remembered = _remembered(units)
    files = duties = 0
    differing: list[str] = []
    for number, case_id, owed in _folded(units, calendar):
        files += 1
        duties += len(owed or ())
        if owed is None or owed != remembered.get(case_id, []):
            differing.append(number)
    return Recount(files, duties, tuple(differing))


def _remembered(units: list[int]) -> dict[Any, list[tuple[Any, ...]]]:
    found: dict[Any, list[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_MEMO, [units])
        for case_id, *duty in cursor.fetchall():
            found.setdefault(case_id, []).append(tuple(duty))
    return {case_id: sorted(rows, key=repr) for case_id, rows in found.items()}


def _folded(units: list[int], calendar: Calendar) -> Iterator[tuple[str, Any, list[tuple[Any, ...]] | None]]:
    """Number and id of each file, and its duties; None where its facts cannot be folded."""
    for case_id, told in groupby(_rows(units), key=lambda row: row[0]):
        rows = list(told)
        try:
            view = _view(rows, calendar)
        except Cannot:
            yield rows[0][2], case_id, None
            continue
        owed = [(d.kind, d.rule_id, d.function, d.due.value if d.due else None, d.stands_from, d.stands_until) for d in view.duties]
        yield rows[0][2], case_id, sorted(_in_utc(owed), key=repr)


def _in_utc(owed: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Moments as the database gives them, so that equal ones look equal."""
    return [tuple(one.astimezone(UTC) if isinstance(one, datetime) else one for one in duty) for duty in owed]


def _rows(units: list[int]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(FACTS, [units])
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _view(rows: list[tuple[Any, ...]], calendar: Calendar) -> CaseView:
    first = rows[0]
    manifest = MANIFESTS[Procedure(first[1])]
    told = [FactView(row[9], _KINDS[row[10]], row[11], row[12], _data(row[13]), row[14]) for row in rows]
    if not manifest.asks_person:
        return engine.view(manifest, told, calendar=calendar)
    person = SimpleNamespace(id=first[4], born_on=first[5], birth_year=first[6], sex=first[7], guardian_name=first[8])
    return engine.view(manifest, told, life=memo.life(person, before=first[3]), calendar=calendar)


def _data(text: str) -> dict[str, Any]:
    return {} if text == "{}" else dict(loads(text))
