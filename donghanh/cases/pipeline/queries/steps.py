"""Files by procedure and step in the actor's places, and the files behind each count."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from donghanh import legal
from donghanh.cases import access
from donghanh.cases.pipeline import rules
from donghanh.cases.procedures.shape import UNDER_WAY
from donghanh.cases.queries._rows import fetch
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, Procedure, Stage
from donghanh.kernel.actor import Actor

_STEP = "case when c.active_until <= %(at)s and c.stage = any(%(under_way)s) then 'ENDED' else c.stage end"
"""The step a page shows at this moment: the same as CaseView.stage_at."""
_STANDING = "d.stands_from <= %(at)s and (d.stands_until is null or d.stands_until > %(at)s) and not d.function = any(%(persons)s)"
_COUNTS = f"""
select c.procedure, {_STEP}, count(*), count(*) filter (where exists (
  select from cases_duty d where d.case_id = c.id and d.due_at <= %(at)s and {_STANDING}))
from cases_case c where c.unit_id = any(%(units)s) group by 1, 2"""
_FILES = f"""
select c.id, c.number, c.person_id, p.full_name, p.birth_year, p.is_sealed, c.active_until,
       d.kind, d.function, d.rule_id, d.counted_from, d.due_at
from cases_case c join people_person p on p.id = c.person_id
left join lateral (select d.* from cases_duty d where d.case_id = c.id and {_STANDING} order by d.due_at asc nulls last, d.id limit 1) d on true
where c.unit_id = any(%(units)s) and c.procedure = %(procedure)s and {_STEP} = %(step)s and c.number > %(after)s
order by c.number limit %(limit)s"""
_FACTS = """
select f.case_id, f.id, f.kind, f.happened_at, f.is_date_only, f.data, f.decision_id from cases_fact f
where f.case_id = any(%(cases)s) and f.voided_at is null"""


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many files stand at one step. late: of these, how many have a duty past its limit that an office owes."""

    procedure: Procedure
    stage: Stage
    files: int
    late: int


@dataclass(frozen=True, slots=True)
class NextDuty:
    """What an office owes next in a file. due_at None: the law names no limit."""

    kind: str
    function: str
    rule_id: str
    counted_from: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file at a step: since when and for how many days it has stood there, and what comes next. Names are masked where shown."""

    case_id: UUID
    number: str
    person_id: UUID
    person_name: str
    birth_year: int
    is_sealed: bool
    since: datetime | None
    days: int
    duty: NextDuty | None


def counts(actor: Actor, *, at: datetime) -> list[StepCount]:
    """Every step of every procedure at which files of the actor's places stand at this moment, closed ones too. One query.

    Each file is counted once, so that one that moves lowers one count by one and raises another. Raises MayNot.
    """
    access.require_list(actor)
    return [StepCount(Procedure(code), Stage(step), n, late) for code, step, n, late in fetch(_COUNTS, _asked(actor, at))]


def files(actor: Actor, *, procedure: Procedure, stage: Stage, at: datetime, after: str = "", limit: int = 50) -> list[FileRow]:
    """The files behind one count, by number, behind the number `after`. Two queries whatever their number. Raises MayNot."""
    access.require_list(actor)
    asked = {"procedure": procedure.value, "step": stage.value, "after": after, "limit": limit}
    rows = fetch(_FILES, _asked(actor, at) | asked)
    told = facts_of([row[0] for row in rows])
    return [_file(row, procedure, told.get(row[0], []), at) for row in rows]


def facts_of(case_ids: list[UUID]) -> dict[UUID, list[FactView]]:
    """The facts of these files that were not voided. One query; the caller has admitted the actor to them."""
    found: dict[UUID, list[FactView]] = {}
    for case_id, pk, kind, happened_at, is_date_only, data, decision_id in fetch(_FACTS, {"cases": case_ids}) if case_ids else []:
        found.setdefault(case_id, []).append(FactView(pk, FactKind(kind), happened_at, is_date_only, json.loads(data), decision_id))
    return found


def _asked(actor: Actor, at: datetime) -> dict[str, object]:
    return {"units": sorted(actor.unit_ids), "at": at, "under_way": [one.value for one in UNDER_WAY], "persons": sorted(legal.persons())}


def _file(row: tuple, procedure: Procedure, told: list[FactView], at: datetime) -> FileRow:
    *who, active_until, kind, function, rule_id, counted_from, due_at = row
    since = rules.entered(procedure, told, active_until=active_until, at=at)
    duty = NextDuty(kind, function, rule_id, counted_from, due_at) if kind else None
    return FileRow(*who, since, rules.days(since, at) if since else 0, duty)
