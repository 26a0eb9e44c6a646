"""When a figure may be typed in. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.definitions import Indicator
from donghanh.programme.terms import Counting, Source
from donghanh.reports import periods
from donghanh.reports.indicators import COUNTERS
from donghanh.reports.periods import Period

MOST = Decimal("9999999999")


class CannotType(Cannot):
    """Facts give this figure, or the correction has no reason."""


def typed_word(indicator: Indicator) -> str:
    """What is typed for this indicator, in words; empty where nothing may be: facts give it, or it is no measure."""
    counter = COUNTERS.get(indicator.definition.indicator)
    if counter is not None:
        return counter.typed
    return indicator.definition.numerator if indicator.definition.source is Source.MISSING else ""


def takes_denominator(indicator: Indicator) -> bool:
    """Whether the figure is a share, whose denominator is typed with it; an assigned number stands alone."""
    return indicator.definition.indicator not in COUNTERS and indicator.definition.counting is Counting.SHARE


def check_may_be_typed(indicator: Indicator, period: Period) -> None:
    """Raises CannotType where facts are counted instead, BadInput for periods other than years and halves."""
    if not typed_word(indicator):
        raise CannotType(
            f"“{indicator.name}” tính từ sự việc trong hồ sơ, không nhập tay.", mend="Ghi sự việc còn thiếu vào hồ sơ; con số tự tính lại."
        )
    if periods.family(period) is None:
        raise BadInput("Số nhập tay ghi theo năm hoặc nửa năm.", mend="Chọn kỳ như 2026 hoặc 2026H1.", field="period")


def may_exceed(indicator: Indicator) -> bool:
    """Whether the value may be more than its denominator: a result beside what was to be reached, not a part of a whole."""
    return indicator.unit != "%"


def check_numbers(value: Decimal, denominator: Decimal | None, *, is_share: bool, may_exceed: bool = False) -> None:
    """Raises BadInput, naming the field, for what cannot be: below nothing, a part above its whole, a share without whole."""
    if not 0 <= value <= MOST:
        raise BadInput("Con số phải từ 0 đến 9.999.999.999.", mend="Kiểm tra lại số trong văn bản.", field="value")
    if is_share != (denominator is not None):
        mend = "Ghi cả mẫu số, ví dụ 120 trên 150 người." if is_share else "Bỏ trống mẫu số."
        raise BadInput("Thiếu mẫu số." if is_share else "Số này không có mẫu số.", mend=mend, field="denominator")
    if denominator is not None and (denominator > MOST or (value > denominator and not may_exceed)):
        raise BadInput("Số đạt lớn hơn tổng số.", mend="Kiểm tra lại: số đạt không vượt tổng số.", field="denominator")
    if denominator is not None and not denominator:
        raise BadInput("Tổng số bằng 0 thì không có tỷ lệ.", mend="Không nhập, hoặc ghi tổng số đúng.", field="denominator")


def read_number(text: str, *, field: str) -> Decimal | None:
    """A number as written in Viet Nam ("1.250,5"), None where nothing is written. Raises BadInput, naming the field."""
    bare = text.strip().replace(" ", "")
    if not bare:
        return None
    try:
        made = Decimal(bare.replace(".", "").replace(",", "."))
        is_read = made.is_finite() and made == round(made, 2)
    except InvalidOperation:
        is_read = False
    if not is_read:
        raise BadInput(f"Không đọc được số “{text[:30]}”.", mend="Ghi như 1250 hoặc 1.250,5.", field=field)
    return made


def check_correction(version: int, reason: str) -> None:
    """Raises CannotType for a second version without a reason."""
    if version > 1 and not reason:
        raise CannotType(f"Số này đã nhập; bản mới sẽ là bản số {version}.", mend="Ghi lý do sửa, ví dụ “văn bản đính chính số …”.")
