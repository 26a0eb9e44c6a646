"""What is kept of a list, opened again: its file, its rows, and how its file is to be read."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone

from donghanh.base.places import queries as places
from donghanh.base.privacy import vault
from donghanh.intake import access, rules
from donghanh.intake.models import Batch, FilePart, Row
from donghanh.intake.reading.check import Checked, Draft
from donghanh.intake.reading.columns import Column
from donghanh.intake.reading.duplicates import Known, KnownPerson
from donghanh.intake.reading.packing import unpacked
from donghanh.intake.reading.preview import HandMap, Preview
from donghanh.intake.reading.values import plain_unit
from donghanh.kernel.actor import Actor
from donghanh.people import queries as people
from donghanh.people.queries import Wanted
from donghanh.people.rules import Number


def day(at: datetime) -> date:
    """The day in Viet Nam at this moment."""
    return timezone.localtime(at).date()


def unit_names(unit_id: int) -> frozenset[str]:
    """Every name under which rows may name this commune: today's and those of the units that went into it."""
    names = [places.unit_row(unit_id).name, *(kin.unit.name for kin in places.predecessors(unit_id))]
    return frozenset(plain_unit(name) for name in names)


@dataclass
class Asked:
    """The question "who of these is known already?", asked in the actor's name; remembers which other places answered, for how many rows.

    room: for how many rows they may. Raises TooManyElsewhere above it, before any of the rows is shown; who asked notes it all the same.
    """

    actor: Actor
    room: int | None = None
    places: set[int] = field(default_factory=set)
    rows: int = 0
    noted: int = 0

    def __call__(self, drafts: Sequence[Draft]) -> Mapping[int, KnownPerson]:
        wanted = [Wanted(draft.full_name, draft.birth_year, tuple(Number(*number) for number in draft.numbers)) for draft in drafts]
        found = people.match_many(self.actor, wanted)
        for match in found.values():
            self.places.update(match.elsewhere)
            self.rows += bool(match.elsewhere)
        if self.room is not None and self.rows > self.room:
            raise rules.TooManyElsewhere()
        return {place: KnownPerson(f"Có thể đã có hồ sơ: {match.reason}.", str(match.person_id or "")) for place, match in found.items()}


def preview_for(asked: Asked, unit_id: int, path: Path, filename: str, *, on: date) -> Preview:
    """What would become of a file's rows in this commune; nothing is kept. To be read to its end inside the scope of who asks (note_asked)."""
    access.check_may_import(asked.actor, unit_id)
    return Preview(path, filename, today=on, unit_names=unit_names(unit_id), known=asked)


def preview_of(batch: Batch, path: Path, *, today: date, known: Known) -> Preview:
    """The preview of this batch's file, with the columns an officer set by hand where he did."""
    by_hand = {
        sheet: HandMap(hand["header_row"], {int(place): Column[name] for place, name in hand["columns"].items()})
        for sheet, hand in batch.by_hand.items()
    }
    return Preview(path, batch.filename, today=today, unit_names=unit_names(batch.unit_id), known=known, by_hand=by_hand)


def written_file(batch: Batch, folder: Path) -> Path:
    """The file as it was uploaded, written into a private folder of the caller's."""
    path = folder / "list"
    with path.open("wb") as file:
        for part in FilePart.objects.filter(batch=batch).order_by("number").iterator(chunk_size=4):
            text = vault.open_sealed(batch.data_key, part.sealed, context=f"intake/{batch.pk}/file/{part.number}")
            file.write(base64.b64decode(text))
    return path


def opened_row(batch: Batch, row: Row) -> Checked:
    """The draft of a row that was not entered yet."""
    return unpacked(vault.open_sealed(batch.data_key, row.sealed, context=f"intake/{batch.pk}/{row.place}"))
