"""All reading of determinations; returns frozen rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.cases.diagnosis import access, rules
from donghanh.cases.diagnosis.models import Assessment
from donghanh.cases.diagnosis.terms import State
from donghanh.cases.models import Referral
from donghanh.cases.queries import ReferralRow
from donghanh.cases.queries import referral_to_answer as _referral
from donghanh.cases.terms import ExaminedAt
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
    """

    referral: ReferralRow
    body_name: str
    body_place: str
    state: State
    rows: tuple[AssessmentRow, ...]
    result: Limit | None
    staff: Limit | None

    @property
    def newest(self) -> AssessmentRow | None:
        return self.rows[0] if self.rows else None


def examination(actor: Actor, referral_id: UUID) -> Examination:
    """One request for the body that was asked. Raises NotInReach, MayNot."""
    found = access.referral_here(actor, referral_id)
    rows = tuple(_row(one) for one in Assessment.objects.filter(referral=found).order_by("-recorded_at", "-id"))
    says = rows[0].says if rows else ""
    state = rules.state(says=says, is_answered=found.answered_at is not None)
    return Examination(_referral(actor, referral_id), found.to_body.name, found.to_body.unit.name, state, rows, _result(rows), _staff(found))


def states(actor: Actor, referrals: Iterable[ReferralRow]) -> dict[UUID, State]:
    """Where each of these requests stands. One statement, whatever their number. Raises MayNot."""
    access.require_examiner(actor)
    asked = list(referrals)
    newest = Assessment.objects.filter(referral_id__in=[one.id for one in asked]).order_by("recorded_at", "id")
    says: dict[UUID, str] = dict(newest.values_list("referral_id", "says"))
    return {one.id: rules.state(says=says.get(one.id, ""), is_answered=one.answered_at is not None) for one in asked}


def _result(rows: tuple[AssessmentRow, ...]) -> Limit | None:
    """Counted from the day on which the person was received."""
    return _limit("determination.result", min(one.received_at for one in rows)) if rows else None


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
