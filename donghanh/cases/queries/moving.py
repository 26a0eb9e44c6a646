"""Files between communes, and requests to health bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet

from donghanh.base.places import queries as places
from donghanh.cases import access
from donghanh.cases.models import Handover, Referral
from donghanh.cases.queries._rows import fetch
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor

ON_THE_WAY = """
select h.id, h.case_id, h.summary, trim(f.kind || ' ' || f.name), trim(t.kind || ' ' || t.name), h.sent_at, h.received_at,
       h.returned_at, h.return_reason
from cases_handover h join places_unit f on f.id = h.from_unit_id join places_unit t on t.id = h.to_unit_id
where h.received_at is null and h.returned_at is null and """
_INCOMING = f"{ON_THE_WAY} h.to_unit_id = any(%(units)s) order by h.sent_at"


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
    """What a health body sees of a person sent to it for determination, or who came by himself (person_id None)."""

    id: UUID
    person_id: UUID | None
    unit_id: int
    person_name: str
    birth_year: int
    from_name: str
    sent_at: datetime
    answered_at: datetime | None
    is_dependent: bool | None
    place: str = "body"


def incoming(actor: Actor) -> list[HandoverRow]:
    """Files that wait for this commune's receipt, oldest first."""
    access.require_list(actor)
    return [HandoverRow(*row) for row in fetch(_INCOMING, {"units": sorted(actor.unit_ids)})]


def outgoing(actor: Actor, *, limit: int = 50) -> list[HandoverRow]:
    """Files this commune sent, newest first, with the receipt or the reason of return."""
    access.require_list(actor)
    return [handover_row(h) for h in handovers_of(Handover.objects.filter(from_unit_id__in=actor.unit_ids)).order_by("-sent_at")[:limit]]


def receipt_of(actor: Actor, case_id: UUID) -> HandoverRow:
    """The last receipt of a file that this commune sent and another signed for. Raises MayNot, and NotInReach where there is none."""
    access.require_list(actor)
    sent = handovers_of(Handover.objects.filter(case_id=case_id, from_unit_id__in=actor.unit_ids, received_at__isnull=False))
    found = sent.order_by("-received_at").first()
    rights.require_unit(actor, found.from_unit_id if found else None)
    assert found is not None
    return handover_row(found)


def handovers_of(found: QuerySet[Handover]) -> QuerySet[Handover]:
    return found.select_related("from_unit", "to_unit").order_by("sent_at")


def handover_row(h: Handover) -> HandoverRow:
    return HandoverRow(h.pk, h.case_id, h.summary, str(h.from_unit), str(h.to_unit), h.sent_at, h.received_at, h.returned_at, h.return_reason)


def referrals(actor: Actor, *, limit: int = 50) -> list[ReferralRow]:
    """Persons sent to the actor's own health body for determination, unanswered first."""
    rights.require_verb(actor, "determination.record")
    bodies = places.bodies_followed(actor.body_id) if actor.body_id else []
    found = Referral.objects.filter(to_body_id__in=bodies).select_related("unit").order_by(F("answered_at").asc(nulls_first=True), "sent_at")
    return [_referral_row(r) for r in found[:limit]]


def _referral_row(r: Referral) -> ReferralRow:
    return ReferralRow(r.pk, r.person_id, r.unit_id, r.person_name, r.birth_year, str(r.unit), r.sent_at, r.answered_at, r.is_dependent, r.place)


HEALTH_KINDS = ("health_station", "facility")


def health_bodies(unit_id: int, *, on: date) -> list[places.BodyRow]:
    """Health bodies that serve this place and may be asked for a determination, the nearest first."""
    return [body for body in places.bodies_at(unit_id, on) if body.kind in HEALTH_KINDS]


def handover_waiting(actor: Actor, handover_id: UUID) -> HandoverRow:
    """A file addressed to a place of the actor's, answered or not. Raises NotInReach, MayNot."""
    access.handover_to_answer(actor, handover_id)
    return handover_row(handovers_of(Handover.objects.filter(pk=handover_id)).get())


def referral_to_answer(actor: Actor, referral_id: UUID) -> ReferralRow:
    """A request sent to the actor's own health body, answered or not. Raises NotInReach, MayNot."""
    access.referral_to_answer(actor, referral_id)
    return _referral_row(Referral.objects.select_related("unit").get(pk=referral_id))
