"""All reading of determinations; returns frozen rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.cases.diagnosis import access, rules
from donghanh.cases.diagnosis.models import Assessment
from donghanh.cases.diagnosis.terms import State
from donghanh.cases.models import Referral
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.determination import MANIFEST
from donghanh.cases.procedures.shape import CaseView, DutyView
from donghanh.cases.queries import ReferralRow
from donghanh.cases.queries import referral_to_answer as _referral
from donghanh.cases.rules import FactView
from donghanh.cases.terms import ExaminedAt
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.legal import Finding, NoRuleInForce
from donghanh.legal import diagnosis as law
from donghanh.legal.diagnosis import Weighed


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One assessment. weighed: what the rule makes of it, worked out anew; says: what it said when it was written down."""

    id: UUID
    place: ExaminedAt
    received_at: datetime
    examined_at: datetime
    groups: tuple[str, ...]
    marks: dict[str, str]
    length: str
    is_observed: bool
    note: str
    says: str
    weighed: Weighed
    is_dependent: bool | None
    reason: str
    number: str
    concluded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of the health body: the moment, or why the law of that day gives none."""

    due: Finding | None
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """A request with all that was found, the newest first.

    result: the limit of the result, None before the person was received. staff: of sending staff, None where the person comes to the body.
    told, view: the steps of the determination in order, and what follows from them by its manifest.
    """

    referral: ReferralRow
    body_name: str
    body_place: str
    state: State
    rows: tuple[AssessmentRow, ...]
    result: Limit | None
    staff: Limit | None
    told: tuple[FactView, ...]
    view: CaseView

    @property
    def newest(self) -> AssessmentRow | None:
        return self.rows[0] if self.rows else None


def examination(actor: Actor, referral_id: UUID) -> Examination:
    """One request for the body that was asked. Raises NotInReach, MayNot."""
    found = access.referral_here(actor, referral_id)
    rows = tuple(_row(one) for one in Assessment.objects.filter(referral=found).order_by("-recorded_at", "-id"))
    state = _state(found.answered_at, found.is_dependent, rows[0].says if rows else "")
    told = steps([found.pk])[found.pk]
    received = [one.received_at for one in rows] + [one.happened_at for one in told if one.kind == K.PERSON_RECEIVED]
    result = _limit("determination.result", min(received)) if received else None
    view = engine.view(MANIFEST, told, calendar=places.calendar())
    return Examination(
        _referral(actor, referral_id), found.to_body.name, found.to_body.unit.name, state, rows, result, _staff(found), tuple(told), view
    )


def states(actor: Actor, referrals: Iterable[ReferralRow]) -> dict[UUID, State]:
    """Where each of these requests stands. One statement, whatever their number. Raises MayNot."""
    access.require_examiner(actor)
    asked = list(referrals)
    newest = Assessment.objects.filter(referral_id__in=[one.id for one in asked]).order_by("recorded_at", "id")
    says: dict[UUID, str] = dict(newest.values_list("referral_id", "says"))
    return {one.id: _state(one.answered_at, one.is_dependent, says.get(one.id, "")) for one in asked}


def owed(actor: Actor, referrals: Iterable[ReferralRow]) -> dict[UUID, DutyView | None]:
    """What the body owes next for each of these requests, the nearest limit first; None where nothing. Two statements, whatever their number.

    What is the person's own time is not the body's. Raises MayNot.
    """
    access.require_examiner(actor)
    calendar = places.calendar()
    views = {key: engine.duties_of(MANIFEST, told, calendar=calendar) for key, told in steps([one.id for one in referrals]).items()}
    return {key: next((duty for duty in duties if duty.function == EXAMINER), None) for key, duties in views.items()}


EXAMINER = "health_facility"
"""Who owes what the body does, in the manifest of the determination."""


def steps(referral_ids: Sequence[UUID]) -> dict[UUID, list[FactView]]:
    """What was told of the determination of each request to the bodies of the scope, in order; nothing of what the person did afterwards."""
    found: dict[UUID, list[FactView]] = {key: [] for key in referral_ids}
    with connection.cursor() as cursor:
        cursor.execute("select * from determination_steps(%s)", [list(referral_ids)])
        for key, pk, kind, happened_at, place, why in cursor.fetchall():
            said = {"place": place, "why": why}
            found[key].append(FactView(pk, K(kind), happened_at, data={name: word for name, word in said.items() if word}))
    return {key: engine.in_order(told) for key, told in found.items() if told}


def _state(answered_at: datetime | None, is_dependent: bool | None, says: str) -> State:
    return rules.state(says=says, is_answered=answered_at is not None, is_returned=is_dependent is None)


_STAFF = {ExaminedAt.DETAINED: "determination.staff_sent_detained", ExaminedAt.AGREED: "determination.staff_sent_agreed"}


def _staff(asked: Referral) -> Limit | None:
    """Counted from the request, where the person is examined outside of the body (Decree 109/2021 Articles 6 and 7)."""
    topic = _STAFF.get(ExaminedAt(asked.place))
    return _limit(topic, asked.sent_at) if topic else None


def _limit(topic: str, start: datetime) -> Limit:
    try:
        rule = legal.pick(topic, local_day(start))
    except NoRuleInForce as why:
        return Limit(None, why.message)
    return Limit(legal.due(rule, start, calendar=places.calendar()))


def _row(one: Assessment) -> AssessmentRow:
    return AssessmentRow(
        one.pk,
        ExaminedAt(one.place),
        one.received_at,
        one.examined_at,
        tuple(one.groups),
        one.marks,
        one.length,
        one.is_observed,
        one.note,
        one.says,
        law.weigh(one.marks, length=one.length, is_observed=one.is_observed, on=local_day(one.examined_at)),
        one.is_dependent,
        one.reason,
        one.number,
        one.concluded_at,
    )
