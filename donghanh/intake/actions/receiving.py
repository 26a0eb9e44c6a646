"""Taking a list in: read and checked before anything of it is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.base.privacy import vault
from donghanh.intake import access, rules
from donghanh.intake.actions import _keep
from donghanh.intake.asking import asking
from donghanh.intake.models import Batch, Row
from donghanh.intake.queries import drafts
from donghanh.intake.queries.drafts import Asked
from donghanh.intake.reading.check import Checked
from donghanh.intake.reading.columns import NAMES, Column
from donghanh.intake.reading.preview import NoHeader
from donghanh.intake.terms import BatchState
from donghanh.kernel.actor import Actor


def receive(*, actor: Actor, at: datetime, unit_id: int, filename: str, path: Path) -> Batch:
    """Take in the list of one commune. A list of up to 2,000 rows is checked at once (state CHECKED); a longer one is kept
    sealed for the worker (READING, see running.read_large).

    Raises BadInput with one sentence for a file that cannot be read; then nothing of it is kept. A file above 2 MB is only looked
    at from outside here; the worker reads it, and clears it away with the sentence where it cannot. A file whose header nobody
    recognises is kept: its columns can be named by hand (read_again).
    """
    with asking(actor=actor, at=at) as asked, audit.recording(actor=actor, verb="intake.receive", at=at, unit_id=unit_id) as entry:
        access.check_may_import(actor, unit_id)
        batch = Batch(
            unit_id=unit_id,
            filename=Path(filename).name[:200],
            size=path.stat().st_size,
            data_key=vault.new_person_key(),
            uploaded_by=actor.user_id,
            uploaded_by_name=actor.name,
            uploaded_at=at,
        )
        rows = _examined(batch, asked, at, path)
        batch.save(force_insert=True)
        _keep.keep_file(batch, path)
        _keep.keep_rows(batch, rows, first=0)
        entry.subject, entry.changes = str(batch.pk), {"size": batch.size, "state": batch.state, "ready": batch.ready, "faulty": batch.faulty}
        return batch


def read_again(*, actor: Actor, at: datetime, batch_id: UUID, by_hand: Mapping[str, tuple[int, Mapping[int, str]]]) -> Batch:
    """Read a waiting list once more with columns set by hand: sheet name → (header row, zero-based column → name in Column)."""
    with asking(actor=actor, at=at) as asked, audit.recording(actor=actor, verb="intake.read_again", at=at, subject=str(batch_id)) as entry:
        batch = access.batch_to_work(actor, batch_id)
        rules.check_can_read_again(state=batch.state, cleared=batch.cleared_at is not None)
        for _, columns in by_hand.values():
            rules.check_columns(columns, known=frozenset(Column.__members__), names=frozenset(column.name for column in NAMES))
        batch.by_hand = {sheet: {"header_row": header, "columns": dict(columns)} for sheet, (header, columns) in by_hand.items()}
        Row.objects.filter(batch=batch).delete()
        with tempfile.TemporaryDirectory() as folder:
            rows = _examined(batch, asked, at, drafts.written_file(batch, Path(folder)))
        batch.save()
        _keep.keep_rows(batch, rows, first=0)
        entry.changes = {"state": batch.state, "ready": batch.ready, "faulty": batch.faulty}
        return batch


def cancel(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Throw away a list that was not entered."""
    with audit.recording(actor=actor, verb="intake.cancel", at=at, subject=str(batch_id)):
        batch = access.batch_to_work(actor, batch_id)
        rules.check_can_cancel(state=batch.state)
        _keep.clear(batch, at)
        batch.state = BatchState.CANCELLED
        batch.save()


def _examined(batch: Batch, asked: Asked, at: datetime, path: Path) -> Sequence[Checked]:
    """Rows of a short list, with the batch's verdict set; none of a long one, which then waits for the worker."""
    preview = drafts.preview_of(batch, path, today=drafts.day(at), known=asked)
    rows: list[Checked] = []
    batch.state, batch.progress, batch.message = BatchState.READING, 0, ""
    if batch.size > rules.SMALL_FILE:
        return rows
    chunks = preview.chunks()
    try:
        for chunk in chunks:
            rows += chunk
            if len(rows) > rules.SMALL:
                return []
    except NoHeader as refusal:
        batch.message = str(refusal)
    finally:
        chunks.close()
    _keep.settle(batch, preview)
    return rows


def note_given_back(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Log that the rows not entered were handed out as a file, identities in full."""
    with audit.recording(actor=actor, verb="intake.give_back", at=at, subject=str(batch_id)) as entry:
        batch = access.batch_to_read(actor, batch_id)
        entry.changes = {"rows": batch.faulty + batch.duplicate}
