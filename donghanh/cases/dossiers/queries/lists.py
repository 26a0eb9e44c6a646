"""The list of papers of a file as it stands today, and who receives it next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.cases import memo
from donghanh.cases.dossiers import access, rules
from donghanh.cases.dossiers.models import Passage, Placing
from donghanh.cases.dossiers.queries.passages import PassageRow, row
from donghanh.cases.models import Case, Fact, Referral
from donghanh.cases.terms import FactKind, Stage
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.legal import dossiers as law
from donghanh.legal import forms as official


@dataclass(frozen=True, slots=True)
class Dossier:
    """The papers of one case for its next hand-over. leg None: the law of that day knows none for this procedure now.

    legs: hand-overs that begin at the commune. to_name: who receives on this leg, "" where it is not known yet.
    """

    case_id: UUID
    person_id: UUID
    number: str
    legs: tuple[law.Leg, ...]
    leg: law.Leg | None
    to_name: str
    lines: tuple[law.Line, ...]
    passages: tuple[PassageRow, ...]


def dossier(actor: Actor, case_id: UUID, *, on: date, leg_id: str = "") -> Dossier:
    """The list of papers of this case under the law of the day. Raises MayNot, NotInReach."""
    case = access.case_here(actor, case_id)
    stage = memo.view_of(case).stage
    legs = tuple(one for one in law.legs_of(case.procedure, on) if not one.by and rules.is_near(one.id, stage))
    leg = next((one for one in legs if one.id == leg_id), None) or _next(legs, case, stage)
    lines = law.check(leg, situation(case, on=on)) if leg else ()
    passages = Passage.objects.filter(case=case).select_related("unit", "from_body").order_by("-sent_at", "-id")
    here = access.bodies(actor)
    shown = tuple(row(actor, one, here) for one in passages)
    return Dossier(case.pk, case.person_id, case.number, legs, leg, _to_name(leg, case, on), lines, shown)


def _to_name(leg: law.Leg | None, case: Case, on: date) -> str:
    try:
        return body_for(leg, case, on=on)[1] if leg else ""
    except Cannot:
        return ""


def _next(legs: Sequence[law.Leg], case: Case, stage: Stage) -> law.Leg | None:
    """The hand-over that comes next as the file stands."""
    asked = Referral.objects.filter(case=case, answered_at__isnull=True).exists()
    wanted = "to_health" if asked else rules.next_leg(stage) if legs else ""
    return next((one for one in legs if one.id == wanted), next((one for one in legs if one.id != "to_health"), legs[0] if legs else None))


def situation(case: Case, *, on: date) -> law.Situation:
    """What the lists ask of this case on this day. The last verification of residence counts, in whichever file of the place it stands."""
    told = memo.facts_of(case)
    verified = Fact.objects.filter(case__person_id=case.person_id, unit_id=case.unit_id, kind=FactKind.RESIDENCE_VERIFIED, voided_at__isnull=True)
    last = verified.order_by("-happened_at").values_list("data", flat=True).first()
    residence = bool(last["stable"]) if last and "stable" in last else None
    return rules.situation(told, age=memo.life_of(case).age_on(on), residence=residence, placed=versions(case), on=on)


def versions(case: Case) -> dict[str, int]:
    """Paper → its newest version in the file; one that was taken out does not count."""
    newest = {one.paper: one for one in Placing.objects.filter(case=case).order_by("version")}
    return {paper: one.version for paper, one in newest.items() if not one.is_taken_out}


def papers_inside(actor: Actor, case_id: UUID) -> frozenset[str]:
    """Ids of the papers of the lists (law/dossiers) that lie in this file now. Raises MayNot, NotInReach."""
    return frozenset(versions(access.case_here(actor, case_id)))


def waiting_to_be_received(actor: Actor, case_id: UUID) -> tuple[str, datetime] | None:
    """The body that this file was sent to last and that has not signed for it yet, and since when; else None. Raises MayNot, NotInReach."""
    case = access.case_here(actor, case_id)
    last = Passage.objects.filter(case=case).order_by("-sent_at", "-id").values_list("to_name", "sent_at", "received_at", "returned_at").first()
    return last[:2] if last and last[2] is None and last[3] is None else None


def forms_inside(actor: Actor, case_id: UUID, *, on: date) -> frozenset[str]:
    """Ids of official forms (law/forms) whose paper lies in this file, so that no page calls it missing. Raises MayNot, NotInReach."""
    case = access.case_here(actor, case_id)
    there = versions(case)
    found = {paper.form_id for leg in law.legs_of(case.procedure, on) for paper in leg.papers if paper.form_id and paper.id in there}
    return frozenset(one.id for one in official.forms_on(on) if one.id in found)


def body_for(leg: law.Leg, case: Case, *, on: date) -> tuple[int | None, str]:
    """The body that receives on this leg, and its name; None where the directory of places does not know it.

    A health body is the one that was asked to determine. Raises Cannot where none was asked.
    """
    if leg.to == "health_facility":
        asked = Referral.objects.filter(case=case, answered_at__isnull=True).select_related("to_body").first()
        if asked is None:
            raise Cannot("Chưa có yêu cầu xác định tình trạng nghiện đang chờ trả lời.", mend="Gửi xác định tình trạng nghiện ở trang hồ sơ trước.")
        return asked.to_body_id, asked.to_body.name
    return body_at(leg, case.unit_id, on=on)


def facilities_beside(actor: Actor, *, on: date) -> list[tuple[int, str]]:
    """Every facility but the actor's own that the directory of places knows on this day: id and name."""
    found = Body.objects.filter(kind="facility", starts_on__lte=on).exclude(ends_before__lte=on).exclude(pk__in=access.bodies(actor))
    return list(found.order_by("name").values_list("id", "name"))


def body_at(leg: law.Leg, unit_id: int, *, on: date) -> tuple[int | None, str]:
    """The same by the place alone, for a body that hands the file on."""
    try:
        if leg.to == "public_facility":
            found = next(iter(places.bodies_at(unit_id, on, kind="facility")), None)
            return (found.id, found.name) if found else (None, "Cơ sở cai nghiện công lập")
        held = places.holder(leg.to, unit_id, on)
        return held.body_id, held.body_name
    except Cannot:
        return None, legal.holder(leg.to, on).office_vi
