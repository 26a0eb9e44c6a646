"""Who reads and keeps studies and dossiers, and who is asked."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot
from donghanh.programme.registers import access as registers
from donghanh.programme.research.models import Consultation, Dossier, Study

READ, RECORD, ANSWER, OVERSEE = "research.read", "research.record", "research.answer", "research.oversee"


def studies(actor: Actor) -> QuerySet[Study]:
    """Studies kept by the actor's bodies, tried at them, or of the province for its lead agency. Raises MayNot."""
    return Study.objects.filter(registers.seen(actor, read=READ, over=OVERSEE)).select_related("body")


def dossiers(actor: Actor) -> QuerySet[Dossier]:
    """Dossiers of the actor's bodies, those on which they are asked, all of the province for its lead agency. Raises MayNot."""
    own = registers.own_bodies(actor)
    asked = Consultation.objects.filter(body_id__in=own).values("dossier")
    return Dossier.objects.filter(registers.seen(actor, read=READ, over=OVERSEE, own=own) | Q(pk__in=asked)).select_related("body")


def study(actor: Actor, study_id: UUID, *, writes: bool = False) -> Study:
    """One study; to write, only of the own body. Raises MayNot, NotInReach."""
    found = studies(actor).filter(pk=study_id).first()
    registers.found(found)
    assert found is not None
    if writes:
        registers.check_is_keeper(actor, found.body_id, verb=RECORD)
    return found


def dossier(actor: Actor, dossier_id: UUID, *, writes: bool = False) -> Dossier:
    """One dossier; to write, only of the own body. Raises MayNot, NotInReach."""
    found = dossiers(actor).filter(pk=dossier_id).first()
    registers.found(found)
    assert found is not None
    if writes:
        registers.check_is_keeper(actor, found.body_id, verb=RECORD)
    return found


def dossier_to_carry_out(actor: Actor, dossier_id: UUID) -> Dossier:
    """One dossier that the actor's body keeps, or of his province for its lead agency: who was only asked gives nothing of it. Raises MayNot."""
    found = dossier(actor, dossier_id)
    if not carries_out(actor, found, own=registers.own_bodies(actor)):
        raise MayNot("Hồ sơ này do cơ quan khác giữ.", mend="Nhờ cơ quan đó giao nhiệm vụ.")
    return found


def carries_out(actor: Actor, found: Dossier, *, own: frozenset[int]) -> bool:
    """His body keeps it, or he oversees the province that it is of."""
    return found.body_id in own or (OVERSEE in actor.may and found.unit_id in actor.stat_unit_ids)


def asked(actor: Actor, consultation_id: UUID) -> Consultation:
    """A question to the actor's own body. Raises MayNot, NotInReach."""
    access.require_verb(actor, ANSWER)
    found = Consultation.objects.filter(pk=consultation_id, dossier__in=dossiers(actor)).select_related("body").first()
    registers.found(found)
    assert found is not None
    if found.body_id not in registers.own_bodies(actor):
        raise MayNot(f"Câu hỏi này gửi đến {found.body.name}.", mend="Để cơ quan đó trả lời.")
    return found
