"""Who keeps the person's requests, who answers them, and who hands out what they ask to see."""

from __future__ import annotations

from uuid import UUID

from donghanh.decisions import access as decisions
from donghanh.decisions.held import access as held
from donghanh.decisions.models import Decision
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.kernel.privacy import DataClass
from donghanh.people import queries as people
from donghanh.people.queries import PersonReference
from donghanh.rights.models import Contest, Correction, Delegate


def person_to_serve(actor: Actor, person_id: UUID) -> PersonReference:
    """The person, for one who reads his files. Raises NotInReach outside the scope, MayNot without the right."""
    person = people.reference(actor, person_id)
    access.require_verb(actor, "case.read")
    access.require_read(actor, DataClass.LEGAL)
    return person


def person_to_write(actor: Actor, person_id: UUID) -> PersonReference:
    """The person, for one who writes down what he asks."""
    person = person_to_serve(actor, person_id)
    access.require_verb(actor, "case.record")
    access.require_write(actor, DataClass.LEGAL)
    return person


def correction_to_read(actor: Actor, correction_id: UUID) -> Correction:
    """A request of somebody whose file lies here."""
    access.note()
    found = Correction.objects.select_related("person", "case", "fact", "delegate").filter(pk=correction_id, unit_id__in=actor.unit_ids).first()
    access.require_unit(actor, found.unit_id if found else None)
    access.require_verb(actor, "case.read")
    access.require_read(actor, DataClass.LEGAL)
    assert found is not None
    return found


def correction_to_answer(actor: Actor, correction_id: UUID) -> Correction:
    """The request, locked, for one who may change the file."""
    found = correction_to_read(actor, correction_id)
    access.require_verb(actor, "case.record")
    access.require_write(actor, DataClass.LEGAL)
    Correction.objects.select_for_update().get(pk=found.pk)
    found.refresh_from_db(fields=["acknowledged_at", "answered_at"])
    return found


def delegate_to_end(actor: Actor, delegate_id: UUID) -> Delegate:
    """A delegate of somebody whose file lies here, locked."""
    access.note()
    found = Delegate.objects.select_for_update().filter(pk=delegate_id, unit_id__in=actor.unit_ids).first()
    access.require_unit(actor, found.unit_id if found else None)
    access.require_verb(actor, "case.record")
    access.require_write(actor, DataClass.LEGAL)
    assert found is not None
    return found


def decision_to_contest(actor: Actor, decision_id: UUID) -> Decision:
    """A decision at the place, or in the facility, that signed it: there its complaints are received. A draft is anybody's who reads it, and the
    rules refuse it."""
    if not actor.unit_ids:
        access.require_verb(actor, "held.draft")
        access.require_write(actor, DataClass.LEGAL)
        return held.to_read(actor, decision_id)
    found = decisions.to_read(actor, decision_id)
    access.require_verb(actor, "case.read")
    access.require_write(actor, DataClass.LEGAL)
    if found.passage_id is not None or (found.issuing_unit_id is not None and found.issuing_unit_id not in actor.unit_ids):
        raise MayNot("Khiếu nại gửi đến nơi đã ký quyết định.", mend="Hướng dẫn người này gửi đơn đến cơ quan ghi ở đầu quyết định.")
    return found


def contest_to_read(actor: Actor, contest_id: UUID) -> Contest:
    """A complaint at the place, or in the facility, that answers it, or where the file lies."""
    access.note()
    found = Contest.objects.select_related("decision", "delegate").filter(pk=contest_id).first()
    if not actor.unit_ids:
        return _of_our_head(actor, found)
    places = [found.decision.unit_id, *([found.unit_id] if found.decision.passage_id is None else [])] if found else []
    access.require_unit(actor, next((unit_id for unit_id in places if unit_id in actor.unit_ids), None))
    access.require_verb(actor, "case.read")
    access.require_read(actor, DataClass.LEGAL)
    assert found is not None
    return found


def contest_to_answer(actor: Actor, contest_id: UUID) -> Contest:
    """The complaint, locked, for one who signs decisions at the place, or heads the facility, that signed this one."""
    access.note()
    locked = Contest.objects.select_for_update(of=("self",)).select_related("decision")
    if not actor.unit_ids:
        access.require_verb(actor, "held.sign")
        access.require_write(actor, DataClass.LEGAL)
        return _of_our_head(actor, locked.filter(pk=contest_id).first())
    found = locked.filter(pk=contest_id, unit_id__in=actor.unit_ids, decision__passage=None).first()
    access.require_unit(actor, found.unit_id if found else None)
    access.require_verb(actor, "decision.sign")
    access.require_write(actor, DataClass.LEGAL)
    assert found is not None
    return found


def _of_our_head(actor: Actor, found: Contest | None) -> Contest:
    """A complaint against what the head of the actor's facility signed. Raises MayNot, NotInReach."""
    held.require_hand(actor)
    if found is None or found.decision.passage_id is None or found.decision.body_id not in held.our_bodies(actor):
        raise NotInReach("Không tìm thấy khiếu nại này.", mend="Mở quyết định bị khiếu nại ở sổ của cơ sở.")
    return found
