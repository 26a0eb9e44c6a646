"""The other end of child.py: starts it on a file, passes its rows on, and turns its death into a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from donghanh.intake.reading import guard

Cell = str | int | float | bool | date | None
_ROOT = str(Path(__file__).resolve().parents[3])
_START = "import importlib, sys; sys.path.insert(0, sys.argv[1]); importlib.import_module(sys.argv[2]).main(sys.argv[3])"
_REFUSED = {"password": guard.with_password, "large": guard.too_large, "damaged": guard.damaged}
# All text of one file; a list of 100,000 people with 25 columns comes to about 50 MB.
MOST_TEXT = 300 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as the file names it; rows follow. height counts rows with blanks among them; merged: zero-based corners."""

    name: str
    is_table: bool
    is_visible: bool
    height: int
    merged: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: its number as Excel shows it, and its cells from column A on."""

    number: int
    cells: list[Cell]


def extract(path: Path, kind: str) -> Iterator[Sheet | Row]:
    """Each sheet, followed by its filled rows; in memory at no time more than some hundred rows. Raises BadInput.

    The file is opened only in a process of its own, with 512 MB of memory, 20 s of processor time, no network and no right to write.
    """
    with path.open("rb") as file, start("donghanh.intake.reading.child", kind, file) as child:
        try:
            yield from _passed_on(child)
        finally:
            child.kill()


def start(module: str, kind: str, file: IO[bytes]) -> subprocess.Popen[bytes]:
    """A process of its own that runs `main(kind)` of this module of ours on the file; the module gives up its rights itself."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter, fixed words, no shell
        [sys.executable, "-I", "-c", _START, _ROOT, module, kind], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    )


def _passed_on(child: subprocess.Popen[bytes]) -> Iterator[Sheet | Row]:
    seen = 0
    for line in child.stdout or ():
        seen += len(line)
        if seen > MOST_TEXT:
            raise guard.too_large()
        said = json.loads(line)
        if "refused" in said:
            raise _REFUSED[said["refused"]]()
        if "end" in said:
            return
        if "sheet" in said:
            merged = tuple(tuple(corners) for corners in said["merged"])
            yield Sheet(said["sheet"], said["table"], said["visible"], said["height"] or 0, merged)
        else:
            for number, cells in said["rows"]:
                yield Row(number, _with_dates(cells) if list in map(type, cells) else cells)
    # It fell silent without saying "end": ended by a signal, the limits of memory or time were reached; else it could not go on.
    raise guard.too_large() if child.wait() < 0 else guard.damaged()


def _with_dates(cells: list) -> list[Cell]:
    return [date.fromisoformat(cell[1]) if isinstance(cell, list) else cell for cell in cells]
