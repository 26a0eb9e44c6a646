"""What may be written of a review, and how two numbers differ. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.kernel.text import fold

FIRST_YEAR = 2014
MOST_PEOPLE = 100_000
MOST = Decimal("9999999999")
_PERIOD = re.compile(r"20\d\d(H[12])?")


class CannotReview(Cannot):
    """The state of the sheet does not allow it."""


def check_period(code: str, *, on: date) -> str:
    """A year or a half that has begun: "2026", "2026H1". Raises BadInput."""
    if not _PERIOD.fullmatch(code) or not FIRST_YEAR <= int(code[:4]) <= on.year or (code == f"{on.year}H2" and on.month < 7):
        raise BadInput("Kỳ này không dùng được.", mend="Chọn một năm hoặc nửa năm đã bắt đầu.", field="period")
    return code


def check_year(year: int, *, on: date) -> int:
    """A year from 2014 to the next one: a sheet may look ahead. Raises BadInput."""
    if not FIRST_YEAR <= year <= on.year + 1:
        raise BadInput(f"Không phân tích được năm {year}.", mend=f"Chọn năm từ {FIRST_YEAR} đến {on.year + 1}.", field="year")
    return year


def check_start(day: date, *, on: date) -> date:
    """The first day of a changed measure: not before 2014, not more than a year ahead. Raises BadInput."""
    if not date(FIRST_YEAR, 1, 1) <= day <= date(on.year + 1, 12, 31):
        raise BadInput("Ngày áp dụng lâu quá hoặc xa quá.", mend="Ghi ngày in trên văn bản đổi biện pháp.", field="starts_on")
    return day


def check_counts(value: Decimal, denominator: Decimal | None, *, is_share: bool) -> None:
    """Both numbers of a share, one of a count. Raises BadInput saying which is missing or too many."""
    if max(value, denominator or value) > MOST:
        raise BadInput("Số báo cáo lớn quá 9.999.999.999.", mend="Ghi lại như văn bản in.", field="value")
    if value < 0 or (denominator is not None and denominator <= 0):
        raise BadInput("Số báo cáo phải từ 0, mẫu số lớn hơn 0.", mend="Ghi lại như văn bản in.", field="value")
    if is_share and denominator is None:
        raise BadInput("Chỉ số này là tỷ lệ, còn thiếu mẫu số.", mend="Ghi cả tử số và mẫu số như văn bản in.", field="denominator")
    if not is_share and denominator is not None:
        raise BadInput("Chỉ số này là số đếm, không có mẫu số.", mend="Để trống ô mẫu số.", field="denominator")
    if denominator is not None and value > denominator:
        raise BadInput("Tử số lớn hơn mẫu số.", mend="Xem lại hai số trong văn bản.", field="value")


def difference(reported: Decimal, counted: float | None) -> Decimal | None:
    """Reported less counted; None where the system has no number."""
    return None if counted is None else reported - Decimal(str(counted))


def check_people(n: int, *, field: str) -> int:
    """A number of places or requests. Raises BadInput."""
    if not 0 <= n <= MOST_PEOPLE:
        raise BadInput("Số này chưa dùng được.", mend="Ghi số tròn từ 0 đến 100.000.", field=field)
    return n


def balance(*, places: int, least: int, most: int | None) -> tuple[int | None, int]:
    """Places less those who need one, of whom there are from `least` to `most` (None: no end): the fewest left, None where no end is known,
    and the most. Below nought they are lacking."""
    return None if most is None else places - most, places - least


def check_provider(name: str, *, communes: Iterable[str]) -> str:
    """Who reported. Figures are set against those of the whole province, so none of one commune stands here, where it could be of few people.

    communes: titles, as "xã Trảng Bom". Raises BadInput.
    """
    words = f" {fold(name)} "
    if found := next((one for one in communes if f" {fold(one)} " in words), None):
        raise BadInput(
            f"Số của riêng {found} không đối chiếu được với số của toàn tỉnh.",
            mend="Ghi số của toàn tỉnh, và cơ quan báo cáo số đó.",
            field="provider",
        )
    return name
