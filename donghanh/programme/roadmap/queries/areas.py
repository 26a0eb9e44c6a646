"""The land of a plan: its districts and communes when it was issued, the communes of today that they went into."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from donghanh.base.places import queries as places
from donghanh.base.places.models import Unit
from donghanh.base.places.queries import UnitRow
from donghanh.base.places.queries.units import COLUMNS, standing
from donghanh.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Area:
    """then: the province on the day the plan was issued; now: that of today with the plan's code, whose lead keeps the roadmap.

    districts, communes: by id, those of that day. today: communes of today that lie, wholly or in part, in the plan's land, by name.
    districts_of: commune of today → districts it came from, today_of: commune of that day → communes of today; codes: of that day.
    """

    then: UnitRow | None
    now: UnitRow | None
    districts: dict[int, UnitRow]
    communes: dict[int, UnitRow]
    today: tuple[UnitRow, ...]
    districts_of: dict[int, frozenset[int]]
    today_of: dict[int, tuple[UnitRow, ...]]
    codes: dict[str, UnitRow]

    def by_code(self, code: str) -> UnitRow | None:
        """The district or commune of that day with this code."""
        return self.codes.get(code)

    def districts_at(self, unit_id: int) -> frozenset[int]:
        """In which of the plan's districts a unit of any day lies; several where a commune of today came from several."""
        if unit_id in self.districts:
            return frozenset({unit_id})
        if unit_id in self.communes:
            parent = self.communes[unit_id].parent_id
            return frozenset({parent}) if parent in self.districts else frozenset()
        return self.districts_of.get(unit_id, frozenset())

    def today_at(self, unit_id: int) -> frozenset[int]:
        """The communes of today at a commune of any day; none for a district, which says no commune."""
        if unit_id in self.communes:
            return frozenset(one.id for one in self.today_of.get(unit_id, ()))
        return frozenset({unit_id}) if unit_id in self.districts_of else frozenset()

    def holds(self, unit_id: int) -> bool:
        """True for a unit of any day that lies in the plan's land, or is its province."""
        tops = {one.id for one in (self.then, self.now) if one}
        return unit_id in tops or bool(self.districts_at(unit_id) or self.today_at(unit_id))


def area_of(province: str, *, issued_on: date, on: date) -> Area:
    """The land of a plan by the code printed on it. Four statements, whatever the number of communes."""
    found = [UnitRow(*row) for row in Unit.objects.filter(level="PROVINCE", code=province).values_list(*COLUMNS.split(", "))]
    then = next((one for one in found if one.stands(issued_on)), None)
    now = next((one for one in found if one.stands(on)), None)
    if then is None:
        return Area(None, now, {}, {}, (), {}, {}, {})
    districts = {one.id: one for one in places.children(then.id, issued_on) if one.level == "DISTRICT"}
    communes = {one.id: one for one in places.communes_of(then.id, issued_on)}
    kin = standing(communes, on=on, forward=True)
    came: dict[int, set[int]] = defaultdict(set)
    today: dict[int, UnitRow] = {}
    for former, units in kin.items():
        for one in units:
            today[one.unit.id] = one.unit
            came[one.unit.id].add(communes[former].parent_id or 0)
    by_name = tuple(sorted(today.values(), key=lambda one: (fold(one.name), one.name, one.id)))
    of = {unit: frozenset(ids & districts.keys()) for unit, ids in came.items()}
    went = {former: tuple(one.unit for one in units) for former, units in kin.items()}
    codes = {one.code: one for one in (*communes.values(), *districts.values())}
    return Area(then, now, districts, communes, by_name, of, went, codes)
