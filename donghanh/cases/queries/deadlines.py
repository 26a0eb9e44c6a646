"""Deadlines for a calendar: what, in which file, until when. Nothing of a person is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from donghanh import legal
from donghanh.cases.queries._rows import fetch
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import local_day

BACK, AHEAD, MOST = timedelta(days=30), timedelta(days=90), 2000
_AHEAD = """
select d.kind, c.number, d.due_at, coalesce(d.counted_from, d.stands_from), d.function = any(%(persons)s)
from cases_duty d join cases_case c on c.id = d.case_id
where d.unit_id = any(%(units)s) and d.stands_from <= %(at)s and (d.stands_until is null or d.stands_until > %(at)s)
  and d.due_at > %(first)s and d.due_at <= %(last)s
order by d.due_at, d.id limit %(most)s"""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One duty with a limit. due_at: the first moment that is too late; counted_on: the day whose law names the duty.

    is_own: time that the law gives the person; nobody is late when it has run.
    """

    kind: str
    case_number: str
    due_at: datetime
    counted_on: date
    is_own: bool = False


def ahead(actor: Actor, *, at: datetime) -> list[Deadline]:
    """Duties of the actor's places with a limit in the next 90 days or missed in the last 30, by limit. One query."""
    rights.note()
    if not actor.reads(DataClass.LEGAL):
        return []
    values = {"units": sorted(actor.unit_ids), "at": at, "first": at - BACK, "last": at + AHEAD, "most": MOST, "persons": sorted(legal.persons())}
    return [Deadline(kind, number, due_at, local_day(counted_from), is_own) for kind, number, due_at, counted_from, is_own in fetch(_AHEAD, values)]
