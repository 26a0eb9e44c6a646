"""The working list: duties that stand now, and how many of each kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils import timezone

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.cases.queries._rows import fetch
from donghanh.cases.reminders.queries import STANDING as REMINDED_BEFORE
from donghanh.cases.reminders.rules import horizons
from donghanh.cases.reminders.terms import usual_days
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import Calendar, local_day


class Part(StrEnum):
    """Which of the duties are listed: all, those that are late, those whose reminder has come and that are not late."""

    ALL = "all"
    LATE = "late"
    REMINDED = "reminded"


class Side(StrEnum):
    """Whose they are: owed by the reader's own body, owed by other bodies, or time that the law gives to the person of the file."""

    OURS = "ours"
    OTHERS = "others"
    PERSON = "person"


# What the law gives the person time for is his (persons): it stands last, and is late for nobody.
_STANDING = """
select d.id, d.kind, d.rule_id, d.function, d.case_id, d.counted_from, d.due_at, d.stands_from, d.function = any(%(persons)s) as is_own
from cases_duty d
where d.unit_id = any(%(units)s) and d.stands_from <= %(at)s and (d.stands_until is null or d.stands_until > %(at)s)"""
_COLUMNS = """d.id, d.kind, d.rule_id, d.function, d.case_id, c.number, c.person_id, p.full_name, p.birth_year, p.is_sealed,
       d.counted_from, d.due_at, d.stands_from, d.is_own, c.procedure"""
_ROWS = "standing d join cases_case c on c.id = d.case_id join people_person p on p.id = c.person_id"
_ORDER = "d.is_own, d.due_at asc nulls last, d.id"
_LIST = f"""
with standing as ({_STANDING} and (%(kinds)s::text[] is null or d.kind = any(%(kinds)s)) and (%(case)s::uuid is null or d.case_id = %(case)s))
select {_COLUMNS} from {_ROWS} order by {_ORDER} limit %(limit)s"""
# owed_by: the functions of one office. What is the person's own is nobody's duty and stands on a side of its own.
_DESK = f"""
with whole as materialized (
  select s.*, case when s.is_own then 'person' when s.function = any(%(owed_by)s) then 'ours' else 'others' end as side from ({_STANDING}) s),
standing as (select d.* from whole d where %(owed_by)s::text[] is null or d.side = %(side)s),
ahead as (select coalesce(({REMINDED_BEFORE}), %(usual)s) as days),
reminding as (select days, (%(horizons)s::timestamptz[])[days + 1] as until from ahead),
counted as (
  select r.days, r.until, count(*) filter (where not d.is_own and d.due_at <= %(at)s),
    count(*) filter (where not d.is_own and d.due_at > %(at)s and d.due_at <= %(midnight)s),
    count(*) filter (where not d.is_own and d.due_at > %(midnight)s and d.due_at <= %(sunday)s),
    count(*) filter (where not d.is_own and d.due_at > %(sunday)s), count(*) filter (where not d.is_own and d.due_at is null),
    count(*) filter (where d.is_own), count(*) filter (where not d.is_own and d.due_at > %(at)s and d.due_at <= r.until)
  from reminding r left join standing d on true group by r.days, r.until),
shown as (
  select {_COLUMNS} from {_ROWS} cross join reminding r
  where case %(part)s when 'late' then not d.is_own and d.due_at <= %(at)s
    when 'reminded' then not d.is_own and d.due_at > %(at)s and d.due_at <= r.until else true end
  order by {_ORDER} limit %(limit)s)
select counted.*, sides.*, d.*
from counted
cross join (
  select count(*) filter (where side = 'ours'), count(*) filter (where side = 'others'), count(*) filter (where side = 'person') from whole) sides
left join shown d on true order by {_ORDER}"""
_COUNTS = 12


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One line of a working list. due_at None: the law names no limit. function: who owes it, resolved by date where shown.

    is_own: the person's own time, which makes nobody late when it has run.
    """

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
    is_own: bool
    procedure: str


@dataclass(frozen=True, slots=True)
class TodayCounts:
    """How many duties stand in each group of the working list. week: after today, to the end of Sunday; without: the law names no limit;
    own: the person's own time; reminded: of those not late, how many are near enough to be reminded.
    """

    late: int
    today: int
    week: int
    later: int
    without: int
    own: int = 0
    reminded: int = 0

    @property
    def all(self) -> int:
        """Everything that stands."""
        return self.late + self.today + self.week + self.later + self.without + self.own


@dataclass(frozen=True, slots=True)
class Desk:
    """The working list of a moment. days: how many working days before a limit its reader is reminded; reminded_until: limits up to then are.

    sides: how many stand on each side, whichever was asked for.
    """

    counts: TodayCounts
    sides: dict[Side, int]
    rows: tuple[DutyRow, ...]
    days: int
    reminded_until: datetime

    def is_reminded(self, row: DutyRow, at: datetime) -> bool:
        """The reminder of this limit has come, and the limit has not."""
        return row.due_at is not None and not row.is_own and at < row.due_at <= self.reminded_until


def week_ends(at: datetime) -> datetime:
    """The end of Sunday of the week in which this moment lies, in Viet Nam."""
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=7 - today.weekday())


def working_list(actor: Actor, *, at: datetime, limit: int = 50, kinds: Sequence[str] = (), case_id: UUID | None = None) -> list[DutyRow]:
    """Duties that stand now in the actor's places, the most urgent first, then those without a limit, then the person's own. One query."""
    if not _may_read(actor):
        return []
    return [DutyRow(*row) for row in fetch(_LIST, {**_asked(actor, at), "kinds": list(kinds) or None, "case": case_id, "limit": limit})]


def desk(
    actor: Actor, *, at: datetime, calendar: Calendar, part: Part = Part.ALL, limit: int = 50,
    owed_by: Collection[str] | None = None, side: Side = Side.OURS,
) -> Desk:  # fmt: skip
    """The working list and its numbers, reckoned at this moment: no job need have run. One query.

    owed_by: the functions of the law that are the reader's own; of all duties those on this side are listed. None: everything, whosever it is.
    """
    until = horizons(at, calendar)
    if not _may_read(actor):
        return Desk(TodayCounts(0, 0, 0, 0, 0), dict.fromkeys(Side, 0), (), usual_days(actor.role), until[usual_days(actor.role)])
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    values = {"midnight": midnight, "sunday": week_ends(at), "horizons": until, "usual": usual_days(actor.role), "role": actor.role}
    values |= {"owed_by": None if owed_by is None else sorted(owed_by), "side": side.value}
    found = fetch(_DESK, {**_asked(actor, at), **values, "on": local_day(at), "part": part.value, "limit": limit})
    days, reminded_until, *counts = found[0][:_COUNTS]
    rows = tuple(DutyRow(*row[_COUNTS:]) for row in found if row[_COUNTS] is not None)
    return Desk(TodayCounts(*counts[:7]), dict(zip(Side, counts[7:], strict=True)), rows, days, reminded_until)


def today_counts(actor: Actor, *, at: datetime) -> TodayCounts:
    """The numbers of `desk` alone. Two queries."""
    return desk(actor, at=at, calendar=places.calendar(), limit=0).counts


def _asked(actor: Actor, at: datetime) -> dict[str, Any]:
    return {"units": sorted(actor.unit_ids), "at": at, "persons": sorted(legal.persons())}


def _may_read(actor: Actor) -> bool:
    rights.note()
    return actor.reads(DataClass.LEGAL)
