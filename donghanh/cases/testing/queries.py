"""All reading of tests; returns frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, QuerySet, When

from donghanh.base.places import queries as places
from donghanh.cases import access as case_access
from donghanh.cases import memo
from donghanh.cases import queries as cases
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.rules import age_on
from donghanh.cases.terms import FactKind, Procedure, Sample
from donghanh.cases.testing import access, rules
from donghanh.cases.testing.models import DrugTest
from donghanh.cases.testing.terms import Ground, Step
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.legal import testing as law
from donghanh.legal.findings import Answer
from donghanh.people import queries as people

USES = (FactKind.USED_AGAIN, FactKind.USED_IN_REHAB)
"""What a positive test is in a file that is open already."""


@dataclass(frozen=True, slots=True)
class TestRow:
    """One test. person_name is "—" for the health unit once it answered. panel: (substance, is positive)."""

    __test__ = False

    id: UUID
    step: Step
    unit_id: int
    unit_name: str
    body_name: str
    person_id: UUID | None
    person_name: str
    birth_year: int
    is_minor: bool
    is_sealed: bool
    ground: Ground
    wanted_sample: Sample
    paper: str
    asked_at: datetime
    sample: str
    consented_by: str
    taken_at: datetime | None
    resulted_at: datetime | None
    panel: tuple[tuple[str, bool], ...]
    is_positive: bool | None
    tester: str
    answered_at: datetime | None
    received_at: datetime | None
    case_id: UUID | None
    case_number: str
    withdrawn_at: datetime | None
    withdraw_reason: str


@dataclass(frozen=True, slots=True)
class Follow:
    """Where a positive result may go. case_id None: a management file is opened by it. refusal: why not now."""

    kind: FactKind
    procedure: Procedure
    case_id: UUID | None = None
    number: str = ""
    refusal: Cannot | None = None


def asked(actor: Actor, *, limit: int = 50) -> list[TestRow]:
    """Tests the actor's places asked for: results that wait first, then those still out, then the newest. Raises MayNot."""
    found = access.asked_by(actor).select_related("unit", "to_body", "person", "case")
    return [_row(test) for test in found.order_by(_waiting_first(), "-asked_at")[:limit]]


def of_person(actor: Actor, person_id: UUID, *, limit: int = 20) -> list[TestRow]:
    """Tests of one person, the newest first. Raises MayNot."""
    found = access.asked_by(actor).filter(person_id=person_id).select_related("unit", "to_body", "person", "case")
    return [_row(test) for test in found.order_by("-asked_at")[:limit]]


def waiting_results(actor: Actor) -> int:
    """How many results have come and were not received yet. One statement; for the desk. Raises MayNot."""
    return access.asked_by(actor).filter(answered_at__isnull=False, received_at__isnull=True).count()


def performed(actor: Actor, *, limit: int = 50) -> list[TestRow]:
    """Tests asked of the actor's own health unit, those without a result first, the longest waiting first. Raises MayNot."""
    found: QuerySet[DrugTest] = access.sent_to(actor).filter(withdrawn_at__isnull=True).select_related("unit", "to_body")
    ordered = found.order_by(F("answered_at").desc(nulls_first=True), "asked_at")
    return [_row(test, for_unit=True) for test in ordered[:limit]]


def test(actor: Actor, test_id: UUID) -> TestRow:
    """One test for the asker. Raises MayNot, NotInReach."""
    return _row(access.test_to_read(actor, test_id))


def test_to_perform(actor: Actor, test_id: UUID) -> TestRow:
    """One test for the health unit that was asked. Raises MayNot, NotInReach."""
    return _row(access.test_to_perform(actor, test_id), for_unit=True)


def person_to_test(actor: Actor, person_id: UUID) -> people.PersonReference:
    """The person of the actor's place for whom a test may be asked. Raises MayNot, NotInReach."""
    access.require_asker(actor)
    person = people.reference(actor, person_id)
    access.check_may_ask(actor, person.unit_id)
    return person


def consent_of(person: people.PersonReference, sample: str, *, on: date) -> Answer:
    """Must a parent or guardian agree to this sample on this day?"""
    return law.consent(age=age_on(on, born_on=person.born_on, birth_year=person.birth_year), sample=sample, on=on)


def served_communes(actor: Actor, *, on: date) -> list[places.UnitRow]:
    """Communes whose requests on paper the actor's health unit may write down. Raises MayNot."""
    access.require_performer(actor)
    if actor.unit_id is None:
        return []
    own = places.unit_row(actor.unit_id)
    return [own] if own.level == "COMMUNE" else places.communes_of(own.id, on)


def namesakes(actor: Actor, test_id: UUID) -> tuple[people.Hit, ...]:
    """People of the actor's places who may be the one on the paper: same words in the name, born within a year. Raises MayNot, NotInReach."""
    row = test(actor, test_id)
    return tuple(people.search(actor, row.person_name, birth_year=row.birth_year, limit=10).rows)


def follows(actor: Actor, row: TestRow, *, at: datetime) -> list[Follow]:
    """Where a positive result may go: the open files that take it; else a new management file, or why it may not begin."""
    if not row.person_id or not row.is_positive or row.case_id or row.resulted_at is None:
        return []
    person = cases.person_to_open(actor, row.person_id)
    open_files = [one for case in case_access.visible(actor).filter(person_id=person.id).order_by("opened_at") if (one := _taking(case, row, at))]
    if any(one.refusal is None for one in open_files):
        return [one for one in open_files if one.refusal is None]
    (begin,) = cases.openings(actor, person.id, at=at, asked=[(Procedure.USER_MANAGEMENT, FactKind.TESTED_POSITIVE, positives(row))])
    if begin.case_id:
        return open_files
    return [Follow(FactKind.TESTED_POSITIVE, Procedure.USER_MANAGEMENT, refusal=begin.refusal)]


def positives(row: TestRow) -> dict[str, Any]:
    """The result as a fact keeps it."""
    return {"sample": row.sample, "substances": [code for code, positive in row.panel if positive], "tested_by": row.body_name}


def _taking(case: Any, row: TestRow, at: datetime) -> Follow | None:
    """An open file in which a positive test is something that happens."""
    procedure = Procedure(case.procedure)
    steps = manifest(procedure)
    kind = next((one for one in USES if one in steps.accepts), None)
    view = memo.view_of(case)
    if kind is None or row.resulted_at is None or view.stage_at(at) in steps.closed:
        return None
    refusal: Cannot | None = None
    try:
        engine.check_can_record(steps, view, kind, happened_at=row.resulted_at, at=at)
    except Cannot as why:
        refusal = why
    return Follow(kind, procedure, case.pk, case.number, refusal)


def _waiting_first() -> Case:
    waits = When(answered_at__isnull=False, received_at__isnull=True, then=0)
    out = When(answered_at__isnull=True, withdrawn_at__isnull=True, then=1)
    return Case(waits, out, default=2, output_field=IntegerField())


def _row(t: DrugTest, *, for_unit: bool = False) -> TestRow:
    """for_unit: nothing of the registry is read, and the name is gone with the answer."""
    now = rules.step(taken_at=t.taken_at, answered_at=t.answered_at, received_at=t.received_at, withdrawn_at=t.withdrawn_at)
    known = None if for_unit else t.person
    name = "—" if for_unit and t.answered_at else (known.full_name if known else t.person_name)
    return TestRow(
        id=t.pk,
        step=now,
        unit_id=t.unit_id,
        unit_name=str(t.unit),
        body_name=t.to_body.name,
        person_id=None if for_unit else t.person_id,
        person_name=name,
        birth_year=t.birth_year,
        is_minor=t.is_minor,
        is_sealed=bool(known and known.is_sealed) or (known is None and t.is_minor),
        ground=Ground(t.ground),
        wanted_sample=Sample(t.wanted_sample),
        paper=t.paper,
        asked_at=t.asked_at,
        sample=t.sample,
        consented_by=t.consented_by,
        taken_at=t.taken_at,
        resulted_at=t.resulted_at,
        panel=tuple((one["substance"], one["positive"]) for one in t.panel),
        is_positive=t.is_positive,
        tester=t.tester,
        answered_at=t.answered_at,
        received_at=t.received_at,
        case_id=None if for_unit else t.case_id,
        case_number=t.case.number if t.case and not for_unit else "",
        withdrawn_at=t.withdrawn_at,
        withdraw_reason=t.withdraw_reason,
    )
