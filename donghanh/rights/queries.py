"""All reading of what people asked about their own files; returns frozen rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from donghanh.base.accounts import queries as accounts
from donghanh.base.places import queries as places
from donghanh.cases import queries as cases
from donghanh.cases.procedures.court_order import COMPULSORY
from donghanh.cases.terms import FactKind
from donghanh.decisions.held import access as held
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DraftState
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import Calendar, local_day
from donghanh.legal import Finding
from donghanh.legal.complaints import AnswerLimit, ComplaintLimit, answer_limit, complaint_limit, data_limits
from donghanh.people import queries as people
from donghanh.people.queries import PersonReference, UnsealingRow
from donghanh.rights import access, rules
from donghanh.rights.models import Contest, Correction, Delegate, Showing
from donghanh.rights.ruling import Ruling, ruling_of
from donghanh.rights.terms import About, DelegateKind, DelegateMay, Effect, Outcome

HIMSELF = ""


@dataclass(frozen=True, slots=True)
class DelegateRow:
    """Somebody who acts, or acted, for the person. last_day: the last day on which he may; stands: today."""

    view: rules.DelegateView
    last_day: date
    stands: bool
    end_reason: str


@dataclass(frozen=True, slots=True)
class ShowingRow:
    """One look of the person at his own file."""

    shown_at: datetime
    by: str
    to: str
    versions: dict[str, int]
    has_copy: bool


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A request to correct. fact_kind, fact_on: what it is about; answer_limit, done_limit: findings with their article, None where silent."""

    id: UUID
    person_id: UUID
    person_name: str
    case_id: UUID | None
    fact_id: UUID | None
    fact_kind: FactKind | None
    fact_on: date | None
    fact_voided: bool
    fact_by: int | None
    about: About
    said: str
    by: str
    asked_at: datetime
    unit_id: int
    answer_limit: Finding | None
    done_limit: Finding | None
    acknowledged_at: datetime | None
    outcome: Outcome | None
    answer: str
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True, slots=True)
class ContestRow:
    """A complaint with the limit it is measured by, and by when it is answered.

    effect None: not answered, not suspended. is_late: after the last day.
    passage_id: the hand-over, of a decision of a facility's head. is_here: answered here; of a facility's, the place of the file reads no words.
    """

    id: UUID
    decision_id: UUID
    number_text: str
    decision_kind: str
    person_id: UUID
    person_name: str
    unit_id: int
    is_here: bool
    by: str
    known_on: date
    complained_on: date
    limit: ComplaintLimit
    answer_by: AnswerLimit
    is_late: bool
    content: str
    late_because: str
    effect: Effect | None
    is_open: bool
    answer: str
    answered_at: datetime | None
    answered_by: str
    is_withdrawn: bool
    passage_id: UUID | None


@dataclass(frozen=True, slots=True)
class RightsSheet:
    """Everything the person, or somebody for him, has asked; newest first. unsealings: who asked to read a sealed file, and until when."""

    person: PersonReference
    delegates: tuple[DelegateRow, ...]
    showings: tuple[ShowingRow, ...]
    corrections: tuple[CorrectionRow, ...]
    contests: tuple[ContestRow, ...]
    unsealings: tuple[UnsealingRow, ...]
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """What waits for an answer at the actor's places, the oldest first."""

    corrections: tuple[CorrectionRow, ...]
    contests: tuple[ContestRow, ...]


def rights_sheet(actor: Actor, person_id: UUID, *, at: datetime) -> RightsSheet:
    """Raises NotInReach outside the scope, MayNot without the right. The caller notes the reading."""
    person = access.person_to_serve(actor, person_id)
    records = people.same_person(actor, person.id)
    corrections = _corrections(Correction.objects.filter(person_id__in=records).order_by("-asked_at", "-id"))
    contests = _contests(actor, Contest.objects.filter(person_id__in=records).order_by("-complained_on", "-id"))
    unsealings = people.unsealings_of(actor, records, at=at) if person.is_sealed else []
    acting, shown = tuple(delegates(actor, person.id, on=local_day(at))), tuple(_showings(records))
    return RightsSheet(person, acting, shown, tuple(corrections), tuple(contests), tuple(unsealings), tuple(_rulings(actor, records=records, at=at)))


def delegates(actor: Actor, person_id: UUID, *, on: date) -> list[DelegateRow]:
    """Who acts or acted for this person, newest first; the caller has admitted the actor to the person."""
    rights.require_read(actor, DataClass.LEGAL)
    found = Delegate.objects.filter(person_id=person_id).order_by("-starts_on", "-id")
    return [DelegateRow(_view(d), d.ends_before - timedelta(days=1), _view(d).stands(on), d.end_reason) for d in found]


def delegate_of(person_id: UUID, delegate_id: UUID | None) -> rules.DelegateView | None:
    """The delegate named, of this person and no other; None where the person asks himself. Raises NotInReach."""
    if delegate_id is None:
        return None
    found = Delegate.objects.filter(pk=delegate_id, person_id=person_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy người đại diện này.", mend="Chọn lại trong danh sách.")
    return _view(found)


def speaker(decision: Decision, delegate_id: UUID | None) -> rules.DelegateView | None:
    """Who speaks for the person against this decision; a facility finds him among those of its own decision. Raises NotInReach."""
    if delegate_id is None or decision.passage_id is None:
        return delegate_of(decision.person_id, delegate_id)
    found = next((one.view for one in _spokesmen(decision.pk, None) if one.view.id == delegate_id), None)
    if found is None:
        raise NotInReach("Không tìm thấy người đại diện này.", mend="Chọn lại trong danh sách.")
    return found


def spokesmen(actor: Actor, decision_id: UUID, *, on: date) -> list[DelegateRow]:
    """Who may complain for the person against what the head of the actor's facility signed; the paper of the grant stays with the commune.

    The caller has admitted the actor to the decision.
    """
    rights.require_read(actor, DataClass.LEGAL)
    return _spokesmen(decision_id, on)


def _spokesmen(decision_id: UUID, on: date | None) -> list[DelegateRow]:
    with connection.cursor() as cursor:
        cursor.execute("select id, kind, full_name, may, starts_on, ends_before from held_delegates(%s)", [decision_id])
        told = cursor.fetchall()
    views = [
        rules.DelegateView(pk, DelegateKind(kind), name, "", tuple(DelegateMay(one) for one in json.loads(may)), starts, ends, is_ended=False)
        for pk, kind, name, may, starts, ends in told
    ]
    return [DelegateRow(view, view.ends_before - timedelta(days=1), on is not None and view.stands(on), "") for view in views]


def _view(d: Delegate) -> rules.DelegateView:
    may = tuple(DelegateMay(one) for one in d.may)
    return rules.DelegateView(d.pk, DelegateKind(d.kind), d.full_name, d.basis, may, d.starts_on, d.ends_before, d.ended_at is not None)


def _showings(records: list[UUID]) -> list[ShowingRow]:
    found = list(Showing.objects.filter(person_id__in=records).select_related("delegate").order_by("-shown_at", "-id"))
    names = accounts.names_of({one.shown_by for one in found})
    return [
        ShowingRow(one.shown_at, names.get(one.shown_by, ""), one.delegate.full_name if one.delegate else HIMSELF, one.versions, one.has_copy)
        for one in found
    ]


def correction_row(actor: Actor, correction_id: UUID) -> CorrectionRow:
    """One request. Raises NotInReach outside the scope, MayNot without the right."""
    found = access.correction_to_read(actor, correction_id)
    return _corrections(Correction.objects.filter(pk=found.pk))[0]


def contest_row(actor: Actor, contest_id: UUID) -> ContestRow:
    """One complaint. Raises NotInReach outside the scope, MayNot without the right."""
    found = access.contest_to_read(actor, contest_id)
    return _contests(actor, Contest.objects.filter(pk=found.pk))[0]


def contests_of(actor: Actor, decision_id: UUID) -> list[ContestRow]:
    """Complaints against this decision, newest first; the caller has admitted the actor to the decision. Two statements."""
    rights.require_read(actor, DataClass.LEGAL)
    return _contests(actor, Contest.objects.filter(decision_id=decision_id).order_by("-complained_on", "-id"))


def open_requests(actor: Actor) -> OpenRequests:
    """What people asked at the actor's places and nobody has answered."""
    rights.require_verb(actor, "case.read")
    rights.require_read(actor, DataClass.LEGAL)
    units = sorted(actor.unit_ids)
    corrections = Correction.objects.filter(unit_id__in=units, answered_at__isnull=True).order_by("asked_at", "id")
    contests = Contest.objects.filter(unit_id__in=units, decision__passage=None, answered_at__isnull=True).order_by("complained_on", "id")
    return OpenRequests(tuple(_corrections(corrections)), tuple(_contests(actor, contests)))


def open_in_facility(actor: Actor) -> list[ContestRow]:
    """Complaints against what the head of the actor's facility signed that nobody has answered, the oldest first. Raises MayNot.

    One that was answered by withdrawing stays until the withdrawal is signed: until then the decision stands.
    """
    held.require_hand(actor)
    to_do = Q(answered_at__isnull=True) | Q(effect=Effect.WITHDRAWN)
    ours = Contest.objects.filter(to_do, decision__passage__isnull=False, decision__body_id__in=held.our_bodies(actor))
    ours = ours.exclude(answered_at__isnull=False, decision__withdrawn_by__state=DraftState.SIGNED)
    return _contests(actor, ours.order_by("complained_on", "id"))


def _rulings(actor: Actor, *, records: list[UUID], at: datetime) -> list[Ruling]:
    """Rulings of courts in this person's files here, newest file first."""
    sheets = cases.sheets_of_person(actor, records, at=at, procedures=COMPULSORY)
    found = [ruling_of(sheet, at=at, calendar=places.calendar()) for sheet in sheets]
    return [one for one in found if one is not None]


def ruling(actor: Actor, case_id: UUID, *, at: datetime) -> Ruling:
    """The ruling in this file. Raises NotInReach outside the scope or where there is none, MayNot without the right."""
    found = ruling_of(cases.case_sheet(actor, case_id, at=at), at=at, calendar=places.calendar())
    if found is None:
        raise NotInReach("Hồ sơ này chưa có quyết định của Toà án.", mend="Mở hồ sơ để xem đang ở bước nào.")
    return found


def _corrections(found) -> list[CorrectionRow]:
    rows = list(found.select_related("person", "fact", "delegate"))
    names = accounts.names_of({r.answered_by for r in rows if r.answered_by})
    calendar = places.calendar() if rows else None
    return [_correction(r, names, data_limits(r.asked_at, calendar=calendar)) for r in rows]


def _correction(r: Correction, names: dict[int, str], limits: tuple[Finding | None, Finding | None]) -> CorrectionRow:
    fact = r.fact
    return CorrectionRow(
        r.pk,
        r.person_id,
        r.person.full_name,
        r.case_id,
        r.fact_id,
        FactKind(fact.kind) if fact else None,
        local_day(fact.happened_at) if fact else None,
        bool(fact and fact.voided_at),
        fact.recorded_by if fact else None,
        About(r.about),
        r.said,
        r.delegate.full_name if r.delegate else HIMSELF,
        r.asked_at,
        r.unit_id,
        *limits,
        r.acknowledged_at,
        Outcome(r.outcome) if r.outcome else None,
        r.answer,
        r.answered_at,
        names.get(r.answered_by or 0, ""),
    )


def _contests(actor: Actor, found) -> list[ContestRow]:
    rows = list(found.select_related("decision", "delegate").prefetch_related("decision__withdrawn_by"))
    names = accounts.names_of({r.answered_by for r in rows if r.answered_by})
    calendar = places.calendar() if rows else None
    spoke = _spoken_by([r.pk for r in rows if r.delegate_id and r.delegate is None])
    return [_contest(actor, r, names=names, spoke=spoke, calendar=calendar) for r in rows]


def _spoken_by(contest_ids: list[UUID]) -> dict[UUID, str]:
    """Complaint → who spoke for the person, where the grant itself lies with the commune."""
    if not contest_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select id, full_name from held_spoken_by(%s::uuid[])", [contest_ids])
        return dict(cursor.fetchall())


def _contest(actor: Actor, r: Contest, *, names: dict[int, str], spoke: dict[UUID, str], calendar: Calendar | None) -> ContestRow:
    decision = r.decision
    assert decision.signed_at is not None
    limit = complaint_limit(local_day(decision.signed_at), r.known_on, calendar=calendar)
    of_facility = decision.passage_id is not None
    is_here = not actor.unit_ids if of_facility else r.unit_id in actor.unit_ids
    reads_words = is_here or not of_facility
    return ContestRow(
        r.pk,
        r.decision_id,
        f"{decision.number:02d}/{decision.series}",
        str(decision.get_kind_display()),
        r.person_id,
        decision.person_name,
        r.unit_id,
        is_here,
        r.delegate.full_name if r.delegate else spoke.get(r.pk, HIMSELF),
        r.known_on,
        r.complained_on,
        limit,
        answer_limit(r.complained_on, calendar=calendar),
        limit.last_day is not None and r.complained_on > limit.last_day,
        r.content if reads_words else "",
        r.late_because if reads_words else "",
        Effect(r.effect) if r.effect else None,
        r.answered_at is None,
        r.answer if reads_words else "",
        r.answered_at,
        names.get(r.answered_by or 0, ""),
        any(w.state == "SIGNED" for w in decision.withdrawn_by.all()),
        decision.passage_id,
    )
