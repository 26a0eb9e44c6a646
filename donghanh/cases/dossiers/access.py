"""Who places papers, sends, answers, watches."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.base.places import queries as places
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.models import Case
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.privacy import DataClass


def require_reader(actor: Actor) -> None:
    """One who reads travelling files: of his places, or sent to his body."""
    access.require_verb(actor, "dossier.read")
    access.require_read(actor, DataClass.LEGAL)


def within_reach(actor: Actor) -> QuerySet[Passage]:
    """Passages of the actor's places, sent to his body (or one it followed), or watched by it."""
    access.note()
    if not actor.reads(DataClass.LEGAL):
        return Passage.objects.none()
    bodies = places.bodies_followed(actor.body_id) if actor.body_id else []
    ours = Q(unit_id__in=actor.unit_ids) | Q(to_body_id__in=bodies) | Q(watched_by_id__in=bodies)
    return Passage.objects.filter(ours).select_related("unit", "to_body")


def case_here(actor: Actor, case_id: UUID) -> Case:
    """The case of the actor's place whose papers he reads. Raises MayNot, NotInReach."""
    require_reader(actor)
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
    access.require_write(actor, DataClass.LEGAL)
    return found


def passage_to_protest(actor: Actor, passage_id: UUID) -> Passage:
    """The passage for the procuracy that watches it. Raises MayNot, NotInReach."""
    access.require_verb(actor, "dossier.protest")
    return passage_to_read(actor, passage_id)
