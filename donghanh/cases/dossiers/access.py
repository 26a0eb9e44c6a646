"""Who places papers, sends, answers, watches."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.base.places import queries as places
from donghanh.cases.dossiers.models import Passage, VoidProposal
from donghanh.cases.models import Case
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.privacy import DataClass


def require_reader(actor: Actor) -> None:
    """One who reads travelling files: of his places, or sent to his body."""
    access.require_verb(actor, "dossier.read")
    access.require_read(actor, DataClass.LEGAL if not actor.reads(DataClass.DETERMINATION) else DataClass.DETERMINATION)


def bodies(actor: Actor) -> frozenset[int]:
    """The actor's body and those it followed: what was sent to one of them is his."""
    return frozenset(places.bodies_followed(actor.body_id)) if actor.body_id else frozenset()


def within_reach(actor: Actor) -> QuerySet[Passage]:
    """Passages of the actor's places, sent to his body (or one it followed), or watched by it."""
    access.note()
    here = bodies(actor)
    ours = Q(unit_id__in=actor.unit_ids) | Q(to_body_id__in=here) | Q(watched_by_id__in=here) | Q(from_body_id__in=here)
    legs = [leg for leg in LEGS if actor.reads(data_class(leg))]
    return Passage.objects.filter(ours, leg__in=legs).select_related("unit", "to_body", "from_body")


LEGS = ("to_health", "to_check", "to_court", "to_execution", "to_facility", "to_commune")


def data_class(leg: str) -> DataClass:
    """The class of what travels on this leg, the same as the database's dossier_class."""
    return DataClass.DETERMINATION if leg == "to_health" else DataClass.LEGAL


def case_here(actor: Actor, case_id: UUID) -> Case:
    """The case of the actor's place whose papers he reads. Raises MayNot, NotInReach."""
    access.require_verb(actor, "dossier.read")
    access.require_read(actor, DataClass.LEGAL)
    case = Case.objects.select_related("person", "unit").filter(pk=case_id, unit_id__in=actor.unit_ids).first()
    access.require_unit(actor, case.unit_id if case else None)
    assert case is not None
    return case


def passage_to_read(actor: Actor, passage_id: UUID) -> Passage:
    """Raises MayNot, NotInReach."""
    require_reader(actor)
    found = within_reach(actor).filter(pk=passage_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy hồ sơ này.", mend="Mở lại danh sách hồ sơ gửi đến.")
    return found


def passage_to_answer(actor: Actor, passage_id: UUID) -> Passage:
    """The passage for one who signs for it, returns it or accepts it; a commune does so only by paper. Raises MayNot, NotInReach."""
    access.require_verb(actor, "dossier.answer" if not actor.unit_ids else "dossier.send")
    found = passage_to_read(actor, passage_id)
    access.require_write(actor, data_class(found.leg) if found.to_body_id in bodies(actor) else DataClass.LEGAL)
    return found


def passage_held(actor: Actor, passage_id: UUID) -> Passage:
    """The passage for the body with which the file lies, to record its own steps or to send it on. Raises MayNot, NotInReach."""
    access.require_verb(actor, "dossier.answer")
    found = passage_to_read(actor, passage_id)
    if found.to_body_id not in bodies(actor):
        raise NotInReach("Hồ sơ này không ở cơ quan của bạn.", mend="Mở lại danh sách hồ sơ gửi đến.")
    access.require_write(actor, data_class(found.leg))
    return found


def passage_to_protest(actor: Actor, passage_id: UUID) -> Passage:
    """The passage for the procuracy that watches it. Raises MayNot, NotInReach."""
    access.require_verb(actor, "dossier.protest")
    return passage_to_read(actor, passage_id)


def void_proposal(actor: Actor, proposal_id: UUID) -> VoidProposal:
    """A proposal of the actor's own body that waits, for one who answers for it. Raises MayNot, NotInReach."""
    require_reader(actor)
    access.require_verb(actor, "dossier.answer")
    access.require_write(actor, DataClass.LEGAL)
    found = VoidProposal.objects.filter(pk=proposal_id, body_id__in=bodies(actor), decided_at__isnull=True).first()
    if found is None:
        raise NotInReach("Không tìm thấy đề nghị huỷ này.", mend="Mở lại trang hồ sơ; đề nghị có thể đã được trả lời.")
    return found
