"""Days, working days, months and years as limits count them; zone Asia/Ho_Chi_Minh. Pure: the calendar is handed in."""

from __future__ import annotations

import calendar as month_table
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from donghanh.kernel.errors import BadInput

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR, LAST_YEAR = 2014, 2035
WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
ONE_DAY = timedelta(days=1)
# Swaps for public bodies that the library does not know: day off, working day instead, the paper that says so.
DECREED_SWAPS = ((date(2026, 1, 2), date(2026, 1, 10), "12729/VPCP-KGVX, 25/12/2025"),)
# No limit of the law looks further; a bigger number is a mistake in the data, not a long wait.
MOST_DAYS = 4000
_PRINTED = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count. number is its place in the count, None where the day was skipped; reason says why."""

    day: date
    number: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days. holidays: day off → its name. made_up: weekend day decreed as working day → why.

    A day in made_up is a working day whatever else is said of it.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    made_up: Mapping[date, str] = field(default_factory=dict)

    def day_off(self, day: date) -> str:
        """Why this is no working day ("Thứ Bảy", "Quốc khánh"); empty for a working day."""
        if day in self.made_up:
            return ""
        if day in self.holidays:
            return self.holidays[day]
        return WEEKDAYS_VI[day.weekday()] if day.weekday() >= 5 else ""

    def is_working_day(self, day: date) -> bool:
        """True for Monday to Friday without holidays, and for a weekend day decreed as working day."""
        return not self.day_off(day)

    def count(self, start: date, amount: int, *, working: bool) -> tuple[CountedDay, ...]:
        """Every day after `start` up to the `amount`-th counted one, skipped days with their reason.

        working: count working days only; else every day counts. The day of `start` itself is never counted.
        Raises BadInput where amount is below 0 or beyond 4,000 days.
        """
        _check_amount(amount)
        days: list[CountedDay] = []
        number, day = 0, start
        while number < amount:
            day += ONE_DAY
            reason = self.day_off(day) if working else ""
            number += not reason
            days.append(CountedDay(day, None if reason else number, reason))
        return tuple(days)

    def add_working_days(self, start: date, amount: int) -> date:
        """The amount-th working day after `start` (amount 0: `start` itself)."""
        days = self.count(start, amount, working=True)
        return days[-1].day if days else start

    def subtract_working_days(self, end: date, amount: int) -> date:
        """The first of the last `amount` working days that end with `end` (amount 0: `end`)."""
        _check_amount(amount)
        day, seen = end + ONE_DAY, 0
        while seen < amount:
            day -= ONE_DAY
            seen += self.is_working_day(day)
        return day if amount else end

    def moved_off_days(self, day: date) -> tuple[CountedDay, ...]:
        """The days from `day` to the first working day from it on: a last day off moves (Civil Code 2015, Art. 148.5)."""
        passed: list[CountedDay] = []
        while reason := self.day_off(day):
            passed.append(CountedDay(day, None, reason))
            day += ONE_DAY
        return (*passed, CountedDay(day, 1))


def default_calendar(years: Iterable[int] | None = None) -> Calendar:
    """Public holidays of Viet Nam from the `holidays` library, named in Vietnamese, with the decreed swaps of working days.

    years: 2014 to 2035 when not given. Lunar dates far ahead are the library's own computation; later swaps come in
    through the editable table of places.
    """
    return _library_calendar(tuple(years) if years is not None else tuple(range(FIRST_YEAR, LAST_YEAR + 1)))


@cache
def _library_calendar(years: tuple[int, ...]) -> Calendar:
    import holidays

    found = holidays.country_holidays("VN", years=years, language="vi")
    swaps = [swap for swap in DECREED_SWAPS if swap[0].year in years]
    off = {day: found[day] for day in found} | {day: f"Ngày nghỉ (thay cho ngày {instead:%d/%m/%Y})" for day, instead, _ in swaps}
    worked = {*found.weekend_workdays, *(instead for _, instead, _ in swaps)}
    return Calendar(holidays=dict(sorted(off.items())), made_up={day: "Ngày làm việc bù" for day in sorted(worked)})


def add_months(start: date, amount: int) -> date:
    """The same day of the month, amount months on; the last day of the month where there is none such (31/01 + 1 = 28 or 29/02)."""
    index = start.year * 12 + start.month - 1 + amount
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, month_table.monthrange(year, month + 1)[1]))


def add_years(start: date, amount: int) -> date:
    """The same calendar day amount years on; 29/02 ends on 28/02 in a year without leap day."""
    return add_months(start, 12 * amount)


def local_day(moment: datetime) -> date:
    """The calendar day in Viet Nam at this moment. Raises BadInput for a moment without zone."""
    if moment.tzinfo is None:
        raise BadInput("Thời điểm thiếu múi giờ.", mend="Ghi kèm múi giờ, ví dụ 2026-07-01T09:30:00+07:00.", field="at")
    return moment.astimezone(ZONE).date()


def start_of(day: date) -> datetime:
    """00:00 of this day in Viet Nam."""
    return datetime.combine(day, time(), tzinfo=ZONE)


def end_of(day: date) -> datetime:
    """24:00 of this day in Viet Nam, written as 00:00 of the next: the first moment after it."""
    return start_of(day + ONE_DAY)


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from first to last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def day_printed(text: str) -> date | None:
    """The day that stands as day, month, year: "5/3/2026", "05/03/2026"; None for anything else."""
    found = _PRINTED.fullmatch(text.strip())
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def limit_vi(moment: datetime) -> str:
    """A limit in plain words, in Viet Nam: 00:00 is the end of the day before, "hết ngày 14/11/2026"; else "09:30 ngày 14/11/2026"."""
    here = moment.astimezone(ZONE)
    if here.time() == time():
        last = here.date() - ONE_DAY
        return f"hết ngày {last:%d/%m/%Y}"
    return f"{here:%H:%M} ngày {here:%d/%m/%Y}"


def weekday_vi(day: date) -> str:
    """Thứ Hai … Chủ nhật."""
    return WEEKDAYS_VI[day.weekday()]


def _check_amount(amount: int) -> None:
    if not 0 <= amount <= MOST_DAYS:
        raise BadInput(f"Không tính được {amount} ngày.", mend=f"Số ngày từ 0 đến {MOST_DAYS}.", field="amount")
