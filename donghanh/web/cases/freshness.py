"""Before a list is shown: files computed with an older law or calendar, or answered by a health body, are computed anew."""

from __future__ import annotations

from donghanh.cases import memo
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass


def freshen(actor: Actor) -> None:
    """Two statements where nothing is stale, which is nearly always. Does nothing for a role that may not write legal rows."""
    if actor.writes(DataClass.LEGAL) and actor.unit_ids:
        memo.freshen(actor.unit_ids)
