"""Who reads how long courts and health bodies take: who keeps files, and the bodies to which they are sent."""

from __future__ import annotations

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass


def require_times(actor: Actor) -> None:
    """Raises MayNot for a role that neither reads files nor answers those sent to it."""
    access.require_verb(actor, "case.read" if "case.read" in actor.may else "dossier.answer")


def reads(actor: Actor, data_class: DataClass) -> bool:
    """Whether rows of this class are shown; a role that may open the page and reads none of them is shown an empty part. Raises MayNot."""
    require_times(actor)
    return actor.reads(data_class)
