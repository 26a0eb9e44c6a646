"""When a list may be entered, taken back or thrown away: pure, reads no database and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from donghanh.kernel.errors import BadInput, Cannot

DAYS_AS_DRAFT = 7
DAYS_TO_UNDO = 7
SMALL = 2_000
"""Rows that are read and entered while the officer waits; longer lists go to the worker."""
SMALL_FILE = 2 * 1024 * 1024
"""Bytes of a file that surely holds more rows than that: it goes to the worker unread."""


class CannotEnter(Cannot):
    """The list may not be entered, or not now."""


class TooManyElsewhere(BadInput):
    """More rows of a list are known to other places than an official may ask about in a day or an hour."""

    def __init__(self) -> None:
        super().__init__(
            "Nhiều số giấy tờ trong danh sách đang có hồ sơ ở xã, phường khác, nên danh sách chưa được nhận.",
            mend="Kiểm tra có đúng danh sách của xã này không; nếu đúng, nhờ đầu mối tỉnh so sánh giúp.",
            field="file",
        )


class CannotUndo(Cannot):
    """The list may not be taken back, or no longer."""


def last_day_to_undo(confirmed_at: datetime) -> datetime:
    """The moment from which a list can no longer be taken back."""
    return confirmed_at + timedelta(days=DAYS_TO_UNDO)


def drafts_end(uploaded_at: datetime) -> datetime:
    """The moment at which drafts that nobody confirmed are cleared away."""
    return uploaded_at + timedelta(days=DAYS_AS_DRAFT)


def check_can_enter(*, state: str, ready: int) -> None:
    """Only a list that was checked, with at least one good row, and only once."""
    if state != "CHECKED":
        raise CannotEnter("Danh sách này không còn chờ nhập.", mend="Mở lại trang của đợt nhập để xem việc đã làm.")
    if ready < 1:
        raise CannotEnter("Không có dòng nào dùng được.", mend="Tải tệp lỗi, sửa theo cột Cách sửa rồi tải lên lại.")


def check_can_undo(*, state: str, confirmed_at: datetime | None, at: datetime) -> None:
    """Within seven days after it was entered."""
    if state != "CONFIRMED" or confirmed_at is None:
        raise CannotUndo("Danh sách này chưa nhập hoặc đã gỡ.", mend="Mở lại trang của đợt nhập để xem việc đã làm.")
    if at >= last_day_to_undo(confirmed_at):
        raise CannotUndo(f"Đã quá {DAYS_TO_UNDO} ngày từ khi nhập.", mend="Sửa từng hồ sơ ở trang của người đó.")


def check_can_read_again(*, state: str, cleared: bool) -> None:
    """While it waits as drafts and its file is still kept."""
    if state not in ("CHECKED", "UNREADABLE") or cleared:
        raise CannotEnter("Danh sách này không còn đọc lại được.", mend="Tải tệp lên lại.")


def check_can_cancel(*, state: str) -> None:
    """Before it was entered."""
    if state not in ("CHECKED", "READING", "UNREADABLE"):
        raise CannotEnter("Danh sách đã nhập thì không huỷ được.", mend="Dùng nút Gỡ cả đợt trong 7 ngày.")


def check_columns(columns: Mapping[int, str], *, known: frozenset[str], names: frozenset[str]) -> None:
    """Each column once, one of `names` among them; no column at all means: leave this sheet out. Raises BadInput."""
    chosen = list(columns.values())
    if unknown := set(chosen) - known:
        raise BadInput(f"Không có loại cột “{min(unknown)}”.", mend="Chọn trong danh sách.", field="columns")
    if len(set(chosen)) < len(chosen):
        raise BadInput("Hai cột được chọn cùng một loại.", mend="Mỗi loại cột chỉ chọn một lần.", field="columns")
    if chosen and not names & set(chosen):
        raise BadInput("Chưa chọn cột họ và tên.", mend="Chọn cột ghi họ và tên, hoặc bỏ qua trang này.", field="columns")
