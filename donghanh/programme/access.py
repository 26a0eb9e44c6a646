"""Who reads plans and who loads them."""

from __future__ import annotations

from donghanh.kernel import access
from donghanh.kernel.actor import Actor


def check_may_read(actor: Actor) -> None:
    """Plans are read by those who read numbers. Raises MayNot."""
    access.require_verb(actor, "numbers.read")


def check_may_load(actor: Actor) -> None:
    """Loading is for the command line alone: no role of an official holds this right. Raises MayNot."""
    access.require_verb(actor, "plan.load")
