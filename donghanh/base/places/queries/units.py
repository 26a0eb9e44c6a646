"""Units: what stands below, what became of a unit, which unit stood there on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from donghanh.base.places.models import Unit
from donghanh.base.places.terms import BEFORE_RECORDS
from donghanh.kernel.errors import Cannot, NotInReach

COLUMNS = "id, level, code, kind, name, path, parent_id, starts_on, ends_before, latitude, longitude, is_remote"
_STANDS = "{u}.starts_on <= %(on)s and ({u}.ends_before is null or {u}.ends_before > %(on)s)"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in one form. starts_on ≤ day < ends_before; is_remote None: not known."""

    id: int
    level: str
    code: str
    kind: str
    name: str
    path: str
    parent_id: int | None
    starts_on: date
    ends_before: date | None
    latitude: float | None
    longitude: float | None
    is_remote: bool | None

    @property
    def title(self) -> str:
        """ "xã Trảng Bom"."""
        return f"{self.kind} {self.name}".strip()

    @property
    def starts_before_records(self) -> bool:
        """True where the first day is only a placeholder and must not be shown as a date."""
        return self.starts_on == BEFORE_RECORDS

    def stands(self, on: date) -> bool:
        """True where the unit exists on this day."""
        return self.starts_on <= on and (self.ends_before is None or on < self.ends_before)


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit that another came from or went into; is_partial: only a part of the former one."""

    unit: UnitRow
    is_partial: bool


def vn_date(day: date) -> str:
    """01/07/2025."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def unit_row(unit_id: int) -> UnitRow:
    """The unit with this id, whenever it stood. Raises NotInReach for an unknown id."""
    found = Unit.objects.filter(pk=unit_id).values_list(*COLUMNS.split(", ")).first()
    if found is None:
        raise unknown()
    return UnitRow(*found)


def unknown() -> NotInReach:
    """The refusal for an id that no unit has."""
    return NotInReach("Không tìm thấy địa bàn này.", mend="Tìm lại theo tên xã, phường.")


def path(unit_id: int) -> str:
    """The unit with everything above it, as it was in its time: "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai"."""
    return unit_row(unit_id).path


def ancestors(unit_id: int) -> list[UnitRow]:
    """The unit and what lies above it, nearest first; the country is last. Empty for an unknown id."""
    names = ", ".join("u." + column for column in COLUMNS.split(", "))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""with recursive up(id, parent_id, distance) as (
                 select id, parent_id, 0 from places_unit where id = %s
                 union all select p.id, p.parent_id, up.distance + 1 from places_unit p join up on p.id = up.parent_id)
               select {names} from up join places_unit u on u.id = up.id order by up.distance""",
            [unit_id],
        )
        return [UnitRow(*row) for row in cursor.fetchall()]


def children(unit_id: int, on: date) -> list[UnitRow]:
    """The units right below that stand on this day, by name."""
    rows = Unit.objects.filter(Q(ends_before=None) | Q(ends_before__gt=on), parent_id=unit_id, starts_on__lte=on).order_by("folded", "id")
    return [UnitRow(*row) for row in rows.values_list(*COLUMNS.split(", "))]


def units_below(unit_id: int, *, on: date) -> list[int]:
    """Ids of the unit itself, of every unit under it that exists on this day, and of the units that any of them has taken over by then.

    Files still lie at a unit taken over until the worker has moved them: whoever answers for the successor reaches them from the first hour.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""with recursive below as (
                 select id from places_unit where id = %(id)s
                 union
                 select n.id from below b cross join lateral (
                   select u.id from places_unit u where u.parent_id = b.id and {_STANDS.format(u="u")}
                   union all
                   select f.former_unit_id from places_followed f where f.successor_unit_id = b.id and f.former_unit_id is not null
                     and f.is_main and f."on" <= %(on)s) n)
               select id from below""",
            {"id": unit_id, "on": on},
        )
        return [row[0] for row in cursor.fetchall()]


def communes_of(province_id: int, on: date) -> list[UnitRow]:
    """Communes of a province that stand on this day, by code; through districts where there were districts."""
    ids = units_below(province_id, on=on)
    stands = Q(ends_before=None) | Q(ends_before__gt=on)
    rows = Unit.objects.filter(stands, id__in=ids, level=Unit.Level.COMMUNE, starts_on__lte=on).order_by("code")
    return [UnitRow(*row) for row in rows.values_list(*COLUMNS.split(", "))]


_WALK = f"""
with recursive line(start_id, id, partial) as (
  select u.id, u.id, false from places_unit u where u.id = any(%(ids)s)
  union
  select d.id, c.id, false from places_unit d join places_unit c on c.parent_id = d.id
    where d.id = any(%(ids)s) and d.level = 'DISTRICT' and d.ends_before <= %(on)s
  union
  select l.start_id, {{after}}, l.partial or s.is_partial
    from line l join places_unitsuccession s on {{before}} = l.id join places_unit n on n.id = {{after}} where {{when}}
), kin as (select start_id, id, bool_and(partial) as partial from line group by start_id, id)
select kin.start_id, kin.partial, {", ".join("u." + c for c in COLUMNS.split(", "))}
from kin join places_unit u using (id)
where {_STANDS.format(u="u")} order by kin.start_id, u.level = 'DISTRICT', u.folded, u.id"""
_FORWARD = _WALK.format(before="s.predecessor_id", after="s.successor_id", when='s."on" <= %(on)s')
_BACKWARD = _WALK.format(before="s.successor_id", after="s.predecessor_id", when='s."on" > %(on)s')


def standing(ids: Iterable[int], *, on: date, forward: bool) -> dict[int, tuple[Kin, ...]]:
    """For each id the units that stand on this day and that it went into (forward) or came from; a standing unit gives itself.

    A former district without a successor of its own is followed through its communes. One statement for all ids.
    """
    wanted = list(ids)
    found: dict[int, list[Kin]] = {unit_id: [] for unit_id in wanted}
    with connection.cursor() as cursor:
        cursor.execute(_FORWARD if forward else _BACKWARD, {"ids": wanted, "on": on})
        for start_id, partial, *values in cursor.fetchall():
            found[start_id].append(Kin(UnitRow(*values), partial))
    return {unit_id: tuple(kin) for unit_id, kin in found.items()}


def successors(unit_id: int, on: date) -> tuple[Kin, ...]:
    """What stands on this day of what was this unit; the unit itself while it stands."""
    return standing([unit_id], on=on, forward=True)[unit_id]


def predecessors(unit_id: int) -> tuple[Kin, ...]:
    """The units that went into this one, wholly or in part; none for a unit from before our records."""
    names = ", ".join("u." + column for column in COLUMNS.split(", "))
    with connection.cursor() as cursor:
        cursor.execute(
            f"select s.is_partial, {names} from places_unitsuccession s join places_unit u on u.id = s.predecessor_id"
            " where s.successor_id = %s order by u.folded, u.id",
            [unit_id],
        )
        return tuple(Kin(UnitRow(*values), partial) for partial, *values in cursor.fetchall())


def there_on(unit: UnitRow, on: date) -> tuple[UnitRow, ...]:
    """Every unit that stood there on this day: the unit itself, what it became, or what it came from."""
    if unit.stands(on):
        return (unit,)
    return tuple(kin.unit for kin in standing([unit.id], on=on, forward=unit.starts_on <= on)[unit.id])


def unit_on(unit_id: int, on: date) -> UnitRow:
    """The one unit that stood there on this day.

    Raises NotInReach for an unknown id, Cannot naming the choices where the place was divided or put together.
    """
    unit = unit_row(unit_id)
    there = there_on(unit, on)
    if len(there) == 1:
        return there[0]
    raise several(unit, there, on)


def several(unit: UnitRow, there: tuple[UnitRow, ...], on: date) -> Cannot:
    """The refusal for a place that was several units on this day: names them, so that a person can choose."""
    names = "; ".join(u.path for u in there[:8]) + ("; …" if len(there) > 8 else "")
    return Cannot(
        f"Ngày {vn_date(on)} không có {unit.path}; nơi này khi đó là {len(there)} đơn vị.",
        mend=f"Chọn một trong: {names}." if there else "Kiểm tra lại ngày hoặc địa bàn.",
    )
