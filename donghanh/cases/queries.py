"""All reading of cases; returns frozen rows of declared shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from donghanh.base.places import queries as places
from donghanh.cases import access, memo
from donghanh.cases.models import Case, Duty, Fact, Handover, Referral
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.terms import FactKind, Procedure, Stage
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.people import queries as people


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


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One case whole: its row, what follows from its facts, the facts, and where it is on its way."""

    row: CaseRow
    unit_id: int
    unit_name: str
    version: int
    view: CaseView
    facts: tuple[FactRow, ...]
    open_handover: HandoverRow | None
    open_referral_body: str


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A file on its way; names masked until it is received."""

    id: UUID
    case_id: UUID
    summary: str
    from_name: str
    to_name: str
    sent_at: datetime
    received_at: datetime | None
    returned_at: datetime | None
    return_reason: str


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """What a health body sees of a person sent to it for determination."""

    id: UUID
    person_name: str
    birth_year: int
    from_name: str
    sent_at: datetime
    answered_at: datetime | None
    is_dependent: bool | None


@dataclass(frozen=True, slots=True)
class TodayCounts:
    """The figures above a working list."""

    late: int
    today: int
    week: int


def _standing(actor: Actor, at: datetime) -> QuerySet[Duty]:
    rights.note()
    duties = Duty.objects.filter(unit_id__in=actor.unit_ids, stands_from__lte=at).filter(Q(stands_until__isnull=True) | Q(stands_until__gt=at))
    return duties if actor.reads(DataClass.LEGAL) else duties.none()


def working_list(actor: Actor, *, at: datetime, limit: int = 50, kinds: Sequence[str] = (), case_id: UUID | None = None) -> list[DutyRow]:
    """Duties that stand now in the actor's places, the most urgent first, those without a limit last. One query."""
    found = _standing(actor, at)
    if kinds:
        found = found.filter(kind__in=kinds)
    if case_id:
        found = found.filter(case_id=case_id)
    rows = found.order_by(F("due_at").asc(nulls_last=True), "id").values_list(
        "id",
        "kind",
        "rule_id",
        "function",
        "case_id",
        "case__number",
        "case__person_id",
        "case__person__full_name",
        "case__person__birth_year",
        "case__person__is_sealed",
        "counted_from",
        "due_at",
        "stands_from",
    )[:limit]
    return [DutyRow(*row) for row in rows]


def today_counts(actor: Actor, *, at: datetime) -> TodayCounts:
    """How many duties are late, due before the end of today, and due within seven days. One query."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    counts = _standing(actor, at).aggregate(
        late=Count("id", filter=Q(due_at__lte=at)),
        today=Count("id", filter=Q(due_at__gt=at, due_at__lte=midnight)),
        week=Count("id", filter=Q(due_at__gt=midnight, due_at__lte=midnight + timedelta(days=7))),
    )
    return TodayCounts(counts["late"], counts["today"], counts["week"])


def case_sheet(actor: Actor, case_id: UUID, *, at: datetime) -> CaseSheet:
    """One case with its facts. Raises NotInReach outside the scope, MayNot without the right."""
    case = access.case_to_read(actor, case_id)
    return _sheets([case], at=at)[0]


def sheets_of_person(actor: Actor, person_ids: Sequence[UUID], *, at: datetime) -> list[CaseSheet]:
    """All cases of a person (of all records merged into one), newest first. Four queries whatever their number."""
    access.require_list(actor)
    cases = access.visible(actor).filter(person_id__in=person_ids).select_related("person", "unit").order_by("-opened_at")
    return _sheets(list(cases), at=at)


def _sheets(cases: list[Case], *, at: datetime) -> list[CaseSheet]:
    ids = [case.pk for case in cases]
    facts: dict[UUID, list[Fact]] = {pk: [] for pk in ids}
    for fact in Fact.objects.filter(case_id__in=ids).select_related("body", "place").order_by("-happened_at", "-recorded_at"):
        facts[fact.case_id].append(fact)
    handovers = {
        h.case_id: _handover_row(h) for h in _handovers(Handover.objects.filter(case_id__in=ids, received_at__isnull=True, returned_at__isnull=True))
    }
    referrals = {r.case_id: r.to_body.name for r in Referral.objects.filter(case_id__in=ids, answered_at__isnull=True).select_related("to_body")}
    calendar = places.calendar()
    made = []
    for case in cases:
        told = [memo.fact_view(f) for f in facts[case.pk] if f.voided_at is None]
        view = memo.PROCEDURES[Procedure(case.procedure)].view(told, calendar=calendar)
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
                tuple(map(_fact_row, facts[case.pk])),
                handovers.get(case.pk),
                referrals.get(case.pk, ""),
            )
        )
    return made


def _fact_row(fact: Fact) -> FactRow:
    return FactRow(
        fact.pk,
        fact.case_id,
        FactKind(fact.kind),
        fact.happened_at,
        fact.is_date_only,
        fact.recorded_at,
        fact.recorded_by,
        fact.body.name if fact.body else "",
        str(fact.place) if fact.place else "",
        fact.data,
        fact.decision_id,
        fact.voided_at,
        fact.void_reason,
    )


def active_list(actor: Actor, *, at: datetime, unit_id: int | None = None, after: str = "", limit: int = 50) -> list[CaseRow]:
    """Who is under management at this moment: nobody before the decision, nobody a minute past the end. Keyset by case number."""
    access.require_list(actor)
    found = access.visible(actor).filter(active_from__lte=at).filter(Q(active_until__isnull=True) | Q(active_until__gt=at))
    if unit_id is not None:
        rights.require_unit(actor, unit_id)
        found = found.filter(unit_id=unit_id)
    return _rows(found.filter(number__gt=after), at, limit)


def expiring(actor: Actor, *, at: datetime, within_days: int = 30, limit: int = 50) -> list[CaseRow]:
    """Managements whose term ends within so many days, the nearest first."""
    access.require_list(actor)
    found = access.visible(actor).filter(active_until__gt=at, active_until__lte=at + timedelta(days=within_days), active_from__lte=at)
    return _rows(found, at, limit, order="active_until")


def listing(actor: Actor, *, at: datetime, stage: Stage | None = None, after: str = "", limit: int = 50) -> list[CaseRow]:
    """Cases of the actor's places by number."""
    access.require_list(actor)
    found = access.visible(actor).filter(number__gt=after)
    return _rows(found.filter(stage=stage) if stage else found, at, limit)


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


def incoming(actor: Actor) -> list[HandoverRow]:
    """Files that wait for this commune's receipt, oldest first."""
    access.require_list(actor)
    found = Handover.objects.filter(to_unit_id__in=actor.unit_ids, received_at__isnull=True, returned_at__isnull=True)
    return [_handover_row(h) for h in _handovers(found)]


def outgoing(actor: Actor, *, limit: int = 50) -> list[HandoverRow]:
    """Files this commune sent, newest first, with the receipt or the reason of return."""
    access.require_list(actor)
    return [_handover_row(h) for h in _handovers(Handover.objects.filter(from_unit_id__in=actor.unit_ids)).order_by("-sent_at")[:limit]]


def _handovers(found: QuerySet[Handover]) -> QuerySet[Handover]:
    return found.select_related("from_unit", "to_unit").order_by("sent_at")


def _handover_row(h: Handover) -> HandoverRow:
    return HandoverRow(h.pk, h.case_id, h.summary, str(h.from_unit), str(h.to_unit), h.sent_at, h.received_at, h.returned_at, h.return_reason)


def referrals(actor: Actor, *, limit: int = 50) -> list[ReferralRow]:
    """Persons sent to the actor's own health body for determination, unanswered first."""
    rights.require_verb(actor, "determination.record")
    found = Referral.objects.filter(to_body_id=actor.body_id).select_related("unit").order_by(F("answered_at").asc(nulls_first=True), "sent_at")
    return [_referral_row(r) for r in found[:limit]]


def _referral_row(r: Referral) -> ReferralRow:
    return ReferralRow(r.pk, r.person_name, r.birth_year, str(r.unit), r.sent_at, r.answered_at, r.is_dependent)


HEALTH_KINDS = ("health_station", "facility")


def health_bodies(unit_id: int, *, on: date) -> list[places.BodyRow]:
    """Health bodies that serve this place and may be asked for a determination, the nearest first."""
    return [body for body in places.bodies_at(unit_id, on) if body.kind in HEALTH_KINDS]


def person_to_open(actor: Actor, person_id: UUID) -> people.PersonReference:
    """The person for whom a case may be opened by this actor. Raises NotInReach outside the scope, MayNot without the right."""
    person = people.reference(actor, person_id)
    access.check_may_open(actor, person.unit_id)
    return person


def handover_waiting(actor: Actor, handover_id: UUID) -> HandoverRow:
    """A file addressed to a place of the actor's, answered or not. Raises NotInReach, MayNot."""
    access.handover_to_answer(actor, handover_id)
    return _handover_row(_handovers(Handover.objects.filter(pk=handover_id)).get())


def referral_to_answer(actor: Actor, referral_id: UUID) -> ReferralRow:
    """A request sent to the actor's own health body, answered or not. Raises NotInReach, MayNot."""
    access.referral_to_answer(actor, referral_id)
    return _referral_row(Referral.objects.select_related("unit").get(pk=referral_id))


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
