"""People for whom a compulsory file is being made: where they are meanwhile, since when, who looks after them, how long the law still gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from donghanh import legal
from donghanh.cases import access
from donghanh.cases.pipeline import rules
from donghanh.cases.pipeline.queries.steps import NextDuty, facts_of
from donghanh.cases.procedures.compulsory_steps import BEFORE_ENTRY
from donghanh.cases.procedures.engine import in_order
from donghanh.cases.queries._rows import fetch
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure, Stage
from donghanh.kernel.actor import Actor

COMPULSORY = (Procedure.COMPULSORY, Procedure.COMPULSORY_MINOR)
_PENDING = """
select c.id, c.number, c.procedure, c.stage, c.person_id, p.full_name, p.birth_year, p.is_sealed, p.guardian_name,
       d.kind, d.function, d.rule_id, d.counted_from, d.due_at
from cases_case c join people_person p on p.id = c.person_id
left join lateral (select d.* from cases_duty d where d.case_id = c.id and d.stands_from <= %(at)s
  and (d.stands_until is null or d.stands_until > %(at)s) and not d.function = any(%(persons)s) and d.kind <> 'APPLY_IN_TIME'
  order by d.due_at asc nulls last, d.id limit 1) d on true
where c.unit_id = any(%(units)s) and c.procedure = any(%(procedures)s) and c.stage = any(%(stages)s) and c.number > %(after)s
order by c.number limit %(limit)s"""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Where somebody is while his file is made. place: "home", "facility", "absent", or "" where no decision on it is recorded.

    name: of the facility; guardian: who of the family took charge; supervisor: who looks after him, as the decision says.
    """

    place: str = ""
    since: datetime | None = None
    name: str = ""
    guardian: str = ""
    supervisor: str = ""


@dataclass(frozen=True, slots=True)
class PendingRow:
    """A compulsory file before the person enters the facility. duty: the nearest limit an office owes. Names are masked where shown."""

    case_id: UUID
    number: str
    procedure: Procedure
    stage: Stage
    person_id: UUID
    person_name: str
    birth_year: int
    is_sealed: bool
    since: datetime | None
    days: int
    meanwhile: Meanwhile
    last_check: datetime | None
    duty: NextDuty | None


def pending(actor: Actor, *, at: datetime, after: str = "", limit: int = 50) -> list[PendingRow]:
    """Compulsory files of the actor's places before entry, by number. Two queries whatever their number. Raises MayNot."""
    access.require_list(actor)
    asked = {"units": sorted(actor.unit_ids), "at": at, "persons": sorted(legal.persons()), "after": after, "limit": limit}
    rows = fetch(_PENDING, asked | {"procedures": [one.value for one in COMPULSORY], "stages": [one.value for one in BEFORE_ENTRY]})
    told = facts_of([row[0] for row in rows])
    return [_row(row, in_order(told.get(row[0], [])), at) for row in rows]


def _row(row: tuple, told: Sequence[FactView], at: datetime) -> PendingRow:
    case_id, number, code, stage, *who, guardian, kind, function, rule_id, counted_from, due_at = row
    procedure = Procedure(code)
    since = rules.entered(procedure, told, active_until=None, at=at)
    duty = NextDuty(kind, function, rule_id, counted_from, due_at) if kind else None
    checks = [fact.happened_at for fact in told if fact.kind == K.RESIDENCE_CHECKED]
    return PendingRow(
        case_id,
        number,
        procedure,
        Stage(stage),
        *who,
        since,
        rules.days(since, at) if since else 0,
        meanwhile(told, guardian=guardian),
        checks[-1] if checks else None,
        duty,
    )


def meanwhile(told: Sequence[FactView], *, guardian: str) -> Meanwhile:
    """Where the facts of this file, in order, leave the person. guardian: who answers for a minor, where nobody else is named."""
    now = decided = Meanwhile(guardian=guardian)
    for fact in told:
        if fact.kind == K.INTERIM_DECIDED:
            decided = replace(decided, place=str(fact.data.get("place", "")), since=fact.happened_at)
            now = decided
        elif fact.kind == K.SUPERVISOR_ASSIGNED:
            charge, supervisor = str(fact.data.get("guardian", "")), str(fact.data.get("helper", ""))
            now, decided = (replace(one, guardian=charge or one.guardian, supervisor=supervisor) for one in (now, decided))
        elif fact.kind == K.INTERIM_BEGAN:
            now = replace(now, place="facility", since=fact.happened_at, name=str(fact.data.get("facility", "")))
        elif fact.kind == K.ESCAPED:
            now = replace(now, place="absent", since=fact.happened_at, name="")
        elif fact.kind in (K.INTERIM_ENDED, K.BROUGHT_BACK):
            now = replace(now, place=decided.place if fact.kind == K.BROUGHT_BACK else "", since=fact.happened_at, name="")
    return now
