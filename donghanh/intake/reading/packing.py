"""A checked row as text and back, for keeping it sealed until an official confirms it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from donghanh.intake.reading.check import Checked, Draft, Fault


def packed(row: Checked) -> str:
    """The row as JSON; dates as ["d", "1988-03-05"]."""
    whole = asdict(row) | {"cells": [_out(cell) for cell in row.cells]}
    if row.draft:
        whole["draft"]["born_on"] = row.draft.born_on.isoformat() if row.draft.born_on else None
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Checked:
    """The row that `packed` made this text of."""
    whole: dict[str, Any] = json.loads(text)
    draft = whole.pop("draft")
    cells = [date.fromisoformat(cell[1]) if isinstance(cell, list) else cell for cell in whole.pop("cells")]
    faults = [Fault(**fault) for fault in whole.pop("faults")]
    return Checked(**whole, cells=cells, faults=faults, draft=_draft(draft) if draft else None)


def _draft(kept: dict[str, Any]) -> Draft:
    pairs = {name: tuple((kind, words) for kind, words in kept.pop(name)) for name in ("numbers", "homes")}
    born = kept.pop("born_on")
    return Draft(**kept, **pairs, born_on=date.fromisoformat(born) if born else None)


def _out(cell: object) -> object:
    return ["d", cell.isoformat()] if isinstance(cell, date) else cell
