"""One case whole, or all cases of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from donghanh.base.places import queries as places
from donghanh.cases import access, memo
from donghanh.cases.models import Case, Fact, Handover, Referral
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.queries.lists import CaseRow
from donghanh.cases.queries.moving import HandoverRow, handover_row, handovers_of
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.actor import Actor


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
    """One case whole: its row, what follows from its facts, the facts, and where it is on its way."""

    row: CaseRow
    unit_id: int
    unit_name: str
    version: int
    view: CaseView
    facts: tuple[FactRow, ...]
    open_handover: HandoverRow | None
    open_referral_body: str


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
        h.case_id: handover_row(h) for h in handovers_of(Handover.objects.filter(case_id__in=ids, received_at__isnull=True, returned_at__isnull=True))
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
