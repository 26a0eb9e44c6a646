"""Which place is meant: one that may be chosen for a step, or one that a decision of a day names."""

from __future__ import annotations

from datetime import date

from donghanh.base.places import queries as places
from donghanh.base.places.queries import UnitRow
from donghanh.base.places.queries.search import EXACT
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.kernel.text import fold
from donghanh.programme.roadmap.queries._rows import Road


def place_to_choose(road: Road, place: str) -> tuple[str, int | None]:
    """(name, unit) of a place of the step. Raises Cannot where nothing is to be chosen, BadInput for another place than the step allows."""
    if not road.is_choosable:
        raise Cannot("Mốc này không phải chọn nơi.", mend="Kế hoạch đã nêu nơi hoặc quy tắc.")
    wanted = fold(place)
    for name, unit_id in road.choosable:
        if fold(name) == wanted:
            return name, unit_id
    raise BadInput("Nơi này không có trong các nơi được chọn.", mend="Chọn trong danh sách.", field="place")


def place_named(text: str, *, on: date, under: int | None) -> UnitRow:
    """The one unit that bore this name on this day, of any level, within a place (its forerunners included).

    Raises BadInput, naming what it could be, where none or several fit.
    """
    fits = [match for match in places.find(text, on=on, under=under, limit=30) if match.fit == EXACT]
    fits = [match for match in fits if match.as_written] or fits
    there = {match.unit.id: match.unit for match in fits if match.unit.stands(on)}
    if len(there) == 1:
        return next(iter(there.values()))
    could = list(there.values()) or [kin.unit for match in fits for kin in match.now]
    names = "; ".join(unit.path for unit in could[:6])
    raise BadInput(
        f"Ngày {places.vn_date(on)} có {len(there)} nơi tên “{text[:60]}”.",
        mend=f"Ghi rõ hơn, ví dụ: {names}."
        if names
        else "Kiểm tra tên và ngày. Huyện đã đổi tên trước 2025 thì ghi tên tỉnh, và ghi tên huyện ở ô dưới.",
        field="unit",
    )
