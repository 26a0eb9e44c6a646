"""Program: the preview of a commune's workbook of 100,000 rows: rows a second and memory, beside reading the bare cells.

Arguments: number of people, file of the workbook, the signed-in officials as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django

BUDGET_ROWS = 1_700


def main(persons: str, workbook: str, officials: str) -> None:
    """Ours first, so that its memory is its own. Memory: the most held before, after, and by the child that reads the file."""
    django.setup()
    from python_calamine import CalamineWorkbook

    from donghanh.jobs.commands import import_people as command

    file, at, unit = Path(workbook), datetime.now(UTC), json.loads(officials)["police"]["unit"]
    before = _held(resource.RUSAGE_SELF)
    began, worked = time.perf_counter(), time.process_time()
    found = command.previewed(command.actor_for(unit), at, unit, file)
    took, work = time.perf_counter() - began, time.process_time() - worked
    after = _held(resource.RUSAGE_SELF)
    began = time.perf_counter()
    with file.open("rb") as source:
        cells = sum(len(row) for row in CalamineWorkbook.from_filelike(source).get_sheet_by_index(0).to_python())
    floor = time.perf_counter() - began
    rows = found["rows"]
    told = {
        "persons": int(persons),
        "name": f"import preview of {rows} rows",
        "budget_rows_per_second": BUDGET_ROWS,
        "p50_ms": took * 1000,
        "p95_ms": took * 1000,
        "floor_p50_ms": floor * 1000,
        "ratio": took / floor,
        "cpu_p50_ms": work * 1000,
        "rows_per_second": rows / took,
        "cells": cells,
        "faulty": found["faulty"],
        "memory_before_mb": before,
        "memory_after_mb": after,
        "children_mb": _held(resource.RUSAGE_CHILDREN),
    }
    print(json.dumps([told]))


def _held(whose: int) -> float:
    """Most memory held so far, in MB."""
    most = resource.getrusage(whose).ru_maxrss
    return most / 1024 if sys.platform != "darwin" else most / 1024**2


if __name__ == "__main__":
    main(*sys.argv[1:])
