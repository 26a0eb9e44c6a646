"""Where bars, dots and tiles stand: per cent of the time of a plan, tiles near the middle of each place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import cos, radians

from django.utils.translation import gettext as _

from donghanh.programme.roadmap.queries import Line, Road, Roadmap, SiteRow
from donghanh.programme.roadmap.queries.outlines import Rings
from donghanh.web.overview.tiling import grid, size
from donghanh.web.ui.helpers import ngay


@dataclass(frozen=True, slots=True)
class Bar:
    """A step in the time of its plan: start and width of its years, openings, today (None: outside); all in per cent."""

    start: float
    width: float
    openings: tuple[float, ...]
    today: float | None


@dataclass(frozen=True, slots=True)
class Tile:
    """One place of a step on the map: column, row, its number, and a shade that says the same as its mark."""

    c: int
    r: int
    name: str
    number: str
    mark: str
    shade: int
    origins: str = ""


MARKS = {"full": ("●", 4), "part": ("◐", 2), "none": ("○", 1), "open": ("–", 0)}
"""Shape and shade of a place: as many as planned, some, none, and nothing planned or standing."""


def bar(found: Roadmap, road: Road, *, on: date) -> Bar:
    """The step's years in those of the plan."""
    first, last = date(found.plan.from_year, 1, 1), date(found.plan.to_year + 1, 1, 1)
    start, end = date(road.from_year or found.plan.from_year, 1, 1), date((road.to_year or found.plan.to_year) + 1, 1, 1)
    opened = {row.on(on).opened_on for row in road.standing_now}
    dots = tuple(sorted(_at(day, first, last) for day in opened if day))
    today = _at(on, first, last) if on < last else None
    return Bar(_at(start, first, last), round(_at(end, first, last) - _at(start, first, last), 2), dots, today)


def _at(day: date, first: date, last: date) -> float:
    return round(min(max((day - first).days / (last - first).days * 100, 0), 100), 2)


def state(line: Line) -> str:
    """Key of MARKS."""
    n = len(line.reached)
    if line.planned is None:
        return "part" if n else "open"
    return "full" if n >= line.planned else "part" if n else "none"


def origin_words(row: SiteRow) -> str:
    """What a site was copied from, and since when; empty for one that was not."""
    if row.origin is None:
        return ""
    return _("nhân rộng từ %(name)s, quyết định ngày %(day)s") % {"name": row.origin[1], "day": ngay(row.decided_on)}


def _origins(line: Line) -> str:
    return "; ".join(origin_words(row) for row in (*line.reached, *line.coming) if row.origin)


def tiles(road: Road) -> tuple[tuple[Tile, ...], int, int]:
    """The places of a step that have a middle, with columns and rows of the map."""
    placed = [line for line in road.lines if line.spot and line.unit_id]
    spots = grid(tuple((line.unit_id or 0, *(line.spot or (None, None))) for line in placed))
    made = []
    for line in placed:
        mark, shade = MARKS[state(line)]
        number = str(len(line.reached)) if line.planned is None else f"{len(line.reached)}/{line.planned}"
        made.append(Tile(*spots[line.unit_id or 0], line.name, number, mark, shade, _origins(line)))
    return tuple(made), *size(len(placed))


@dataclass(frozen=True, slots=True)
class Shape:
    """One place drawn from its uploaded lines: an SVG path, its middle, and what a tile says."""

    path: str
    x: float
    y: float
    name: str
    number: str
    mark: str
    shade: int
    origins: str = ""


WIDTH = 600.0
"""Width of the drawn map in its own measure; the page makes it as wide as there is room."""


def shapes(road: Road, lines_of: dict[int, Rings]) -> tuple[tuple[Shape, ...], float]:
    """The places of a step that have lines, and the height of the map. Degrees are drawn square to the middle of the land."""
    drawn = [(line, lines_of[line.unit_id]) for line in road.lines if line.unit_id in lines_of]
    points = [point for _line, rings in drawn for ring in rings for point in ring]
    if not points:
        return (), 0
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    squeeze = cos(radians((south + north) / 2))
    scale = WIDTH / max((east - west) * squeeze, 0.001)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return round((point[0] - west) * squeeze * scale, 1), round((north - point[1]) * scale, 1)

    return tuple(_shape(line, [[at(point) for point in ring] for ring in rings]) for line, rings in drawn), round((north - south) * scale, 1)


def _shape(line: Line, rings: list[list[tuple[float, float]]]) -> Shape:
    path = " ".join("M" + "L".join(f"{x} {y}" for x, y in ring) + "Z" for ring in rings)
    widest = max(rings, key=lambda ring: max(x for x, _y in ring) - min(x for x, _y in ring))
    x, y = (round(sum(point[i] for point in widest) / len(widest), 1) for i in (0, 1))
    mark = state(line)
    number = str(len(line.reached)) if line.planned is None else f"{len(line.reached)}/{line.planned}"
    return Shape(path, x, y, line.name, number, mark, MARKS[mark][1], _origins(line))
