"""When a print's reading may be decided. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.terms import OTHER

OPEN_AGAIN = ""
LONGEST_REASON = 500


class CannotDecideReading(Cannot):
    """The question stands so already, or there is nothing to open again."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was decided: a code of the readings, OTHER with the province's own words, or OPEN_AGAIN."""

    reading: str
    words: str = ""


def check_can_decide(
    chosen: Chosen, *, readings: Collection[str], stands: Chosen | None, reason: str, on: date, today: date, issued_on: date
) -> None:
    """Raises BadInput where something typed cannot be, CannotDecideReading where nothing would change.

    readings: codes that the print allows; stands: the decision that holds now, None where there is none or it was opened again.
    on: the day of the decision, not after today, not before the plan was issued.
    """
    if chosen.reading not in (OPEN_AGAIN, OTHER, *readings):
        raise BadInput("Không có cách đọc này.", mend="Chọn một cách đọc đang nêu, hoặc ghi cách khác.", field="reading")
    if (chosen.reading == OTHER) != bool(chosen.words):
        raise BadInput("Cách khác phải ghi bằng lời, và chỉ cách khác mới ghi.", mend="Ghi rõ tỉnh hiểu thế nào.", field="words")
    if not reason:
        raise BadInput("Chưa ghi lý do.", mend="Ghi vì sao chọn cách này.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"Lý do dài quá {LONGEST_REASON} ký tự.", mend="Ghi ngắn lại; văn bản đầy đủ ghi ở mục văn bản.", field="reason")
    if on > today:
        raise BadInput("Ngày quyết định sau hôm nay.", mend="Ghi ngày đã quyết định.", field="decided_on")
    if on < issued_on:
        raise BadInput("Ngày quyết định trước ngày ban hành kế hoạch.", mend="Kiểm tra lại ngày.", field="decided_on")
    if chosen.reading == OPEN_AGAIN and stands is None:
        raise CannotDecideReading("Chỗ này đang để ngỏ, không có quyết định nào để bỏ.", mend="Chọn một cách đọc.")
    if chosen == stands:
        raise CannotDecideReading("Cách đọc này đang được dùng.", mend="Chỉ ghi khi đổi sang cách khác.")
