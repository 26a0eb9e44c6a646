"""What the actions share."""

from __future__ import annotations

from datetime import datetime

from donghanh.kernel.actor import Actor


def made(actor: Actor, at: datetime) -> dict[str, object]:
    """Who writes a row, and when."""
    return {"made_at": at, "made_by": actor.user_id or 0}
