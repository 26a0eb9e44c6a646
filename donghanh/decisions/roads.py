"""The two roads of a decision: of a place, and of a facility with which the file lies (`held`). They differ in what is read, not in their steps."""

from __future__ import annotations

from datetime import datetime

from donghanh.decisions import drawing
from donghanh.decisions.held import drawing as held
from donghanh.decisions.models import Decision
from donghanh.kernel.actor import Actor


def redrawn(decision: Decision, *, actor: Actor, at: datetime) -> drawing.Redrawn:
    """The unsigned decision as signing it now would print it; where that fails, the stored letter, no longer current."""
    return held.redrawn(decision, actor=actor, at=at) if decision.passage_id else drawing.redrawn(decision, actor=actor, at=at)
