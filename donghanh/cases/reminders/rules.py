"""When a limit is reminded, and what may be set. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from donghanh.cases.reminders.terms import MOST
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ONE_DAY, Calendar, end_of, local_day

LONGEST_REASON = 300
FURTHEST = timedelta(days=365)


def last_day_of(due_at: datetime) -> date:
    """The last day that still counts: 00:00 means "to the end of the day before"."""
    return local_day(due_at - timedelta(microseconds=1))


def reminded_on(due_at: datetime, days: int, calendar: Calendar) -> date:
    """The day from which this limit is reminded: so many working days before its last day; 0: the last day itself."""
    last = last_day_of(due_at)
    return calendar.subtract_working_days(last - ONE_DAY, days) if days else last


def horizons(at: datetime, calendar: Calendar) -> list[datetime]:
    """For 0, 1, … MOST working days: a limit that ends by this moment is reminded now. The same answer as `reminded_on`, for many rows."""
    today = local_day(at)
    return [end_of(calendar.add_working_days(today, days)) for days in range(MOST + 1)]


def check_setting(*, days: int, reason: str, since: date, on: date) -> None:
    """A number that can be set: small, with a reason, from today on. Raises BadInput."""
    if not 0 <= days <= MOST:
        raise BadInput(f"Không nhắc trước {days} ngày làm việc được.", mend=f"Chọn từ 0 đến {MOST} ngày làm việc.", field="days")
    if not reason.strip():
        raise BadInput("Chưa có lý do.", mend="Ghi ngắn gọn vì sao đổi số ngày nhắc.", field="reason")
    if len(reason.strip()) > LONGEST_REASON:
        raise BadInput("Lý do dài quá.", mend=f"Viết gọn trong {LONGEST_REASON} ký tự.", field="reason")
    if since < on:
        raise BadInput("Ngày bắt đầu đã qua.", mend="Chọn hôm nay hoặc một ngày sau.", field="since")
    if since > on + FURTHEST:
        raise BadInput("Ngày bắt đầu xa quá.", mend="Chọn một ngày trong vòng một năm.", field="since")
