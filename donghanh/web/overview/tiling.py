"""A schematic map: each commune a tile near where it lies, none upon another. Pure; positions come from the middle of each commune."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, sqrt

Spot = tuple[int, int]
COLS, ROWS = 11, 12
_SPARE = 1.35
"""Empty tiles for every commune, so that neighbours stay neighbours."""


@lru_cache(maxsize=32)
def grid(units: tuple[tuple[int, float | None, float | None], ...]) -> dict[int, Spot]:
    """Unit id → (column, row), north above: the free tile nearest to its true place. units: (id, latitude, longitude)."""
    cols, rows = size(len(units))
    placed = [(unit_id, lat, lon) for unit_id, lat, lon in units if lat is not None and lon is not None]
    homes = _homes(placed, cols, rows)
    free = {(c, r) for c in range(cols) for r in range(rows)}
    found: dict[int, Spot] = {}
    for unit_id in sorted(homes, key=lambda one: (homes[one][1], homes[one][0], one)):
        found[unit_id] = _take(free, homes[unit_id])
    for unit_id, *_ in sorted(unit for unit in units if unit[0] not in homes):
        found[unit_id] = _take(free, (cols - 1, rows - 1))
    return found


def size(count: int) -> Spot:
    """Columns and rows for so many tiles."""
    cols = min(COLS, max(1, ceil(sqrt(count * _SPARE * COLS / ROWS))))
    return cols, max(1, ceil(count * _SPARE / cols))


def _homes(placed: list[tuple[int, float, float]], cols: int, rows: int) -> dict[int, tuple[float, float]]:
    if not placed:
        return {}
    lats, lons = [lat for _, lat, _ in placed], [lon for *_, lon in placed]
    tall, wide = (max(lats) - min(lats)) or 1, (max(lons) - min(lons)) or 1
    return {unit_id: ((lon - min(lons)) / wide * (cols - 1), (max(lats) - lat) / tall * (rows - 1)) for unit_id, lat, lon in placed}


def _take(free: set[Spot], home: tuple[float, float]) -> Spot:
    best = min(free, key=lambda spot: ((spot[0] - home[0]) ** 2 + (spot[1] - home[1]) ** 2, spot))
    free.remove(best)
    return best
