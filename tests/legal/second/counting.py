"""Moments and days of the second reading. Viet Nam is seven hours ahead, the whole year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from tests.legal import second_way

HERE = timezone(timedelta(hours=7))
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """What happened: kind, moment, whether only its day is known, and what else is told."""

    kind: str
    at: datetime
    day_only: bool = False
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return self.at.astimezone(HERE).date()

    @property
    def settled(self) -> datetime:
        """The first moment by which it has certainly happened."""
        return midnight(self.day + DAY) if self.day_only else self.at


@dataclass(frozen=True)
class Days:
    """Days off and weekend days worked instead."""

    off: frozenset[date]
    worked: frozenset[date]

    def too_late(self, event: Event, number: int, unit: str) -> datetime:
        """The first moment that is too late for what this event begins."""
        if unit == "h":
            return datetime.fromtimestamp(event.settled.timestamp() + number * 3600, HERE)
        return midnight(self.last_day(event.day, number, unit) + DAY)

    def last_day(self, start: date, number: int, unit: str) -> date:
        if unit == "wd":
            return second_way.working_days_after(start, number, self.off, self.worked)
        if unit == "d":
            return second_way.days_after(start, number, self.off, self.worked)
        return second_way.months_after(start, number * (12 if unit == "y fixed" else 1))


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HERE)


def months_on(start: date, count: int) -> date:
    return second_way.months_after(start, count)


def last_day_served(start: date, months: int, lost: set[date], *, already: int = 0, reduced: int = 0) -> date:
    """Day by day from the day after the start: a day lost does not count. already: days served before. reduced: months taken off the end."""
    end = second_way.months_before(months_on(start, months), reduced)
    left, day = (end - start).days - already, start
    while left > 0:
        day += DAY
        left -= day not in lost
    return day


def days(first: date, end: date) -> set[date]:
    """Each day from the first up to, not with, the end."""
    return {first + n * DAY for n in range((end - first).days)}
