"""Finding a unit by what an officer types: old or new name, with or without marks and kind word, on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from donghanh.base.places.names import key, readings
from donghanh.base.places.queries.units import COLUMNS, Kin, UnitRow, standing, vn_date
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import tidy

EXACT, OTHER_KIND, BEGINS, HOLDS, NEAR = range(5)
"""How well a name fits: the whole name (and its kind), the name of another kind, its beginning, a part, nearly so spelt."""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit whose name fits, and what stands there on the day asked for.

    as_written: the name fits with its marks too. now: the unit itself, or what it became (or, before it began, what it came from).
    needs_choice: several, a person must pick.
    """

    unit: UnitRow
    fit: int
    as_written: bool
    now: tuple[Kin, ...]
    note: str = ""

    @property
    def needs_choice(self) -> bool:
        return len(self.now) != 1

    @property
    def answer(self) -> UnitRow | None:
        """The one unit that stands there on the day; None where a person must choose."""
        return self.now[0].unit if len(self.now) == 1 else None


_FIND = f"""
with named as materialized (
  select {{fit}} as fit, {{near}} as near, %(typed)s like '%%' || lower(name) as as_written, u.* from places_unit u
  where level <> 'COUNTRY' and {{where}} and (%(level)s::text is null or level = %(level)s)
)
select fit, as_written, {COLUMNS} from named u
where (%(under)s::int is null or id in (
    with recursive around as (
      select id from places_unit where id = %(under)s
      union select predecessor_id from places_unitsuccession where successor_id = %(under)s
      union select c.id from places_unit c join around a on c.parent_id = a.id)
    select id from around))
  {{context}}
order by fit, not as_written, not (starts_on <= %(on)s and (ends_before is null or ends_before > %(on)s)), near desc, level, folded, folded_path, id
limit %(limit)s"""

_BY_NAME = {
    "fit": """case when folded = %(whole)s or (folded = %(name)s and kind = %(kind)s) then 0 when folded = %(name)s then 1
      when folded like %(whole)s || '%%' or (folded like %(name)s || '%%' and kind = %(kind)s) then 2 else 3 end""",
    "where": """(folded = any(array[%(whole)s, %(name)s]) or folded like %(name)s || '%%'
      or (length(%(name)s) >= 3 and folded like '%%' || %(name)s || '%%'))""",
    "near": "0",
}
_BY_CODE = {"fit": "0", "where": "(code = any(%(codes)s) or folded = %(name)s)", "near": "0"}
_NEARLY = {
    "fit": "4",
    "where": "folded %% %(name)s and similarity(folded, %(name)s) > 0.4",
    "near": "similarity(folded, %(name)s)",
}


def find(text: str, *, on: date, level: str | None = None, under: int | None = None, limit: int = 10) -> list[Match]:
    """Units that fit a name, a name with what lies above it ("xã Trảng Bom, Đồng Nai"), or a code; the best first.

    A former name asked for later answers with what became of it; a present one asked for earlier, with what it came from.
    level: COMMUNE, DISTRICT or PROVINCE only. under: only inside this unit, its forerunners included. Empty text finds nothing.
    """
    first, *around = [part for part in text.split(",") if key(part)] or [""]
    if not key(first):
        return []
    read = readings(first)
    values = {"whole": read[0].name, "name": read[-1].name, "kind": read[-1].kind or None, "typed": tidy(first).lower()}
    values |= {"on": on, "level": level, "under": under, "limit": limit}
    above = {f"above{number}": _phrase(part) for number, part in enumerate(around)}
    context = " ".join(f"and folded_path like %({name})s" for name in above)
    way = _BY_CODE if read[0].name.isdigit() else _BY_NAME
    values["codes"] = [read[0].name, read[0].name.zfill(5)] if len(read[0].name) > 2 else [read[0].name]
    rows = _rows(way, context, values | above) or ([] if way is _BY_CODE else _rows(_NEARLY, context, values | above))
    return _matches(rows, on)


def unit_named(text: str, *, on: date, level: str = "COMMUNE", under: int | None = None) -> UnitRow:
    """The one unit meant by a name or code, as it stands on this day; a name that fits with its marks goes before one that fits without.

    The whole path of a unit of this day means that unit, though a former one bore the same name: pages write it so.
    Raises BadInput, naming the possible ones, where nothing fits fully, several places do, or the place was divided.
    """
    found = find(text, on=on, level=level, under=under, limit=30)
    exact = [match for match in found if match.fit == EXACT]
    standing_now = [match for match in exact if match.note == "" and key(match.unit.path) == key(text)]
    meant = standing_now or [match for match in exact if match.as_written] or exact
    answers = {kin.unit.id: kin.unit for match in meant for kin in match.now}
    if len(answers) == 1:
        return next(iter(answers.values()))
    shown = list(answers.values()) or [kin.unit for match in found[:5] for kin in match.now[:3]]
    names = "; ".join(f"{unit.path} (mã {unit.code})" for unit in shown[:8])
    why = f"“{text}” có thể là {len(answers)} nơi" if answers else f"Không có địa bàn nào tên đúng là “{text}”"
    raise BadInput(f"{why}.", mend=f"Ghi rõ hơn hoặc dùng mã. Có thể là: {names}." if names else "Kiểm tra lại tên xã, phường.")


def _phrase(part: str) -> str:
    """ "H. Trảng Bom" as a pattern for a folded path: "%huyen trang bom%"."""
    read = readings(part)[-1]
    return f"%{key(read.kind)} {read.name}%" if read.kind else f"%{read.name}%"


def _rows(way: dict[str, str], context: str, values: dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(context=context, **way), values)
        return cursor.fetchall()


def _matches(rows: list[tuple], on: date) -> list[Match]:
    """Each row with what stands there on the day: at most two statements, however many rows."""
    units = [(fit, as_written, UnitRow(*values)) for fit, as_written, *values in rows]
    ended = [u.id for *_, u in units if u.ends_before and u.ends_before <= on]
    to_come = [u.id for *_, u in units if u.starts_on > on]
    now = (standing(ended, on=on, forward=True) if ended else {}) | (standing(to_come, on=on, forward=False) if to_come else {})
    return [Match(u, fit, written, now.get(u.id, (Kin(u, False),)), _note(u, now.get(u.id), on)) for fit, written, u in units]


def _note(unit: UnitRow, now: tuple[Kin, ...] | None, on: date) -> str:
    if now is None:
        return ""
    if unit.starts_on > on:
        names = now[0].unit.path if len(now) == 1 else f"{len(now)} đơn vị, cần chọn"
        return f"Tên mới từ {vn_date(unit.starts_on)}; khi đó nơi này là {names}."
    if not now:
        return f"Tên cũ, đến hết {vn_date(unit.ends_before)}; chưa có dữ liệu về đơn vị thay thế."
    if len(now) == 1:
        return f"Tên cũ; từ {vn_date(unit.ends_before)} là {now[0].unit.path}."
    return f"Tên cũ; từ {vn_date(unit.ends_before)} thuộc {len(now)} đơn vị, cần chọn."
