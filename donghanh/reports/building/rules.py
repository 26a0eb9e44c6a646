"""What a built indicator may be. Pure."""

from __future__ import annotations

from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import tidy
from donghanh.reports import parts
from donghanh.reports.disclosure import SMALL, STEP
from donghanh.reports.parts import Formula


def check_can_save(name: str, formula: Formula, *, version: int, reason: str) -> None:
    """Raises BadInput, naming the field, for parts that do not fit, no name, and a change without a reason."""
    parts.check(formula)
    if not tidy(name):
        raise BadInput("Chỉ số chưa có tên.", mend="Đặt tên nói rõ đếm ai, điều kiện gì.", field="name")
    if version > 1 and not tidy(reason):
        raise BadInput(f"Chỉ số này đã có; bản mới sẽ là bản số {version}.", mend="Ghi lý do sửa.", field="reason")


def told(n: int) -> int | None:
    """The number rounded to 5, None for 1 to 7: conditions put together freely must single nobody out, also when one answer is taken from another."""
    return None if 0 < n < SMALL else (n + STEP // 2) // STEP * STEP
