"""The worker's part in lists: long ones read, entered and taken back, old drafts cleared. Plain functions; tasks.py makes jobs of them.

Each runs in the name of the officer who gave the order, with the rights he holds now, in a scope per piece.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.intake import actions, queries, running
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot

CLEANER = Actor(user_id=None, name="Dọn bản nháp quá hạn", role="system", may=frozenset({"intake.clear"}))


class CannotRun(Cannot):
    """The officer who gave the order no longer may."""


def read_batch(batch_id: UUID, *, at: datetime | None = None) -> None:
    """Read a long list to its verdict. Safe to repeat after a kill."""
    _run(running.read_large, batch_id, at or timezone.now(), "uploaded_by")


def confirm_batch(batch_id: UUID, *, at: datetime | None = None) -> None:
    """Enter a confirmed list to its end. Safe to repeat after a kill."""
    _run(running.enter, batch_id, at or timezone.now(), "confirmed_by")


def undo_batch(batch_id: UUID, *, at: datetime | None = None) -> None:
    """Take an undone list back to its end. Safe to repeat after a kill."""
    _run(running.take_back, batch_id, at or timezone.now(), "undone_by")


def clear_old_drafts(*, at: datetime | None = None) -> int:
    """Throw away files and drafts whose seven days are over; answers how many lists."""
    with as_jobs():
        return actions.clear_old(actor=CLEANER, at=at or timezone.now())


def _run(work: Callable[..., None], batch_id: UUID, at: datetime, by: str) -> None:
    with as_jobs():
        unit_id, user_id = queries.order_of(batch_id, by=by)
        actor = _officer(user_id, unit_id, at)
    work(actor=actor, at=at, batch_id=batch_id, piece=lambda: scope(actor))


def _officer(user_id: int | None, unit_id: int, at: datetime) -> Actor:
    on = timezone.localtime(at).date()
    for post in accounts.posts_of(user_id, on=on) if user_id else []:
        actor = accounts.actor_of(post, user_name=post.user.full_name, on=on)
        if post.user.is_active and "import.people" in actor.may and unit_id in actor.unit_ids:
            return actor
    raise CannotRun("Người giao việc này không còn quyền nhập danh sách của xã.", mend="Người đang phụ trách tải danh sách lên lại.")
