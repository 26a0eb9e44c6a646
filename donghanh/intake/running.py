"""Long work on a list, from its first piece to its last; used by pages for short lists and by the worker for long ones.

`piece` is what each piece runs in: nothing inside a page (which has its transaction and scope), a scope of its own in the worker.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from uuid import UUID

from donghanh.intake import actions, asking, rules
from donghanh.intake.queries import drafts
from donghanh.intake.reading.check import Checked, Draft
from donghanh.intake.reading.duplicates import KnownPerson
from donghanh.intake.reading.preview import Preview
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput

Piece = Callable[[], AbstractContextManager[object]]


def read_large(*, actor: Actor, at: datetime, batch_id: UUID, piece: Piece = nullcontext) -> None:
    """Read a list that waits (state READING) to its verdict, or to the sentence why it cannot be read. Safe to repeat."""

    def known(rows: Sequence[Draft]) -> Mapping[int, KnownPerson]:
        with piece():
            answer = asked(rows)
            asking.note_asked(actor=actor, at=at, asked=asked)
            return answer

    with tempfile.TemporaryDirectory() as folder:
        with piece():
            asked = asking.begin_asking(actor=actor, at=at)
            batch = actions.begin_reading(actor=actor, at=at, batch_id=batch_id)
            path = drafts.written_file(batch, Path(folder))
        try:
            with piece():
                preview = drafts.preview_of(batch, path, today=drafts.day(at), known=known)
            _keep_all(preview, actor=actor, at=at, batch_id=batch_id, piece=piece)
        except BadInput as refusal:
            with piece():
                asking.note_asked(actor=actor, at=at, asked=asked)
                actions.give_up_reading(actor=actor, at=at, batch_id=batch_id, sentence=str(refusal))


def enter(*, actor: Actor, at: datetime, batch_id: UUID, piece: Piece = nullcontext) -> None:
    """Enter a confirmed list to its end. Safe to repeat."""
    more = True
    while more:
        with piece():
            more = actions.enter_piece(actor=actor, at=at, batch_id=batch_id)


def take_back(*, actor: Actor, at: datetime, batch_id: UUID, piece: Piece = nullcontext) -> None:
    """Take an undone list back to its end. Safe to repeat."""
    more = True
    while more:
        with piece():
            more = actions.undo_piece(actor=actor, at=at, batch_id=batch_id)


def _keep_all(preview: Preview, *, actor: Actor, at: datetime, batch_id: UUID, piece: Piece) -> None:
    first = 0
    gathered: list[Checked] = []
    for chunk in preview.chunks():
        gathered += chunk
        if len(gathered) >= rules.SMALL:
            with piece():
                share = int(100 * preview.share_read)
                actions.keep_piece(actor=actor, at=at, batch_id=batch_id, rows=gathered, first=first, progress=share)
            first, gathered = first + len(gathered), []
    with piece():
        actions.keep_piece(actor=actor, at=at, batch_id=batch_id, rows=gathered, first=first, progress=99)
        actions.end_reading(actor=actor, at=at, batch_id=batch_id, preview=preview)
