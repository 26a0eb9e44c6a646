"""A deadline in words and one of six states, computed at reading time. Pure: the moment and the calendar come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from donghanh.kernel.workdays import ZONE

SHORT_DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
NOW = timedelta(hours=2)
"""Closer than this a deadline is tinted: a page of twelve yellow rows warns of nothing."""
FAR_FROM = 5
"""From this many days on there is no hurry (design P2)."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """state: late | now | today | soon | far | none. date and label: the two lines of the mark. href: why this date."""

    state: str
    date: str
    label: str
    href: str | None = None


def due_of(due_at: datetime | None, now: datetime, is_working_day: Callable[[date], bool] | None = None, href: str | None = None) -> Due:
    """The state and words of a deadline.

    due_at: the moment from which it is late; 00:00 means "to the end of the day before". None: law sets no deadline.
    now: the present moment. Both with zone; shown in Viet Nam's. is_working_day: given where law counts working days,
    then days left are counted as those, and said so; the state follows the days that are said.
    """
    if due_at is None:
        return Due("none", "Không có hạn", "luật không ghi", href)
    end, here = due_at.astimezone(ZONE), now.astimezone(ZONE)
    whole_day = (end.hour, end.minute, end.second) == (0, 0, 0)
    last_day = (end - DAY).date() if whole_day else end.date()
    if end <= here:
        return Due("late", _moment(end, last_day, here, whole_day=whole_day), f"quá hạn {_span(here - end)}", href)
    if last_day == here.date():
        state = "now" if end - here < NOW else "today"
        return Due(state, _moment(end, last_day, here, whole_day=whole_day), f"còn {_span(end - here)}", href)
    days, word = _days_left(here.date(), last_day, is_working_day)
    return Due("far" if days >= FAR_FROM else "soon", _moment(end, last_day, here, whole_day=whole_day), f"còn {days} {word}", href)


def own_time(due_at: datetime | None, now: datetime, href: str | None = None) -> Due:
    """Time that the law gives the person: how long it still runs, or that it has run. Never late: nobody owes it."""
    found = due_of(due_at, now, href=href)
    return Due("none", found.date, "đã hết thời gian" if found.state == "late" else found.label, href)


def _days_left(today: date, last_day: date, is_working_day: Callable[[date], bool] | None) -> tuple[int, str]:
    span = (last_day - today).days
    if is_working_day is None:
        return span, "ngày"
    working = sum(is_working_day(today + timedelta(days=n)) for n in range(1, span + 1))
    return working, "ngày làm việc"


def _moment(end: datetime, last_day: date, here: datetime, *, whole_day: bool) -> str:
    clock = "24:00" if whole_day else f"{end:%H:%M}"
    if last_day == here.date():
        return f"{clock} hôm nay"
    year = f"/{last_day.year}" if last_day.year != here.year else ""
    day = f"{SHORT_DAYS[last_day.weekday()]} {last_day.day:02d}/{last_day.month:02d}{year}"
    return day if whole_day else f"{day} lúc {clock}"


def _span(length: timedelta) -> str:
    if length < HOUR:
        return f"{max(1, length // timedelta(minutes=1))} phút"
    if length < timedelta(hours=10):
        hours, rest = divmod(length, HOUR)
        minutes = rest // timedelta(minutes=1)
        return f"{hours} giờ {minutes} phút" if minutes else f"{hours} giờ"
    return f"{length // HOUR} giờ" if length < DAY else f"{length // DAY} ngày"
