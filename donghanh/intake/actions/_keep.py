"""How a file and its rows are kept: sealed, in pieces, written with one statement a piece."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.db import connection

from donghanh.base.privacy import vault
from donghanh.intake.models import Batch, FilePart, Row
from donghanh.intake.reading.check import Checked
from donghanh.intake.reading.packing import packed
from donghanh.intake.reading.preview import Preview, SheetReport
from donghanh.intake.terms import BatchState

PIECE = 1024 * 1024
_INSERT = """insert into intake_row (batch_id, unit_id, place, state, sealed, person_id)
select %s, %s, * from unnest(%s::int[], %s::text[], %s::bytea[], %s::uuid[])"""


def keep_file(batch: Batch, path: Path) -> None:
    """Seal the file piece by piece."""
    with path.open("rb") as file:
        for number, piece in enumerate(iter(lambda: file.read(PIECE), b"")):
            sealed = vault.seal(batch.data_key, base64.b64encode(piece).decode(), context=f"intake/{batch.pk}/file/{number}")
            FilePart.objects.create(batch=batch, unit_id=batch.unit_id, number=number, sealed=sealed)


def keep_rows(batch: Batch, rows: Sequence[Checked], *, first: int) -> None:
    """Seal rows and write them; the first stands at this place of the list."""
    places = list(range(first, first + len(rows)))
    sealed = [sealed_row(batch, place, row) for place, row in zip(places, rows, strict=True)]
    with connection.cursor() as cursor:
        states, persons = [row.state for row in rows], [row.person_id or None for row in rows]
        cursor.execute(_INSERT, [batch.pk, batch.unit_id, places, states, sealed, persons])


def sealed_row(batch: Batch, place: int, row: Checked) -> bytes:
    return vault.seal(batch.data_key, packed(row), context=f"intake/{batch.pk}/{place}")


def sheet_words(sheets: Sequence[SheetReport]) -> list[dict]:
    """What was found on each sheet, as kept with the batch."""
    return [asdict(sheet) | {"columns": {place: column.name for place, column in sheet.columns.items()}} for sheet in sheets]


def clear(batch: Batch, at: datetime) -> None:
    """Throw file and drafts away; what the batch was stays."""
    FilePart.objects.filter(batch=batch).delete()
    Row.objects.filter(batch=batch).delete()
    batch.cleared_at = at


def settle(batch: Batch, preview: Preview) -> None:
    """The verdict of a finished reading."""
    batch.state, batch.progress = BatchState.CHECKED, 100
    batch.ready, batch.faulty, batch.duplicate = (preview.counts[state] for state in ("READY", "FAULTY", "DUPLICATE"))
    batch.sheets = sheet_words(preview.sheets)
