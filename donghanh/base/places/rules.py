"""What a row of the calendar must hold. Pure."""

from __future__ import annotations

from datetime import date

from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import tidy
from donghanh.kernel.workdays import FIRST_YEAR, LAST_YEAR


def check_day(*, day: date, name: str, source: str, note: str) -> dict[str, str]:
    """The tidied texts. Raises BadInput, naming the field, where one is missing, too long or the year is not kept."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"Lịch chỉ có các năm từ {FIRST_YEAR} đến {LAST_YEAR}.", mend="Chọn một ngày trong các năm này.", field="day")
    texts = {"name": tidy(name), "source": tidy(source), "note": tidy(note)}
    limits = {"name": 120, "source": 200, "note": 300}
    if not texts["name"]:
        raise BadInput("Chưa ghi tên ngày.", mend="Ghi tên ngày nghỉ, ví dụ: Nghỉ bù Quốc khánh.", field="name")
    if not texts["source"]:
        raise BadInput("Chưa ghi văn bản làm căn cứ.", mend="Ghi số và ngày của văn bản, ví dụ: Thông báo 6150/TB-BLĐTBXH.", field="source")
    for field, limit in limits.items():
        if len(texts[field]) > limit:
            raise BadInput(f"Nội dung dài quá {limit} ký tự.", mend="Viết ngắn lại.", field=field)
    return texts
