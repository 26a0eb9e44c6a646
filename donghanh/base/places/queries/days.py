"""The working calendar: the library's holidays with the decreed days of the table laid over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection

from donghanh.base.places.models import Holiday
from donghanh.kernel.workdays import Calendar, default_calendar


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day that differs from plain Monday to Friday. source: the decree; empty for the built-in calendar."""

    day: date
    name: str
    is_working_day: bool
    source: str = ""
    note: str = ""

    @property
    def is_decreed(self) -> bool:
        return bool(self.source)


def calendar_version() -> int:
    """Goes up with each change of the table of days; 0 before the first. A duty counted with another number is stale."""
    with connection.cursor() as cursor:
        cursor.execute("select number from places_calendarversion order by id limit 1")
        row = cursor.fetchone()
    return row[0] if row else 0


def calendar() -> Calendar:
    """The calendar in force, 2014 to 2035. One small query; the merged calendar is kept until the version changes."""
    return _calendar(calendar_version())


@lru_cache(maxsize=2)
def _calendar(version: int) -> Calendar:
    """Kept by version: numbers come from a sequence, so none is ever used for two states of the table."""
    return merged(default_calendar(), decreed_days())


def decreed_days(year: int | None = None) -> list[DayRow]:
    """The rows of the table, by day."""
    rows = Holiday.objects.order_by("day")
    if year:
        rows = rows.filter(day__year=year)
    return [DayRow(r.day, r.name, r.is_working_day, r.source, r.note) for r in rows]


def merged(base: Calendar, decreed: list[DayRow]) -> Calendar:
    """The base with each decreed day in place of what it said of that day."""
    holidays, made_up = dict(base.holidays), dict(base.made_up)
    for row in decreed:
        holidays.pop(row.day, None)
        made_up.pop(row.day, None)
        (made_up if row.is_working_day else holidays)[row.day] = row.name
    return Calendar(holidays=holidays, made_up=made_up)
