"""Who may do what with a case, and which cases he reaches at all."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.places import queries as places
from donghanh.cases.models import Case, Fact, Handover, Referral
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.kernel.privacy import DataClass


def visible(actor: Actor) -> QuerySet[Case]:
    """Cases of the actor's own places: the only way to begin a query."""
    access.note()
    return Case.objects.filter(unit_id__in=actor.unit_ids) if actor.sees(DataClass.LEGAL) else Case.objects.none()


def require_list(actor: Actor) -> None:
    """Lists of cases: for those who read the legal files of their places in full, not in the minimal form."""
    access.require_verb(actor, "case.read")
    access.require_read(actor, DataClass.LEGAL)


def case_to_read(actor: Actor, case_id: UUID) -> Case:
    """The case, for one who may open it. Raises MayNot without the right, whatever the id (the row wall shows him none), else NotInReach."""
    require_list(actor)
    case = visible(actor).select_related("person", "unit").filter(pk=case_id).first()
    access.require_unit(actor, case.unit_id if case else None)
    assert case is not None
    return case


def case_to_record(actor: Actor, case_id: UUID) -> Case:
    """The case, locked, for one who may add facts to it."""
    access.note()
    case = Case.objects.select_for_update(of=("self",)).select_related("person", "unit").filter(pk=case_id, unit_id__in=actor.unit_ids).first()
    access.require_unit(actor, case.unit_id if case else None)
    access.require_verb(actor, "case.record")
    access.require_write(actor, DataClass.LEGAL)
    assert case is not None
    return case


def check_whose_fact(actor: Actor, fact: Fact) -> None:
    """What a court, the procuracy, a health body or a facility wrote is taken back by that body alone. Raises MayNot."""
    if fact.body_id and fact.body_id != actor.body_id and not fact.body.kind.startswith("commune_"):
        raise MayNot("Sự việc này do cơ quan khác ghi.", mend=f"Liên hệ {fact.body.name}; bên đó tự huỷ hoặc ghi lại.")


def case_to_sign(actor: Actor, case_id: UUID) -> Case:
    """The case, locked, for one who signs a decision on it."""
    access.note()
    case = Case.objects.select_for_update(of=("self",)).select_related("person", "unit").filter(pk=case_id, unit_id__in=actor.unit_ids).first()
    access.require_unit(actor, case.unit_id if case else None)
    access.require_verb(actor, "decision.sign")
    access.require_write(actor, DataClass.LEGAL)
    assert case is not None
    return case


def check_may_open(actor: Actor, unit_id: int) -> None:
    """Open a case at this place."""
    access.require_unit(actor, unit_id)
    access.require_verb(actor, "case.record")
    access.require_write(actor, DataClass.LEGAL)


def handover_to_answer(actor: Actor, handover_id: UUID) -> Handover:
    """An open handover addressed to a place of the actor's."""
    access.note()
    found = Handover.objects.filter(pk=handover_id, to_unit_id__in=actor.unit_ids).first()
    access.require_unit(actor, found.to_unit_id if found else None)
    access.require_verb(actor, "case.record")
    assert found is not None
    return found


def referral_to_answer(actor: Actor, referral_id: UUID) -> Referral:
    """An open referral sent to the actor's own health body."""
    access.note()
    found = Referral.objects.filter(pk=referral_id, to_body_id__in=places.bodies_followed(actor.body_id)).first() if actor.body_id else None
    if found is None:
        raise NotInReach("Không tìm thấy yêu cầu này.", mend="Mở lại danh sách yêu cầu được gửi đến.")
    access.require_verb(actor, "determination.record")
    access.require_write(actor, DataClass.DETERMINATION)
    return found
