"""A second, independent way of counting days, for tests only: month tables of its own, day after day over written days.

It shares neither code nor library with donghanh.kernel.workdays: no datetime arithmetic, no holidays package. Weekdays come
from Zeller's rule; the days off of 2022 to 2026 are also written down by hand, one by one.
"""

from __future__ import annotations

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Weekdays on which public bodies were off, days in lieu and swaps included.
_OFF_BY_HAND = """
2022-01-03 2022-01-31 2022-02-01 2022-02-02 2022-02-03 2022-02-04 2022-04-11 2022-05-02 2022-05-03 2022-09-01 2022-09-02
2023-01-02 2023-01-20 2023-01-23 2023-01-24 2023-01-25 2023-01-26 2023-05-01 2023-05-02 2023-05-03 2023-09-01 2023-09-04
2024-01-01 2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14 2024-04-18 2024-04-29 2024-04-30 2024-05-01 2024-09-02 2024-09-03
2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02 2025-09-01 2025-09-02
2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02
2026-11-24
"""
OFF_BY_HAND = set(_OFF_BY_HAND.split())
WORKED_BY_HAND = {"2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"}


def is_leap(year: int) -> bool:
    return (year % 4 == 0 and year % 100 != 0) or year % 400 == 0


def next_day(written: str) -> str:
    """The day after, both as yyyy-mm-dd."""
    year, month, day = (int(part) for part in written.split("-"))
    length = 29 if month == 2 and is_leap(year) else LENGTHS[month - 1]
    if day < length:
        day += 1
    elif month < 12:
        day, month = 1, month + 1
    else:
        day, month, year = 1, 1, year + 1
    return f"{year:04d}-{month:02d}-{day:02d}"


def weekday(written: str) -> int:
    """0 Saturday, 1 Sunday, 2 Monday … (Zeller)."""
    year, month, day = (int(part) for part in written.split("-"))
    if month < 3:
        month, year = month + 12, year - 1
    return (day + 13 * (month + 1) // 5 + year + year // 4 - year // 100 + year // 400) % 7


def works(written: str, off: set[str], worked: set[str]) -> bool:
    return written in worked or (weekday(written) >= 2 and written not in off)


def add_working_days(start: str, amount: int, off: set[str], worked: set[str]) -> str:
    """Walk on, one written day after the other."""
    day = start
    while amount:
        day = next_day(day)
        amount -= works(day, off, worked)
    return day


def add_years(start: str, amount: int) -> str:
    """The same day in another year; 29 February falls back by one."""
    year, month, day = start.split("-")
    later = int(year) + amount
    if (month, day) == ("02", "29") and not is_leap(later):
        day = "28"
    return f"{later:04d}-{month}-{day}"
