"""What a place is in communes of today. Files lie in communes of today, so a former unit is answered by those that took it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from donghanh.base.places import queries as places
from donghanh.base.places.queries import UnitRow
from donghanh.base.places.queries.search import EXACT
from donghanh.base.places.queries.units import standing
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold
from donghanh.reports.rules import CannotCount

COUNTABLE = ("PROVINCE", "DISTRICT", "COMMUNE")


@dataclass(frozen=True, slots=True)
class Territory:
    """unit: the place asked for; communes: those of the day, by name."""

    unit: UnitRow
    communes: tuple[UnitRow, ...]
    is_former: bool

    @property
    def is_commune(self) -> bool:
        """True for one commune, whose figures are those of one unit."""
        return self.unit.level == "COMMUNE"

    @property
    def ids(self) -> list[int]:
        """Ids of the communes."""
        return [commune.id for commune in self.communes]


def of(place_id: int, *, on: date) -> Territory:
    """The communes of this day that the place is, or went into.

    Raises NotInReach for an unknown id, CannotCount for a former commune that was divided: a person must choose its successor.
    """
    unit = places.unit_row(place_id)
    if unit.level not in COUNTABLE:
        raise CannotCount("Số liệu chỉ tính cho tỉnh hoặc xã.", mend="Chọn một tỉnh, thành phố hoặc một xã, phường.")
    if unit.stands(on):
        return Territory(unit, (unit,) if unit.level == "COMMUNE" else _by_name(places.communes_of(unit.id, on)), False)
    if unit.level == "COMMUNE":
        return Territory(unit, (_only_successor(unit, on),), True)
    last_day = unit.ends_before - timedelta(days=1) if unit.ends_before else on
    former = [commune.id for commune in places.communes_of(unit.id, last_day)]
    kin = {one.unit.id: one.unit for found in standing(former, on=on, forward=True).values() for one in found}
    return Territory(unit, _by_name(list(kin.values())), True)


def province_code(area: Territory) -> str:
    """Code of the province the place lies in, or is."""
    unit = area.unit
    while unit.level != "PROVINCE" and unit.parent_id is not None:
        unit = places.unit_row(unit.parent_id)
    return unit.code


def named(text: str, *, on: date) -> UnitRow:
    """The province, district or commune with this code or exact name; one of this day goes before a former one.

    Raises BadInput, naming what it could be, where none or several fit.
    """
    fits = [match for match in places.find(text, on=on, limit=30) if match.fit == EXACT]
    meant = [match.unit for match in fits if match.as_written] or [match.unit for match in fits]
    chosen = [unit for unit in meant if unit.stands(on)] or meant
    if len(chosen) == 1:
        return chosen[0]
    names = "; ".join(f"{unit.path} (mã {unit.code})" for unit in chosen[:8])
    why = f"“{text[:60]}” có thể là {len(chosen)} nơi" if chosen else f"Không có địa bàn nào mã hoặc tên là “{text[:60]}”"
    raise BadInput(f"{why}.", mend=f"Dùng mã. Có thể là: {names}." if names else "Kiểm tra lại mã tỉnh (2 chữ số) hoặc mã xã (5 chữ số).")


def _only_successor(unit: UnitRow, on: date) -> UnitRow:
    found = places.successors(unit.id, on)
    if len(found) == 1:
        return found[0].unit
    names = "; ".join(f"{kin.unit.path} (mã {kin.unit.code})" for kin in found[:8])
    raise CannotCount(f"{unit.path} nay thuộc {len(found)} đơn vị.", mend=f"Chọn một trong: {names}." if names else "Chọn xã của hiện nay.")


def _by_name(units: list[UnitRow]) -> tuple[UnitRow, ...]:
    """Letters first, marks among equals."""
    return tuple(sorted(units, key=lambda unit: (fold(unit.name), unit.name, unit.id)))
