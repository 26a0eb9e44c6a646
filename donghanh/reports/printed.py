"""Words and figures as a printed report says them, shared by the letter and the workbook."""

from __future__ import annotations

from datetime import date

from donghanh.base.documents.letter import long_date
from donghanh.programme import definitions
from donghanh.programme.queries import PlanRow
from donghanh.programme.terms import Comparison, Counting
from donghanh.reports.frozen import WHOLE, FrozenCell, FrozenPlace, FrozenTarget

SMALL = "< 8"
UNSAID = "–"
HIDDEN = "không hiện"
GUARDED = (
    "Số của từng xã, phường: dưới 8 người ghi “< 8” (bảng không có ô 0 thì “< 8” gồm cả 0), từ 8 người làm tròn đến bội số của 5, tỷ lệ tính"
    " từ số đã làm tròn. Ô “không hiện” có thể là số nhỏ hay lớn: hiện ra thì suy được số nhỏ của nơi khác hoặc kỳ khác. Ô “–”: không tính"
    " được từ các ô bên cạnh."
)
FOLDED = "Xã, phường không có số riêng gộp ở dòng cuối của mỗi bảng; đủ từng xã, phường có trong bản Excel."
SILENT = "Không in bảng vì mọi xã, phường đều dưới 8 người hoặc không hiện: chỉ tiêu"
WITHHELD = "Bảng theo xã, phường không in: số người ít, in ra sẽ nhận ra được từng người."


def named(plan: PlanRow) -> str:
    """ "Kế hoạch số 137/KH-UBND ngày 31 tháng 5 năm 2023"; a plan printed without number is called by its day."""
    return f"Kế hoạch số {plan.number} {long_date(plan.issued_on)}" if "/" in plan.number.split()[0] else f"Kế hoạch {plan.number}"


def ways_of_counting(definition: str) -> str:
    """ "newly_dependent/1, relapse/2" by the names of the indicators; a code that no indicator has any more stays as it is."""
    told = []
    for one in filter(None, definition.split(", ")):
        code, _slash, version = one.partition("/")
        known = definitions.catalogue().get(code)
        told.append(f"{known.name} (bản {version})" if known and version else one)
    return "; ".join(told)


def counted(target: FrozenTarget) -> str:
    """What the numbers of the target are of."""
    return target.noun or ("nơi" if target.of_places else "người")


def whole(target: FrozenTarget) -> str:
    """What the denominator of the target is, in the target's own words: people found only where finding people is what is counted."""
    if target.counting == Counting.COUNT:
        return "Số phải đạt"
    return "Phát hiện" if target.without_decision is not None else "Trong diện đếm"


def beside(target: FrozenTarget) -> int | None:
    """The denominator of a target in a table of all; None where nothing is known of it (a year before, a number not given), which is no 0."""
    return None if target.unset or (target.counting == Counting.CHANGE and not target.denominator) else target.denominator


def got(target: FrozenTarget) -> int | None:
    """The numerator of a target in a table of all; None for what is counted for the whole province alone."""
    return None if target.unset == WHOLE else target.numerator


def reached(target: FrozenTarget) -> str:
    """The sentence of one target: what was reached, what was wanted."""
    said = f"Chỉ tiêu {target.cited}: {target.meaning}"
    if target.counting == Counting.CHANGE:
        compared = f"cùng kỳ năm trước {number(target.denominator)} {target.unit}" if target.denominator else "cùng kỳ năm trước không có số để so"
        ended = "" if target.met is None else f" {state(target.met)}."
        return f"{said} Kết quả: {number(target.numerator)} {target.unit}; {compared}.{ended}"
    if target.parts and (target.denominator or target.counting != Counting.COUNT):
        told = "; ".join(f"{name} {number(part)} trên {number(of)} {counted(target)}" for name, part, of in target.parts)
        return f"{said} Kết quả: {told}. {state(target.met)}."
    if target.denominator == 0:
        return f"{said} {_without_rate(target)}"
    asked = f"phải đạt {wanted(target)}" + ("" if target.before is None else f"; cùng kỳ năm trước {rate(target.before)} %")
    return (
        f"{said} Kết quả: {number(target.numerator)} trên {number(target.denominator)} {counted(target)}, {rate(target.value)} % ({asked})."
        f" {verdict(target)}."
    )


def _without_rate(target: FrozenTarget) -> str:
    """What is said where there is nothing to divide by, and why."""
    of, result = counted(target), f"Kết quả: {number(target.numerator)} {counted(target)};"
    if target.unset:
        return "Chỉ tính cho toàn tỉnh." if target.unset == WHOLE else f"{result} số được giao chưa đặt, không tính tỷ lệ."
    if target.counting == Counting.COUNT:
        return f"{result} số phải đạt là của toàn tỉnh."
    if target.of_places:
        return f"Đến cuối kỳ không có {of} nào trong diện đếm, không tính tỷ lệ."
    return f"Trong kỳ không có người nào {'được phát hiện' if target.without_decision is not None else 'trong diện đếm'}, không tính tỷ lệ."


def gaps(target: FrozenTarget) -> list[str]:
    """Who is missed, and what they lack."""
    if target.unset or (not target.missing and target.met is False):
        return []
    if not target.missing:
        return [f"Chỉ tiêu {target.cited}: không có."]
    if target.without_decision is None or target.without_service is None:
        return [f"Chỉ tiêu {target.cited}: {number(target.missing)} {counted(target)} chưa đạt."]
    return [
        f"Chỉ tiêu {target.cited}: {number(target.missing)} người chưa đạt; trong đó {number(target.without_decision)} người chưa có quyết định"
        f" quản lý, {number(target.without_service)} người chưa được giới thiệu dịch vụ (một người có thể thiếu cả hai)."
    ]


def says_nothing(target: FrozenTarget, places: tuple[FrozenPlace, ...]) -> bool:
    """True for a table over people in which every commune is “< 8” or hidden: one sentence says as much."""
    return not target.of_places and all(people(cell_of(place, target.id)) in (SMALL, HIDDEN) for place in places)


def cell_of(place: FrozenPlace, target_id: str) -> FrozenCell:
    """The cell of this target."""
    return next(cell for cell in place.cells if cell.target_id == target_id)


def outside(target: FrozenTarget, places: tuple[FrozenPlace, ...]) -> tuple[int, int]:
    """What of the total stands in no commune's row: reached, and counted."""
    cells = [cell_of(place, target.id) for place in places]
    return target.numerator - sum(one.numerator or 0 for one in cells), target.denominator - sum(one.denominator or 0 for one in cells)


def people(cell: FrozenCell) -> int | str:
    """People found in a commune: a number, “< 8” only where there are fewer than 8, or “không hiện”."""
    return HIDDEN if cell.is_hidden else SMALL if cell.denominator is None else cell.denominator


def people_reached(cell: FrozenCell) -> int | str:
    """People reached in a commune, as `people`; a dash where even the people found are fewer than 8."""
    if cell.is_hidden or (cell.is_numerator_hidden and cell.denominator is not None):
        return HIDDEN
    if cell.denominator is None:
        return UNSAID
    return SMALL if cell.numerator is None else cell.numerator


def without_row(target: FrozenTarget, cell: FrozenCell) -> str:
    """Why a commune stands in the one line for all the rest and has no row of its own; empty where it has one. The workbook has every row."""
    if target.of_places:
        return "" if cell.numerator or (cell.denominator or 0) > 1 else "chưa đạt" if cell.denominator else "không có gì trong diện đếm"
    if cell.is_hidden:
        return HIDDEN
    return "dưới 8 người" if cell.denominator is None else "" if cell.denominator else "không có ai trong diện đếm"


def wanted(target: FrozenTarget) -> str:
    """What the target asks: “ít nhất 100 %”."""
    comparison = Comparison(target.comparison)
    return comparison.label if comparison.is_direction or not target.wanted else f"{comparison.label} {target.wanted.replace('.', ',')} {target.unit}"


def state(met: bool | None) -> str:
    """Reached, not reached, or a dash where nothing can be said."""
    return "–" if met is None else "Đạt" if met else "Chưa đạt"


def verdict(target: FrozenTarget) -> str:
    """The state of a target; what is only striven for is neither reached nor missed."""
    return "Mức phấn đấu" if target.of_places and target.met is None and target.denominator else state(target.met)


def number(value: int | str | None) -> str:
    """1.234; a word stays as it is, nothing is a dash."""
    return UNSAID if value is None else value if isinstance(value, str) else f"{value:,}".replace(",", ".")


def rate(value: float | None) -> str:
    """One decimal with a comma, or a dash."""
    return "–" if value is None else f"{value:.1f}".replace(".", ",")


def day(on: date) -> str:
    """31/05/2026."""
    return f"{on:%d/%m/%Y}"


def capital(name: str) -> str:
    """The first letter large."""
    return name[:1].upper() + name[1:]
