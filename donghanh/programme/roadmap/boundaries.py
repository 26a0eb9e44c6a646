"""Reading a file of boundaries: GeoJSON (RFC 7946) with the code of each commune or former district. Pure; a map needs no finer line than 100 m."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from donghanh.kernel.errors import BadInput

LONGEST_FILE = 6 * 1024 * 1024
"""A province of 150 communes with 1,000 points each at full precision. Reading takes five times its size, a hostile file twenty times (measured)."""
MOST_UNITS = 400
CODES = ("code", "ma", "ma_xa", "maxa", "ma_dvhc", "ma_huyen")
"""Names of the property that holds a unit's code, small letters; the first that is there counts."""
MOST_POINTS, LONGEST_CODE = 300, 10
LAND = (102.0, 6.0, 118.0, 24.0)
"""Degrees of longitude and latitude within which Viet Nam and its islands lie: west, south, east, north."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """The outer lines of one unit: rings of (longitude, latitude), closed."""

    code: str
    rings: tuple[tuple[Point, ...], ...]


def read(content: bytes) -> tuple[Outline, ...]:
    """The outlines of a file. Raises BadInput, naming the feature and the mend, for anything that is not what it should be."""
    if len(content) > LONGEST_FILE:
        raise BadInput("Tệp lớn quá 6 MB.", mend="Giản lược đường ranh đến khoảng 100 m rồi tải lại.", field="file")
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadInput("Tệp này không phải GeoJSON.", mend="Xuất lại từ phần mềm bản đồ dạng GeoJSON, hệ toạ độ WGS 84.", field="file") from None
    features = told.get("features") if isinstance(told, dict) and told.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features:
        raise BadInput("Tệp không có địa bàn nào.", mend="Cần một FeatureCollection, mỗi Feature một địa bàn.", field="file")
    if len(features) > MOST_UNITS:
        raise BadInput(f"Tệp có {len(features)} địa bàn, nhiều quá {MOST_UNITS}.", mend="Chỉ xuất địa bàn của tỉnh.", field="file")
    found = tuple(_outline(one, n) for n, one in enumerate(features, start=1))
    if twice := next((code for code, times in Counter(one.code for one in found).items() if times > 1), None):
        raise BadInput(f"Mã {twice} có hai lần.", mend="Gộp các phần của một địa bàn thành một MultiPolygon.", field="file")
    return found


def _outline(feature: Any, n: int) -> Outline:
    about = feature.get("properties") if isinstance(feature, dict) else None
    named = {str(key).casefold(): value for key, value in about.items()} if isinstance(about, dict) else {}
    said = next((named[key] for key in CODES if named.get(key) not in (None, "")), "")
    code = str(said).strip() if isinstance(said, str | int) else ""
    if not (code.isdecimal() and len(code) <= LONGEST_CODE):
        raise BadInput(f"Địa bàn thứ {n} không có mã.", mend=f"Mỗi địa bàn cần một thuộc tính {', '.join(CODES[:3])} ghi mã đơn vị.", field="file")
    shape = feature.get("geometry")
    shape = shape if isinstance(shape, dict) else {}
    kind, lines = shape.get("type"), shape.get("coordinates")
    polygons = [lines] if kind == "Polygon" else lines if kind == "MultiPolygon" else None
    try:
        rings = tuple(_ring(polygon[0]) for polygon in polygons or ())
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        rings = ()
    if not rings:
        raise BadInput(f"Địa bàn mã {code} không có đường ranh đọc được.", mend="Cần Polygon hoặc MultiPolygon, toạ độ WGS 84.", field="file")
    return Outline(code, rings)


def _ring(line: list[Any]) -> tuple[Point, ...]:
    """One outer ring with at most MOST_POINTS points. Raises ValueError outside of Viet Nam or with fewer than four."""
    points = [(round(float(point[0]), 3), round(float(point[1]), 3)) for point in line]
    if len(points) < 4 or not all(LAND[0] <= x <= LAND[2] and LAND[1] <= y <= LAND[3] for x, y in points):
        raise ValueError
    step = max(1, -(-len(points) // MOST_POINTS))
    kept = list(_unlike(points[::step]))
    return (*kept, kept[0]) if kept[0] != kept[-1] else tuple(kept)


def _unlike(points: list[Point]) -> Iterator[Point]:
    last = None
    for point in points:
        if point != last:
            yield point
        last = point
