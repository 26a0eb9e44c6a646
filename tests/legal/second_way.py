"""A second implementation of the four kinds of time, written without the first: it walks day by day and minute by minute.

It knows holidays only as a set of days, months only by walking the calendar, and shares no line with donghanh/.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)


def is_off(day: date, off: set[date], worked: set[date]) -> bool:
    return day not in worked and (day in off or day.isoweekday() > 5)


def working_days_after(start: date, count: int, off: set[date], worked: set[date]) -> date:
    day = start
    while count:
        day += DAY
        if not is_off(day, off, worked):
            count -= 1
    return day


def days_after(start: date, count: int, off: set[date], worked: set[date]) -> date:
    day = date.fromordinal(start.toordinal() + count)
    while is_off(day, off, worked):
        day += DAY
    return day


def hours_after(start: datetime, count: int) -> datetime:
    moment = start
    for _ in range(count * 60):
        moment += timedelta(minutes=1)
    return moment


def months_after(start: date, count: int) -> date:
    """Walk month by month on the first, then go to the wanted day or the last of that month."""
    year, month = start.year, start.month
    for _ in range(count):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    last = max(week[-1] or max(week) for week in calendar.monthcalendar(year, month))
    return date(year, month, min(start.day, last))


def months_before(start: date, count: int) -> date:
    year, month = start.year, start.month
    for _ in range(count):
        month -= 1
        if month == 0:
            year, month = year - 1, 12
    last = max(max(week) for week in calendar.monthcalendar(year, month))
    return date(year, month, min(start.day, last))


def served(start: date, months: int, held: list[tuple[date, date]], away: list[tuple[date, date | None]], reduced: int) -> date | None:
    """Day by day: a day is served when nobody was away on it; deducted days are served already. None: never ends as told."""
    already = len({first + n * DAY for first, last in held for n in range((last - first).days + 1)} & days_before(start, held))
    whole = (months_before(months_after(start, months), reduced) - start).days - already
    day, seen = start, 0
    while seen < whole:
        day += DAY
        if any(first <= day and last is None for first, last in away):
            return None
        if not any(first <= day <= (last or day) for first, last in away):
            seen += 1
    return day


def days_before(start: date, held: list[tuple[date, date]]) -> set[date]:
    return {day for first, last in held for n in range((last - first).days + 1) if (day := first + n * DAY) < start}


def years_old(born: date, on: date) -> int:
    """Count birthdays one after the other; whoever was born on 29/02 has his on 28/02 in other years."""
    age = 0
    while True:
        year = born.year + age + 1
        day = 28 if (born.month, born.day) == (2, 29) and not calendar.isleap(year) else born.day
        if date(year, born.month, day) > on:
            return age
        age += 1
