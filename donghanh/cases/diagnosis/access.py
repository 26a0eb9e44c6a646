"""Who writes down a determination and reads it: the health body that was asked, and nobody beside it."""

from __future__ import annotations

from uuid import UUID

from donghanh.cases import access as cases
from donghanh.cases.models import Referral
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass


def require_examiner(actor: Actor) -> None:
    """One who records determinations at a health body. Raises MayNot."""
    access.require_verb(actor, "determination.record")
    access.require_write(actor, DataClass.DETERMINATION)


def referral_here(actor: Actor, referral_id: UUID) -> Referral:
    """A request sent to the actor's own health body, or one that it followed. Raises NotInReach, MayNot."""
    require_examiner(actor)
    return cases.referral_to_answer(actor, referral_id)
