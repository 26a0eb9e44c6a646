"""After a new edition of the law or the calendar: files are computed anew by the worker, so that no first visitor waits for a whole commune."""

from __future__ import annotations

from donghanh.base.privacy.scope import as_jobs
from donghanh.cases import memo

BATCH = 100


def freshen_all(*, batch: int = BATCH) -> int:
    """Commune after commune, so many files a transaction; returns how many.

    What is done stays done when the worker is killed: the next run goes on behind it. Files somebody holds are left for that run too.
    """
    with as_jobs():
        units = memo.stale_units()
    return sum(_freshen(unit, batch) for unit in units)


def _freshen(unit_id: int, batch: int) -> int:
    count = 0
    while True:
        with as_jobs():
            done = memo.freshen([unit_id], limit=batch)
        count += done
        if done < batch:
            return count
