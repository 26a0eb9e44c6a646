"""The working list: duties that stand now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from donghanh.cases.queries._rows import fetch
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass

_STANDING = """
d.unit_id = any(%(units)s) and d.stands_from <= %(at)s and (d.stands_until is null or d.stands_until > %(at)s)"""
_LIST = f"""
select d.id, d.kind, d.rule_id, d.function, d.case_id, c.number, c.person_id, p.full_name, p.birth_year, p.is_sealed,
       d.counted_from, d.due_at, d.stands_from
from cases_duty d join cases_case c on c.id = d.case_id join people_person p on p.id = c.person_id
where {_STANDING} and (%(kinds)s::text[] is null or d.kind = any(%(kinds)s)) and (%(case)s::uuid is null or d.case_id = %(case)s)
order by d.due_at asc nulls last, d.id limit %(limit)s"""
_COUNTS = f"""
select count(*) filter (where d.due_at <= %(at)s), count(*) filter (where d.due_at > %(at)s and d.due_at <= %(midnight)s),
       count(*) filter (where d.due_at > %(midnight)s and d.due_at <= %(sunday)s),
       count(*) filter (where d.due_at > %(sunday)s), count(*) filter (where d.due_at is null)
from cases_duty d where {_STANDING}"""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One line of a working list. due_at None: the law names no limit. function: who owes it, resolved by date where shown."""

    id: int
    kind: str
    rule_id: str
    function: str
    case_id: UUID
    case_number: str
    person_id: UUID
    person_name: str
    birth_year: int
    is_sealed: bool
    counted_from: datetime | None
    due_at: datetime | None
    stands_from: datetime


@dataclass(frozen=True, slots=True)
class TodayCounts:
    """How many duties stand in each group of the working list. week: after today, to the end of Sunday; without: the law names no limit."""

    late: int
    today: int
    week: int
    later: int
    without: int

    @property
    def all(self) -> int:
        """Every duty that stands."""
        return self.late + self.today + self.week + self.later + self.without


def week_ends(at: datetime) -> datetime:
    """The end of Sunday of the week in which this moment lies, in Viet Nam."""
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=7 - today.weekday())


def working_list(actor: Actor, *, at: datetime, limit: int = 50, kinds: Sequence[str] = (), case_id: UUID | None = None) -> list[DutyRow]:
    """Duties that stand now in the actor's places, the most urgent first, those without a limit last. One query."""
    if not _may_read(actor):
        return []
    values = {"units": sorted(actor.unit_ids), "at": at, "kinds": list(kinds) or None, "case": case_id, "limit": limit}
    return [DutyRow(*row) for row in fetch(_LIST, values)]


def today_counts(actor: Actor, *, at: datetime) -> TodayCounts:
    """How many duties are late, due today, due by the end of Sunday, later, and without a limit. One query."""
    if not _may_read(actor):
        return TodayCounts(0, 0, 0, 0, 0)
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    values = {"units": sorted(actor.unit_ids), "at": at, "midnight": midnight, "sunday": week_ends(at)}
    return TodayCounts(*fetch(_COUNTS, values)[0])


def _may_read(actor: Actor) -> bool:
    rights.note()
    return actor.reads(DataClass.LEGAL)
