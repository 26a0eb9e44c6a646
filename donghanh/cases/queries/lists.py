"""Cases in lists: under management now, ending soon, all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from donghanh.cases import access
from donghanh.cases.models import Case, Fact
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import UNDER_WAY, CaseView
from donghanh.cases.terms import FactKind, Procedure, Stage
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.people import queries as people


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list."""

    id: UUID
    number: str
    procedure: Procedure
    person_id: UUID
    person_name: str
    birth_year: int
    is_sealed: bool
    stage: Stage
    active_from: datetime | None
    active_until: datetime | None
    opened_at: datetime


def active_list(
    actor: Actor, *, at: datetime, procedure: Procedure | None = None, unit_id: int | None = None, after: str = "", limit: int = 50
) -> list[CaseRow]:
    """Over whom a measure stands at this moment, of one procedure or of all: nobody before it begins, nobody a minute past the end.

    Keyset by case number.
    """
    access.require_list(actor)
    found = _standing(access.visible(actor), at)
    if procedure is not None:
        found = found.filter(procedure=procedure)
    if unit_id is not None:
        rights.require_unit(actor, unit_id)
        found = found.filter(unit_id=unit_id)
    return _rows(found.filter(number__gt=after), at, limit)


def _standing(found: QuerySet[Case], at: datetime) -> QuerySet[Case]:
    return found.filter(active_from__lte=at).filter(Q(active_until__isnull=True) | Q(active_until__gt=at))


def active_counts(actor: Actor, *, at: datetime) -> dict[Procedure, int]:
    """How many persons stand on the list of each procedure at this moment; procedures with nobody are left out. One query."""
    access.require_list(actor)
    rows = _standing(access.visible(actor), at).values_list("procedure").annotate(n=Count("person_id", distinct=True)).order_by("procedure")
    return {Procedure(code): n for code, n in rows}


def open_counts(actor: Actor, *, at: datetime, opened_before: datetime | None = None) -> dict[Procedure, int]:
    """How many files of each procedure are not closed at this moment in the actor's places, all or those opened before another. One query."""
    access.require_list(actor)
    asked = access.visible(actor)
    if opened_before is not None:
        asked = asked.filter(detected_at__lt=opened_before)
    rows = asked.values_list("procedure", "stage", Q(active_until__lte=at)).annotate(n=Count("id")).order_by()
    found: dict[Procedure, int] = {}
    for code, stage, _is_over, n in rows:
        procedure = Procedure(code)
        over = Stage.ENDED if _is_over and Stage(stage) in UNDER_WAY else Stage(stage)
        if over not in manifest(procedure).closed:
            found[procedure] = found.get(procedure, 0) + n
    return found


def expiring(actor: Actor, *, at: datetime, within_days: int = 30, limit: int = 50) -> list[CaseRow]:
    """Managements whose term ends within so many days, the nearest first."""
    access.require_list(actor)
    found = access.visible(actor).filter(active_until__gt=at, active_until__lte=at + timedelta(days=within_days), active_from__lte=at)
    return _rows(found, at, limit, order="active_until")


def listing(
    actor: Actor,
    *,
    at: datetime,
    stage: Stage | None = None,
    procedure: Procedure | None = None,
    opened_before: datetime | None = None,
    after: str = "",
    limit: int = 50,
) -> list[CaseRow]:
    """Cases of the actor's places by number, of one procedure or of all. opened_before: of these the ones that `open_counts` counts before it."""
    access.require_list(actor)
    found = access.visible(actor).filter(number__gt=after)
    if procedure is not None:
        found = found.filter(procedure=procedure)
    if opened_before is not None:
        found = _still_open(found, at).filter(detected_at__lt=opened_before)
    return _rows(found.filter(stage=stage) if stage else found, at, limit)


def _still_open(found: QuerySet[Case], at: datetime) -> QuerySet[Case]:
    """Without the files whose stage, or whose term at this moment, closes them."""
    shut = Q()
    for procedure in Procedure:
        closed = manifest(procedure).closed
        over = Q(stage__in=closed)
        if Stage.ENDED in closed:
            over |= Q(stage__in=UNDER_WAY, active_until__lte=at)
        shut |= Q(procedure=procedure) & over
    return found.exclude(shut)


def _rows(found: QuerySet[Case], at: datetime, limit: int, order: str = "number") -> list[CaseRow]:
    made = []
    for case in found.select_related("person").order_by(order, "number")[:limit]:
        stage = CaseView(stage=Stage(case.stage), active_until=case.active_until).stage_at(at)
        made.append(
            CaseRow(
                case.pk,
                case.number,
                Procedure(case.procedure),
                case.person_id,
                case.person.full_name,
                case.person.birth_year,
                case.person.is_sealed,
                stage,
                case.active_from,
                case.active_until,
                case.opened_at,
            )
        )
    return made


@dataclass(frozen=True, slots=True)
class ListedFacts:
    """What the printed list says of a case beyond its row: substances of the latest test, and whether the person is absent."""

    substances: tuple[str, ...]
    is_absent: bool


def listed_facts(actor: Actor, case_ids: Sequence[UUID]) -> dict[UUID, ListedFacts]:
    """For each case; one query whatever their number."""
    access.require_list(actor)
    kinds = [FactKind.TESTED_POSITIVE, FactKind.USED_AGAIN, FactKind.ABSENCE_BEGAN, FactKind.ABSENCE_ENDED]
    found = Fact.objects.filter(case_id__in=case_ids, unit_id__in=actor.unit_ids, voided_at__isnull=True, kind__in=kinds).order_by("happened_at")
    made = {pk: ListedFacts((), is_absent=False) for pk in case_ids}
    for case_id, kind, data in found.values_list("case_id", "kind", "data"):
        before = made[case_id]
        substances = tuple(data.get("substances", ())) or before.substances
        made[case_id] = ListedFacts(substances, is_absent=kind == FactKind.ABSENCE_BEGAN or (before.is_absent and kind != FactKind.ABSENCE_ENDED))
    return made


def person_to_open(actor: Actor, person_id: UUID) -> people.PersonReference:
    """The person for whom a case may be opened by this actor. Raises NotInReach outside the scope, MayNot without the right."""
    person = people.reference(actor, person_id)
    access.check_may_open(actor, person.unit_id)
    return person
