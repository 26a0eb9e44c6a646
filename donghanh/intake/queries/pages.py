"""What the pages of lists show: frozen rows, cells half hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from donghanh.intake import access, rules
from donghanh.intake.models import Batch, Row
from donghanh.intake.queries import drafts
from donghanh.intake.reading import values
from donghanh.intake.reading.check import Checked
from donghanh.intake.reading.columns import Column
from donghanh.intake.terms import BatchState, RowState
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.people.models import Person

PAGE = 50
NOT_ENTERED = (RowState.FAULTY, RowState.DUPLICATE)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One list in the table of lists."""

    id: UUID
    filename: str
    state: str
    state_word: str
    rows: int
    ready: int
    faulty: int
    duplicate: int
    entered: int
    uploaded_at: datetime
    uploaded_by_name: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One thing to mend. person_id: the record the row may be of, "" where there is none to show."""

    sheet: str
    row: int
    state: str
    column: str
    value: str
    reason: str
    mend: str
    person_id: str


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One row that can be entered, half hidden."""

    sheet: str
    row: int
    name: str
    birth_year: str
    numbers: str
    notes: tuple[str, ...]
    person_id: str


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """One person a list made, half hidden. place: where he stood in the list, from 1."""

    place: int
    name: str
    birth_year: int
    person_id: UUID


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What was found on one sheet; columns: (zero-based place, title in the file, name in Column or "")."""

    name: str
    skipped: str
    header_row: int
    rows: int
    not_people: tuple[tuple[int, str], ...]
    columns: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class BatchSheet:
    """The page of one list. until: when drafts are cleared, or when it can no longer be taken back."""

    line: BatchLine
    size: int
    progress: int
    message: str
    sheets: tuple[SheetLine, ...]
    kept: int
    until: datetime | None
    may_work: bool
    can_enter: bool
    can_undo: bool
    can_map: bool
    can_cancel: bool


def batches(actor: Actor, *, limit: int = 50) -> tuple[BatchLine, ...]:
    """The newest lists of the actor's places."""
    return tuple(_line(batch) for batch in access.visible(actor).order_by("-uploaded_at")[:limit])


def batch_sheet(actor: Actor, batch_id: UUID, *, at: datetime) -> BatchSheet:
    """One list with all that can be done about it now."""
    batch = access.batch_to_read(actor, batch_id)
    may_work = holds(access.check_may_import, actor, batch.unit_id)
    kept = Row.objects.filter(batch=batch, state=RowState.KEPT).count() if batch.state == BatchState.UNDONE else 0
    waiting = batch.state in (BatchState.CHECKED, BatchState.READING)
    until = rules.last_day_to_undo(batch.confirmed_at) if batch.confirmed_at else rules.drafts_end(batch.uploaded_at) if waiting else None
    return BatchSheet(
        line=_line(batch),
        size=batch.size,
        progress=batch.progress,
        message=batch.message,
        sheets=tuple(_sheet(sheet) for sheet in batch.sheets),
        kept=kept,
        until=until,
        may_work=may_work,
        can_enter=may_work and batch.state == BatchState.CHECKED and batch.ready > 0,
        can_undo=may_work and batch.state == BatchState.CONFIRMED and until is not None and at < until,
        can_map=may_work and batch.state == BatchState.CHECKED,
        can_cancel=may_work and waiting,
    )


def not_entered(actor: Actor, batch_id: UUID, *, page: int = 1) -> tuple[list[FaultLine], int]:
    """Faults of one page of 50 rows, and how many such pages there are."""
    batch = access.batch_to_read(actor, batch_id)
    rows = Row.objects.filter(batch=batch, state__in=NOT_ENTERED, sealed__gt=b"").order_by("place")
    some, pages = _paged(rows, page)
    opened = [(row, drafts.opened_row(batch, row)) for row in some]
    return [_fault_line(row, checked, index) for row, checked in opened for index in range(len(checked.faults))], pages


def waiting(actor: Actor, batch_id: UUID, *, page: int = 1) -> tuple[list[ReadyLine], int]:
    """One page of 50 rows that can be entered, and how many such pages there are."""
    batch = access.batch_to_read(actor, batch_id)
    some, pages = _paged(Row.objects.filter(batch=batch, state=RowState.READY).order_by("place"), page)
    return [_ready_line(drafts.opened_row(batch, row)) for row in some], pages


def entered(actor: Actor, batch_id: UUID, *, page: int = 1) -> tuple[list[EnteredLine], int]:
    """One page of 50 people this list made, in its order, and how many such pages there are; who is no longer within reach is left out."""
    batch = access.batch_to_read(actor, batch_id)
    rows, pages = _paged(Row.objects.filter(batch=batch, state=RowState.ENTERED).order_by("place"), page)
    people = Person.objects.filter(unit_id__in=actor.unit_ids).in_bulk([row.person_id for row in rows])
    return [_entered_line(row, people[row.person_id]) for row in rows if row.person_id in people], pages


def persons_of(actor: Actor, batch_id: UUID, *, state: str, limit: int = PAGE) -> list[UUID]:
    """Ids of the people a list made (state ENTERED), or that stayed when it was taken back (KEPT)."""
    batch = access.batch_to_read(actor, batch_id)
    return list(Row.objects.filter(batch=batch, state=state).order_by("place").values_list("person_id", flat=True)[:limit])


def rows_to_give_back(actor: Actor, batch_id: UUID) -> tuple[dict[str, dict[int, str]], Iterator[Checked]]:
    """Everything the faults file needs: titles by sheet and column, and each row not entered, complete, in the file's order."""
    batch = access.batch_to_read(actor, batch_id)
    titles = {sheet["name"]: {int(place): title for place, title in sheet["titles"].items()} for sheet in batch.sheets}
    rows = Row.objects.filter(batch=batch, state__in=NOT_ENTERED, sealed__gt=b"").order_by("place")
    return titles, (drafts.opened_row(batch, row) for row in rows.iterator(chunk_size=500))


def _line(batch: Batch) -> BatchLine:
    return BatchLine(
        id=batch.pk,
        filename=batch.filename,
        state=batch.state,
        state_word=str(BatchState(batch.state).label),
        rows=batch.ready + batch.faulty + batch.duplicate,
        ready=batch.ready,
        faulty=batch.faulty,
        duplicate=batch.duplicate,
        entered=batch.entered,
        uploaded_at=batch.uploaded_at,
        uploaded_by_name=batch.uploaded_by_name,
    )


def _sheet(kept: dict) -> SheetLine:
    places = sorted({int(place) for place in [*kept["titles"], *kept["columns"]]})
    columns = tuple((place, kept["titles"].get(str(place), ""), kept["columns"].get(str(place), "")) for place in places)
    not_people = tuple((number, why) for number, why in kept["not_people"])
    return SheetLine(kept["name"], kept["skipped"], kept["header_row"], kept["rows"], not_people, columns)


def _paged(rows, page: int):
    pages = max(-(-rows.count() // PAGE), 1)
    start = (min(max(page, 1), pages) - 1) * PAGE
    return list(rows[start : start + PAGE]), pages


def _fault_line(row: Row, checked: Checked, index: int) -> FaultLine:
    fault = checked.faults[index]
    value = fault.value
    if checked.draft and not value:
        value = f"{values.half_hidden(Column.FULL_NAME, checked.draft.full_name)}, {checked.draft.birth_year}"
    return FaultLine(checked.sheet, checked.row, row.state, fault.column, value, fault.reason, fault.mend, checked.person_id)


def _entered_line(row: Row, person: Person) -> EnteredLine:
    return EnteredLine(row.place + 1, values.half_hidden(Column.FULL_NAME, person.full_name), person.birth_year, person.pk)


def _ready_line(checked: Checked) -> ReadyLine:
    draft = checked.draft
    assert draft is not None
    numbers = ", ".join(values.half_hidden(Column.IDENTITY, number) for _, number in draft.numbers)
    name = values.half_hidden(Column.FULL_NAME, draft.full_name)
    return ReadyLine(checked.sheet, checked.row, name, str(draft.birth_year), numbers, tuple(checked.notes), checked.person_id)


def order_of(batch_id: UUID, *, by: str) -> tuple[int, int | None]:
    """Place of a list and who gave the order (by: uploaded_by, confirmed_by or undone_by). For the worker, inside its own role."""
    unit_id, user_id = Batch.objects.values_list("unit_id", by).get(pk=batch_id)
    return unit_id, user_id
