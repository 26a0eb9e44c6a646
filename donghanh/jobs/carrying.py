"""On the day of a reorganisation the worker moves the files to the successor. Nobody waits for it: the successor reaches them anyway."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.places import queries as places
from donghanh.base.privacy.scope import as_jobs
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.succession import actions, queries

CARRIER = Actor(user_id=None, name="Chuyển hồ sơ", role="system", may=frozenset({"places.carry"}))


def carry_all(*, at: datetime, batch: int = actions.BATCH) -> int:
    """Move what still lies at units that are gone, so many records a transaction; returns how many.

    What is done stays done when the worker is killed; a change whose files all lie at their place costs one question.
    """
    with as_jobs():
        waiting = places.due(on=local_day(at))
    return sum(_carry(change_id, at, batch) for change_id in waiting)


def _carry(change_id: UUID, at: datetime, batch: int) -> int:
    count = 0
    while True:
        with as_jobs():
            if not queries.is_to_carry(change_id):
                return count
            moved = actions.carry(actor=CARRIER, at=at, change_id=change_id, most=batch)
        count += moved
