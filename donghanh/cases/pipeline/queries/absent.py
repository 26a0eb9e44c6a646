"""Who has run away and has not come back, and whose execution the court has postponed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.cases import access
from donghanh.cases.pipeline import rules
from donghanh.cases.pipeline.queries.steps import facts_of
from donghanh.cases.procedures.engine import in_order
from donghanh.cases.queries._rows import fetch
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure, Stage
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day

ENDS = {K.ABSENCE_BEGAN: K.ABSENCE_ENDED, K.ESCAPED: K.BROUGHT_BACK}
"""What is closed by which record of return; nothing else takes anybody off the list while the file is open."""
_FILES = """
select c.id, c.number, c.procedure, c.stage, c.person_id, p.full_name, p.birth_year, p.is_sealed
from cases_case c join people_person p on p.id = c.person_id
where c.unit_id = any(%(units)s) and exists (
  select from cases_fact f where f.case_id = c.id and f.voided_at is null and f.kind = any(%(kinds)s))
  and not coalesce(c.active_until <= %(at)s and c.stage = any(%(over)s), false) order by c.number"""
_CLOSED = frozenset({Stage.CLOSED, Stage.EXEMPTED, Stage.DECLINED, Stage.COMPLETED, Stage.CERTIFIED, Stage.STOPPED, Stage.ENDED, Stage.DELISTED})


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody whose return is not recorded. search_since: when a search was decided, None where it was not. place: where he was last."""

    case_id: UUID
    number: str
    procedure: Procedure
    stage: Stage
    person_id: UUID
    person_name: str
    birth_year: int
    is_sealed: bool
    kind: K
    since: datetime
    days: int
    search_since: datetime | None
    place: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """A decision of the court that waits. review_on None: the record of the postponement names no day. is_reached: that day has come."""

    case_id: UUID
    number: str
    person_id: UUID
    person_name: str
    birth_year: int
    is_sealed: bool
    since: datetime
    ground: str
    review_on: date | None
    is_reached: bool


def absent(actor: Actor, *, at: datetime) -> list[Absent]:
    """Everybody of the actor's places who left and whose return nobody recorded, longest first. Two queries. Raises MayNot."""
    access.require_list(actor)
    found = [made for row, told in _files(actor, list(ENDS), at) if (made := _absent(row, told, at))]
    return sorted(found, key=lambda one: one.since)


def postponed(actor: Actor, *, at: datetime) -> list[Postponed]:
    """Decisions whose execution is postponed now, those to be reviewed first. Two queries. Raises MayNot."""
    access.require_list(actor)
    found = [_postponed(row, told, at) for row, told in _files(actor, [K.POSTPONED], at) if row[3] == Stage.POSTPONED]
    return sorted(found, key=lambda one: (one.review_on is None, one.review_on or local_day(one.since)))


def _files(actor: Actor, kinds: Sequence[K], at: datetime) -> list[tuple[tuple, list[FactView]]]:
    asked = {"units": sorted(actor.unit_ids), "kinds": [kind.value for kind in kinds], "at": at, "over": [Stage.MANAGED.value, Stage.AFTERCARE.value]}
    rows = [row for row in fetch(_FILES, asked) if row[3] not in _CLOSED]
    told = facts_of([row[0] for row in rows])
    return [(row, in_order(told.get(row[0], []))) for row in rows]


def _absent(row: tuple, told: Sequence[FactView], at: datetime) -> Absent | None:
    case_id, number, code, stage, *who = row
    left: FactView | None = None
    search, place = None, ""
    for fact in told:
        if fact.kind in ENDS:
            left, search = fact, None
        elif left is not None and fact.kind in (ENDS[left.kind], K.ADMITTED):
            left = None
        elif left is not None and fact.kind == K.SEARCH_DECIDED:
            search = fact.happened_at
        elif left is None:
            place = str(fact.data.get("facility", "")) or place
    if left is None:
        return None
    days = rules.days(left.happened_at, at)
    return Absent(case_id, number, Procedure(code), Stage(stage), *who, left.kind, left.happened_at, days, search, place)


def _postponed(row: tuple, told: Sequence[FactView], at: datetime) -> Postponed:
    case_id, number, _code, _stage, *who = row
    last = next(fact for fact in reversed(told) if fact.kind == K.POSTPONED)
    written = str(last.data.get("review_on", ""))
    review = date.fromisoformat(written) if written else None
    ground = str(last.data.get("postponed_for", ""))
    return Postponed(case_id, number, *who, last.happened_at, ground, review, review is not None and local_day(at) >= review)
