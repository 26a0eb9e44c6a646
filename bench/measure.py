"""Program: measure the pages on the database of DATABASE_URL, as the web server's login; prints JSON.

Arguments: number of people, rounds, address of the owner, the signed-in officials as JSON.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

WARM = 5


def main(persons: str, rounds: str, owner: str, officials: str) -> None:
    """All pages, one after another."""
    django.setup()
    from django.conf import settings

    from bench.floor import Floor
    from bench.items import items, people
    from bench.site import Browser
    from config.wsgi import application

    settings.READING_BRAKE = {"hour": 10**6, "day": 10**6}  # an official of the bench opens more files in a minute than one may in a day

    signed_in: dict[str, Any] = json.loads(officials)
    police = signed_in["police"]
    browser = Browser(application, police["cookie"])
    floor, walled = Floor(owner, police, walled=False), Floor(_as_app(owner), police, walled=True)
    known = people(owner, police["unit"])
    results = []
    for item in items(browser, floor, walled, known, police["cookie"]):
        found = timed((item.ours, item.floor, item.walled), rounds=int(rounds), before=item.before)
        results.append({"name": item.name, "persons": int(persons), "budget": item.budget, **_told(*found)})
    print(json.dumps(results))


def timed(ways: tuple[Callable[[], None], ...], *, rounds: int, before: Callable[[], None] = lambda: None) -> list[list[tuple[float, float]]]:
    """(milliseconds, milliseconds of this process's own CPU) of each way, asked turn about; the first few rounds only warm up."""
    found: list[list[tuple[float, float]]] = [[] for _ in ways]
    gc.collect()
    for turn in range(rounds + WARM):
        before()
        for place, way in enumerate(ways):
            began, worked = time.perf_counter(), time.process_time()
            way()
            took = (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
            if turn >= WARM:
                found[place].append(took)
    return found


def quantile(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _told(ours: list[tuple[float, float]], floor: list[tuple[float, float]], walled: list[tuple[float, float]]) -> dict[str, float]:
    walls = [[wall for wall, _ in way] for way in (ours, floor, walled)]
    works = [quantile([work for _, work in way], 0.5) for way in (ours, floor, walled)]
    p50, floor_p50, walled_p50 = (quantile(values, 0.5) for values in walls)
    return {
        "p50_ms": p50,
        "p95_ms": quantile(walls[0], 0.95),
        "floor_p50_ms": floor_p50,
        "ratio": p50 / floor_p50,
        "walled_p50_ms": walled_p50,
        "walled_ratio": p50 / walled_p50,
        "cpu_p50_ms": works[0],
        "floor_cpu_p50_ms": works[1],
        "walled_cpu_p50_ms": works[2],
    }


def _as_app(owner: str) -> str:
    """The same database for the web server's own login."""
    from django.db import connection

    given = connection.settings_dict
    from psycopg.conninfo import make_conninfo

    return make_conninfo(owner, user=given["USER"], password=given["PASSWORD"] or None)


if __name__ == "__main__":
    main(*sys.argv[1:])
