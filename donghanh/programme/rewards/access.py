"""Who reads, proposes, votes on and decides rewards."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme.registers import access as registers
from donghanh.programme.rewards.models import Proposal, Seat

READ, PROPOSE, VOTE, KEEP = "reward.read", "reward.propose", "reward.vote", "reward.keep"


def visible(actor: Actor) -> QuerySet[Proposal]:
    """Proposals of the actor's bodies, of the province for its lead agency, and those before a council in which he sits. Raises MayNot."""
    own = registers.own_bodies(actor)
    sits = Seat.objects.filter(body_id__in=own).values("council")
    return Proposal.objects.filter(registers.seen(actor, read=READ, over=KEEP, own=own) | Q(council__in=sits))


def to_read(actor: Actor, proposal_id: UUID) -> Proposal:
    """One proposal within reach. Raises MayNot, NotInReach."""
    found = visible(actor).select_related("criteria", "subject_body", "body", "council").filter(pk=proposal_id).first()
    registers.found(found)
    assert found is not None
    return found


def to_withdraw(actor: Actor, proposal_id: UUID) -> Proposal:
    """A proposal of the actor's own body. Raises MayNot, NotInReach."""
    found = to_read(actor, proposal_id)
    registers.check_is_keeper(actor, found.body_id, verb=PROPOSE)
    return found


def to_judge(actor: Actor, proposal_id: UUID) -> Proposal:
    """A proposal of the places whose rewards the actor keeps. Raises MayNot, NotInReach."""
    access.require_verb(actor, KEEP)
    found = to_read(actor, proposal_id)
    if found.unit_id not in actor.stat_unit_ids:
        raise NotInReach("Không tìm thấy đề nghị này.", mend="Mở lại từ danh sách.")
    return found


def to_vote(actor: Actor, proposal_id: UUID) -> Proposal:
    """A proposal within reach, for a role that votes; whether it has a seat is the rules' question. Raises MayNot, NotInReach."""
    access.require_verb(actor, VOTE)
    return to_read(actor, proposal_id)


def own_seat(actor: Actor, proposal: Proposal) -> int | None:
    """The seat of the actor in the council that votes on it; None where he has none."""
    own = registers.own_bodies(actor)
    return Seat.objects.filter(council_id=proposal.council_id, body_id__in=own).values_list("body_id", flat=True).first()
