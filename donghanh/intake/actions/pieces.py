"""Reading a long list in pieces, each a transaction of its own, so that progress shows and a killed worker can begin again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.intake import access
from donghanh.intake.actions import _keep
from donghanh.intake.models import Batch, Row
from donghanh.intake.reading.check import Checked
from donghanh.intake.reading.preview import Preview
from donghanh.intake.rules import CannotEnter
from donghanh.intake.terms import BatchState
from donghanh.kernel.actor import Actor


def begin_reading(*, actor: Actor, at: datetime, batch_id: UUID) -> Batch:
    """Start, or start over: rows of an earlier attempt go."""
    with audit.recording(actor=actor, verb="intake.read", at=at, subject=str(batch_id)):
        batch = _being_read(actor, batch_id)
        Row.objects.filter(batch=batch).delete()
        batch.progress = 0
        batch.save()
        return batch


def keep_piece(*, actor: Actor, at: datetime, batch_id: UUID, rows: Sequence[Checked], first: int, progress: int) -> None:
    """Keep checked rows as drafts; progress in per cent."""
    with audit.recording(actor=actor, verb="intake.keep_piece", at=at, subject=str(batch_id)) as entry:
        batch = _being_read(actor, batch_id)
        _keep.keep_rows(batch, rows, first=first)
        batch.progress = min(progress, 99)
        batch.save(update_fields=["progress"])
        entry.changes = {"first": first, "rows": len(rows)}


def end_reading(*, actor: Actor, at: datetime, batch_id: UUID, preview: Preview) -> None:
    """The whole list is read: it waits for its officer."""
    with audit.recording(actor=actor, verb="intake.checked", at=at, subject=str(batch_id)) as entry:
        batch = _being_read(actor, batch_id)
        _keep.settle(batch, preview)
        batch.save()
        entry.changes = {"ready": batch.ready, "faulty": batch.faulty, "duplicate": batch.duplicate}


def give_up_reading(*, actor: Actor, at: datetime, batch_id: UUID, sentence: str) -> None:
    """The list turned out unreadable: nothing of it stays but this sentence."""
    with audit.recording(actor=actor, verb="intake.unreadable", at=at, subject=str(batch_id), reason=sentence):
        batch = _being_read(actor, batch_id)
        _keep.clear(batch, at)
        batch.state, batch.message = BatchState.UNREADABLE, sentence[:500]
        batch.save()


def _being_read(actor: Actor, batch_id: UUID) -> Batch:
    batch = access.batch_to_work(actor, batch_id)
    if batch.state != BatchState.READING:
        raise CannotEnter("Danh sách này không còn chờ đọc.", mend="Mở lại trang của đợt nhập để xem việc đã làm.")
    return batch
