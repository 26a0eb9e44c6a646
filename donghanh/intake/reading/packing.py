"""A checked row as text and back, for keeping it sealed until an official confirms it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from donghanh.intake.reading.check import Checked, Draft, Fault

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=lambda day: ["d", day.isoformat()])


def packed(row: Checked) -> str:
    """The row as JSON; dates as ["d", "1988-03-05"]."""
    faults = [(fault.row, fault.column, fault.value, fault.reason, fault.mend, fault.sheet) for fault in row.faults]
    return _ENCODER.encode([row.sheet, row.row, row.cells, _parts(row.draft), row.state, faults, row.notes, row.person_id])


def unpacked(text: str) -> Checked:
    """The row that `packed` made this text of."""
    sheet, number, cells, draft, state, faults, notes, person_id = json.loads(text)
    return Checked(sheet, number, [_cell(cell) for cell in cells], _draft(draft), state, [Fault(*fault) for fault in faults], notes, person_id)


def _parts(draft: Draft | None) -> list[Any] | None:
    if draft is None:
        return None
    birth = [draft.birth_year, draft.born_on]
    return [draft.full_name, draft.sex, *birth, draft.numbers, draft.homes, draft.other_name, draft.guardian_name]


def _draft(parts: list[Any] | None) -> Draft | None:
    if parts is None:
        return None
    name, sex, year, born_on, numbers, homes, other, guardian = parts
    return Draft(name, sex, year, _cell(born_on), tuple(map(tuple, numbers)), tuple(map(tuple, homes)), other, guardian)


def _cell(cell: Any) -> Any:
    return date.fromisoformat(cell[1]) if isinstance(cell, list) else cell
