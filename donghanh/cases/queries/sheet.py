"""One case whole, or all cases of one person."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from donghanh.base.places import queries as places
from donghanh.base.places.models import Unit
from donghanh.cases import access, hands, memo
from donghanh.cases.hands import Hand
from donghanh.cases.models import Case, Fact
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.queries._rows import fetch
from donghanh.cases.queries.lists import CaseRow
from donghanh.cases.queries.moving import ON_THE_WAY, HandoverRow
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot
from donghanh.people.models import Person


def _columns(model: type[Model], *names: str) -> list[str]:
    """These columns of the model (all where none is named), in its own order: from_db takes values by place."""
    return [field.attname for field in model._meta.concrete_fields if not names or field.attname in names]


_CASE = _columns(Case)
_PERSON = _columns(Person, "id", "full_name", "birth_year", "born_on", "sex", "guardian_name", "is_sealed")
_UNIT = _columns(Unit, "id", "kind", "name")
_CASES = f"""
select {", ".join([*(f"c.{one}" for one in _CASE), *(f"p.{one}" for one in _PERSON), *(f"u.{one}" for one in _UNIT)])}
from cases_case c join people_person p on p.id = c.person_id join places_unit u on u.id = c.unit_id
where c.person_id = any(%(people)s) and c.unit_id = any(%(units)s) order by c.opened_at desc"""
_FACTS = """
select f.id, f.case_id, f.kind, f.happened_at, f.is_date_only, f.recorded_at, f.recorded_by, coalesce(b.name, ''),
       coalesce(trim(u.kind || ' ' || u.name), ''), f.data, f.decision_id, f.voided_at, f.void_reason
from cases_fact f left join places_body b on b.id = f.body_id left join places_unit u on u.id = f.place_id
where f.case_id = any(%(cases)s) order by f.happened_at desc, f.recorded_at desc"""
_OUT = f"{ON_THE_WAY} h.case_id = any(%(cases)s)"
_REFERRED = """
select unnest(array[r.case_id, r.file_id]), b.name from cases_referral r join places_body b on b.id = r.to_body_id
where (r.case_id = any(%(cases)s) or r.file_id = any(%(cases)s)) and r.answered_at is null"""

_TRAVELLING = frozenset({Procedure.COMPULSORY, Procedure.COMPULSORY_MINOR})
"""Procedures of which other bodies record steps in their own hand."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A line of the timeline. voided ones stay, with who took them back and why."""

    id: UUID
    case_id: UUID
    kind: FactKind
    happened_at: datetime
    is_date_only: bool
    recorded_at: datetime
    recorded_by: int
    body_name: str
    place_name: str
    data: dict
    decision_id: UUID | None
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One case whole: its row, what follows from its facts, the facts, where it is on its way, and which steps other bodies alone record now."""

    row: CaseRow
    unit_id: int
    unit_name: str
    version: int
    view: CaseView
    facts: tuple[FactRow, ...]
    open_handover: HandoverRow | None
    open_referral_body: str
    hands: Mapping[FactKind, Hand] = field(default_factory=dict)


def case_sheet(actor: Actor, case_id: UUID, *, at: datetime) -> CaseSheet:
    """One case with its facts. Raises NotInReach outside the scope, MayNot without the right."""
    case = access.case_to_read(actor, case_id)
    return _sheets([case], at=at)[0]


def sheets_of_person(
    actor: Actor, person_ids: Sequence[UUID], *, at: datetime, procedures: Collection[Procedure] = frozenset(Procedure)
) -> list[CaseSheet]:
    """All cases of a person (of all records merged into one) in these procedures, newest first. Five queries at most, whatever their number."""
    access.require_list(actor)
    rows = fetch(_CASES, {"people": list(person_ids), "units": sorted(actor.unit_ids)})
    return _sheets([case for case in map(_case, rows) if case.procedure in procedures], at=at)


def _case(row: tuple) -> Case:
    """A row of _CASES as the memo reads it; columns that were not read are read when they are asked for."""
    case = Case.from_db("default", _CASE, row[: len(_CASE)])
    case.person = Person.from_db("default", _PERSON, row[len(_CASE) : -len(_UNIT)])
    case.unit = Unit.from_db("default", _UNIT, row[-len(_UNIT) :])
    return case


def _sheets(cases: list[Case], *, at: datetime) -> list[CaseSheet]:
    if not cases:
        return []
    ids = [case.pk for case in cases]
    facts: dict[UUID, list[FactRow]] = {pk: [] for pk in ids}
    for row in fetch(_FACTS, {"cases": ids}):
        facts[row[1]].append(_fact_row(row))
    handovers = {row[1]: HandoverRow(*row) for row in fetch(_OUT, {"cases": ids})}
    referrals: dict[UUID, str] = dict(fetch(_REFERRED, {"cases": ids}))
    asked = [case.pk for case in cases if case.procedure in _TRAVELLING]
    others = hands.whose(asked, at=at) if asked else {}
    calendar = places.calendar()
    made = []
    for case in cases:
        told = [_fact_view(f) for f in facts[case.pk] if f.voided_at is None]
        view = memo.view_told(case, told, calendar=calendar)
        row = CaseRow(
            case.pk,
            case.number,
            Procedure(case.procedure),
            case.person_id,
            case.person.full_name,
            case.person.birth_year,
            case.person.is_sealed,
            view.stage_at(at),
            view.active_from,
            view.active_until,
            case.opened_at,
        )
        made.append(
            CaseSheet(
                row,
                case.unit_id,
                str(case.unit),
                case.version,
                view,
                tuple(facts[case.pk]),
                handovers.get(case.pk),
                referrals.get(case.pk, ""),
                others.get(case.pk, {}),
            )
        )
    return made


def _fact_row(row: tuple) -> FactRow:
    pk, case_id, kind, *times, data, decision_id, voided_at, void_reason = row
    return FactRow(pk, case_id, FactKind(kind), *times, json.loads(data), decision_id, voided_at, void_reason)


def _fact_view(fact: FactRow) -> FactView:
    return FactView(fact.id, fact.kind, fact.happened_at, fact.is_date_only, fact.data, fact.decision_id)


def void_refusal(actor: Actor, fact_id: UUID) -> MayNot | None:
    """Why this actor does not take the fact back: another body wrote it, and it alone does. None where nothing of that kind stands against it."""
    fact = Fact.objects.filter(pk=fact_id, unit_id__in=actor.unit_ids).select_related("body").first()
    try:
        if fact:
            access.check_whose_fact(actor, fact)
    except MayNot as why:
        return why
    return None
