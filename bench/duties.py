"""Program: duties of a province reckoned anew from its facts, beside the one statement that fetches those facts.

Run as the owner. Arguments: number of people, most files to take (0: all), worker processes. CPU seconds of the one-process way are told
too, since on a busy machine the clock says little.
"""

from __future__ import annotations

import json
import sys
import time

import django

BUDGET = 2.0


def main(persons: str, most: str = "0", workers: str = "2") -> None:
    """Communes one after another until there are enough files."""
    django.setup()
    from donghanh.base.privacy.scope import as_jobs
    from donghanh.jobs.recounting import recount_in_parts

    with as_jobs():
        units = _units(int(most))
        _fetched(units)  # so that neither way is the first to touch the pages
        wall, cpu, facts = _fetched(units)
    began, worked = time.perf_counter(), time.process_time()
    alone = recount_in_parts(units, workers=1)
    alone_wall, alone_cpu = time.perf_counter() - began, time.process_time() - worked
    began = time.perf_counter()
    recount_in_parts(units, workers=int(workers))
    together = time.perf_counter() - began
    told = {
        "name": "duties reckoned anew", "persons": int(persons), "budget": BUDGET, "files": alone.files, "facts": facts,
        "differing": len(alone.differing), "floor_p50_ms": wall * 1000, "floor_cpu_ms": cpu * 1000, "alone_ms": alone_wall * 1000,
        "alone_cpu_ms": alone_cpu * 1000, "p50_ms": together * 1000, "workers": int(workers), "ratio": together / wall,
        "alone_ratio": alone_wall / wall,
    }  # fmt: skip
    print(json.dumps([told]))


def _units(most: int) -> list[int]:
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


def _fetched(units: list[int]) -> tuple[float, float, int]:
    """Wall and CPU seconds of the statement with its rows taken, and how many rows."""
    from django.db import connection

    from donghanh.cases.recount import FACTS

    began, worked = time.perf_counter(), time.process_time()
    with connection.cursor() as cursor:
        cursor.execute(FACTS, [units])
        rows = len(cursor.fetchall())
    return time.perf_counter() - began, time.process_time() - worked, rows


if __name__ == "__main__":
    main(*sys.argv[1:])
