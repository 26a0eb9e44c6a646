"""Bodies at a place and who holds a function of the law there on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import connection
from django.db.models import Q

from donghanh.base.places.models import Coverage, FunctionHolder
from donghanh.base.places.queries.units import UnitRow, ancestors, several, there_on, unit_on, unit_row, unknown, vn_date
from donghanh.base.places.terms import BY_COVERAGE, OFFICES
from donghanh.kernel.errors import Cannot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that serves a place; distance: how many levels above the place it sits (0: at the place, or by coverage)."""

    id: int
    kind: str
    name: str
    short_name: str
    unit_id: int
    parent_id: int | None
    starts_on: date
    ends_before: date | None
    distance: int


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """Which kind of body and which office hold a function from a day on, with the article that says so."""

    function: str
    body_kind: str
    office: str
    starts_on: date
    citation: str
    confidence: str


@dataclass(frozen=True, slots=True)
class HolderRow:
    """The office and body that hold a function at a place on a day, with the article that says so."""

    function: str
    body_id: int
    body_name: str
    body_short: str
    body_kind: str
    office: str
    citation: str
    confidence: str

    @property
    def title(self) -> str:
        """ "Chủ tịch UBND xã Trảng Bom", "Trưởng Công an xã Trảng Bom", "Sở LĐTBXH tỉnh Đồng Nai"."""
        return f"{OFFICES.get(self.office, '')} {self.body_short}".strip()


_SERVING = """
with recursive up(id, parent_id, distance) as (
  select id, parent_id, 0 from places_unit where id = %(unit)s
  union all select p.id, p.parent_id, up.distance + 1 from places_unit p join up on p.id = up.parent_id
), serving as (
  select b.*, up.distance from places_body b join up on b.unit_id = up.id where not b.kind = any(%(by_coverage)s)
  union
  select b.*, 0 from places_coverage c join places_body b on b.id = c.body_id
  where c.unit_id = %(unit)s and c.starts_on <= %(on)s and (c.ends_before is null or c.ends_before > %(on)s)
)
select id, kind, name, short_name, unit_id, parent_id, starts_on, ends_before, distance from serving
where starts_on <= %(on)s and (ends_before is null or ends_before > %(on)s) and (%(kind)s::text is null or kind = %(kind)s)
order by distance, kind, id"""


def bodies_at(unit_id: int, on: date, *, kind: str | None = None) -> list[BodyRow]:
    """Bodies that serve this unit on this day, the nearest first: at the unit, above it, or by a list of communes."""
    with connection.cursor() as cursor:
        cursor.execute(_SERVING, {"unit": unit_id, "on": on, "kind": kind, "by_coverage": list(BY_COVERAGE)})
        return [BodyRow(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A body that serves a commune by a list, with where that was read. is_by_hand: an administrator set it, no source says it."""

    kind: str
    name: str
    starts_on: date
    citation: str
    is_by_hand: bool


def covering(unit_id: int, on: date) -> list[CoverRow]:
    """Bodies that serve this commune by a list of communes on this day."""
    found = Coverage.objects.filter(Q(ends_before=None) | Q(ends_before__gt=on), unit_id=unit_id, starts_on__lte=on).select_related("body")
    return [CoverRow(one.body.kind, one.body.name, one.starts_on, one.citation, one.confidence != "V") for one in found.order_by("body__kind", "id")]


def body_at(kind: str, unit_id: int, on: date) -> BodyRow:
    """The body of this kind that serves the place on this day.

    A unit that did not stand that day is followed to those that did. Raises Cannot where none is set, or they have different ones.
    """
    return _agreed(unit_row(unit_id), on, lambda unit: _the_body(kind, unit, on), lambda body: body.id)


def holder(function: str, unit_id: int, on: date) -> HolderRow:
    """Who holds a function of the law at this place on this day; a row for one place goes before the country's.

    A unit that did not stand that day is followed to those that did. Raises Cannot where nobody is set for that day,
    the body is not known yet, or the units of that day have different holders: never a guess.
    """
    above = ancestors(unit_id)
    if not above:
        raise unknown()

    def held_in(unit: UnitRow) -> HolderRow:
        return _holder_of(function, above if unit.id == unit_id else ancestors(unit.id), on)

    return _agreed(above[0], on, held_in, lambda row: (row.body_id, row.office))


def _agreed(unit: UnitRow, on: date, ask: Callable[[UnitRow], T], same: Callable[[T], object]) -> T:
    """What every unit that stood there answers, where all answer the same."""
    there = there_on(unit, on)
    answers = {same(answer): answer for answer in map(ask, there)}
    if len(answers) != 1:
        raise several(unit, there, on)
    return next(iter(answers.values()))


def _holder_of(function: str, above: list[UnitRow], on: date) -> HolderRow:
    """above: the unit and what lies above it, nearest first."""
    held = _nearest(above, on, function=function).get(function)
    if held is None:
        raise Cannot(f"Chưa thiết lập ai giữ thẩm quyền “{function}” vào ngày {vn_date(on)}.", mend="Nạp lại dữ liệu pháp luật hoặc hỏi quản trị.")
    return _row(held, _the_body(held.body_kind, above[0], on))


def bodies_followed(body_id: int) -> list[int]:
    """The body and every body that it has followed by today, as the row wall counts it: what was sent to one of them is its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            """with recursive line(id) as (
                 select %(body)s::int union
                 select f.former_body_id from line join places_followed f on f.successor_body_id = line.id and f."on" <= places_today())
               select id from line where id is not null""",
            {"body": body_id},
        )
        return [row[0] for row in cursor.fetchall()]


def holders_at(unit_id: int, on: date) -> list[tuple[FunctionRow, HolderRow | None]]:
    """Every function in force at this place on this day; None where the body that should hold it is not known."""
    unit = unit_on(unit_id, on)
    return holders_among(bodies_at(unit.id, on), ancestors(unit.id), on)


def holders_among(serving: list[BodyRow], above: list[UnitRow], on: date) -> list[tuple[FunctionRow, HolderRow | None]]:
    """`holders_at` for a caller that has read the serving bodies and the line of units already: one statement."""
    by_kind: dict[str, list[BodyRow]] = defaultdict(list)
    for body in serving:
        by_kind[body.kind].append(body)
    found = []
    for held in sorted(_nearest(above, on).values(), key=lambda row: row.function):
        nearest = _closest(by_kind[held.body_kind])
        found.append((held, _row(held, nearest[0]) if len(nearest) == 1 else None))
    return found


def _nearest(above: list[UnitRow], on: date, *, function: str | None = None) -> dict[str, FunctionRow]:
    """The row in force for each function: the one set nearest to the place goes before those above and the country's."""
    distance = {row.id: number for number, row in enumerate(above)} | {None: len(above)}
    rows = FunctionHolder.objects.filter(
        Q(unit=None) | Q(unit_id__in=[row.id for row in above]), Q(ends_before=None) | Q(ends_before__gt=on), starts_on__lte=on
    )
    if function:
        rows = rows.filter(function=function)
    nearest_last = sorted(rows, key=lambda row: (-distance[row.unit_id], row.starts_on))
    return {r.function: FunctionRow(r.function, r.body_kind, r.office, r.starts_on, r.citation, r.confidence) for r in nearest_last}


def _closest(bodies: list[BodyRow]) -> list[BodyRow]:
    return [body for body in bodies if body.distance == bodies[0].distance]


def _the_body(kind: str, unit: UnitRow, on: date) -> BodyRow:
    nearest = _closest(bodies_at(unit.id, on, kind=kind))
    if len(nearest) == 1:
        return nearest[0]
    if nearest:
        names = "; ".join(body.short_name for body in nearest)
        raise Cannot(f"Có {len(nearest)} cơ quan cùng loại phục vụ {unit.path}: {names}.", mend="Chỉ rõ cơ quan.")
    raise Cannot(
        f"Chưa thiết lập cơ quan loại “{kind}” phục vụ {unit.path} vào ngày {vn_date(on)}.",
        mend="Bổ sung cơ quan này (với tòa án khu vực: danh sách xã thuộc thẩm quyền) rồi làm lại.",
    )


def _row(held: FunctionRow, body: BodyRow) -> HolderRow:
    return HolderRow(held.function, body.id, body.name, body.short_name, body.kind, held.office, held.citation, held.confidence)
