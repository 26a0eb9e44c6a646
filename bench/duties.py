"""Program: duties of 200,000 open files reckoned anew from their facts, beside the one statement that fetches those facts.

Run as the owner. Arguments: most files to take (0: all), worker processes. The floor is the plain statement (recount.FACTS) with its rows
taken as the driver gives them. Also told: the fold in one process, and CPU seconds, since on a busy machine the clock says little.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

BUDGET = 2.0


def main(most: str = "0", workers: str = "2") -> None:
    """Turn about, the floor first, after one turn that only warms up; the faster of two turns of each way."""
    django.setup()
    from donghanh.base.privacy.scope import as_jobs
    from donghanh.jobs.recounting import recount_in_parts

    with as_jobs():
        units = _units(int(most))
    ways: dict[str, Callable[[], Any]] = {
        "floor": lambda: _fetched(units),
        "alone": lambda: recount_in_parts(units, workers=1),
        "together": lambda: recount_in_parts(units, workers=int(workers)),
    }
    ways["floor"]()
    told: dict[str, list[tuple[float, float, Any]]] = {name: [] for name in ways}
    for _turn in range(2):
        for name, way in ways.items():
            told[name].append(_timed(way))
    best = {name: min(found, key=lambda one: one[0]) for name, found in told.items()}
    floor, alone, together = best["floor"][0], best["alone"][0], best["together"][0]
    result = {
        "name": f"duties of {best['alone'][2].files} open files", "persons": best["alone"][2].files, "budget": BUDGET,
        "counted": best["alone"][2].duties, "facts": best["floor"][2], "differing": len(best["alone"][2].differing), "workers": int(workers),
        "p50_ms": together * 1000, "p95_ms": max(one[0] for one in told["together"]) * 1000, "floor_p50_ms": floor * 1000,
        "ratio": together / floor, "alone_ratio": alone / floor, "floor_cpu_ms": best["floor"][1] * 1000, "alone_cpu_ms": best["alone"][1] * 1000,
    }  # fmt: skip
    print(json.dumps([result]))


def _timed(way: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the clock, seconds of this process's CPU, the answer."""
    began, worked = time.perf_counter(), time.process_time()
    answer = way()
    return time.perf_counter() - began, time.process_time() - worked, answer


def _units(most: int) -> list[int]:
    """Communes one after another until there are enough files."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select unit_id, count(*) from cases_case group by unit_id order by unit_id")
        found, total = [], 0
        for unit_id, count in cursor.fetchall():
            if most and total >= most:
                break
            found.append(unit_id)
            total += count
    return found


def _fetched(units: list[int]) -> int:
    """How many facts the statement gives, all of them taken."""
    from django.db import connection

    from donghanh.base.privacy.scope import as_jobs
    from donghanh.cases.recount import FACTS

    with as_jobs(), connection.cursor() as cursor:
        cursor.execute(FACTS, [units])
        return len(cursor.fetchall())


if __name__ == "__main__":
    main(*sys.argv[1:])
