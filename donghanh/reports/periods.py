"""Periods of plans: a year, a half, a quarter, a month, or a year up to a day, as two moments in Viet Nam. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import add_months, start_of

_FORM = re.compile(r"(20\d\d)(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
_EXAMPLE = "Ghi như 2025, 2025H1, 2025Q3, 2025-07, hoặc 2025-07-15 (từ đầu năm đến hết ngày đó)."
_HALVES = {1: "06 tháng đầu năm", 2: "06 tháng cuối năm"}
_QUARTERS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV"}


@dataclass(frozen=True, slots=True)
class Period:
    """first ≤ day < ends_before in Viet Nam; label as it stands in a sentence or a heading."""

    code: str
    label: str
    first: date
    ends_before: date

    @property
    def since(self) -> datetime:
        """The first moment, 00:00 in Viet Nam."""
        return start_of(self.first)

    @property
    def until(self) -> datetime:
        """The moment at which the period is over; it does not belong to it."""
        return start_of(self.ends_before)

    @property
    def last(self) -> date:
        """The last day."""
        return self.ends_before - timedelta(days=1)

    def is_over(self, at: datetime) -> bool:
        """True once nothing can happen in it any more."""
        return at >= self.until


def read(text: str) -> Period:
    """The period with this code. Raises BadInput with an example."""
    found = _FORM.fullmatch(text.strip().upper())
    if not found:
        raise BadInput(f"Không đọc được kỳ “{text[:40]}”.", mend=_EXAMPLE)
    year, half, quarter, month, day = (int(part) if part else 0 for part in found.groups())
    if found[5]:
        return _to_day(found[0], year, month, day)
    if half:
        return _made(found[0], f"{_HALVES[half]} {year}", year, 6 * half - 5, 6)
    if quarter:
        return _made(found[0], f"{_QUARTERS[quarter]} năm {year}", year, 3 * quarter - 2, 3)
    if month:
        return _made(found[0], f"Tháng {month:02d} năm {year}", year, month, 1)
    return _made(found[0], f"Năm {year}", year, 1, 12)


def year_before(period: Period) -> Period:
    """The same period of the year before; up to 28 February for one up to 29 February."""
    code = f"{int(period.code[:4]) - 1}{period.code[4:]}"
    return read(code[:-2] + "28" if code[4:] == "-02-29" else code)


def offered(*, on: date, from_year: int) -> list[Period]:
    """Periods a page offers: halves and years from this year on to the running half, the newest first."""
    codes = [f"{year}{part}" for year in range(from_year, on.year + 1) for part in ("H1", "H2", "")]
    return [period for period in reversed([read(code) for code in codes]) if period.first <= on]


def family(period: Period) -> tuple[Period, Period, Period] | None:
    """(first half, second half, year) that a half or a year belongs to; None for other periods."""
    found = _FORM.fullmatch(period.code)
    if not found or found[3] or found[4]:
        return None
    return read(f"{found[1]}H1"), read(f"{found[1]}H2"), read(found[1])


def halves_until(half: Period, count: int) -> list[Period]:
    """So many halves, this one the last."""
    year, part = int(half.code[:4]), int(half.code[-1])
    serial = [2 * year + part - 1 - back for back in range(count - 1, -1, -1)]
    return [read(f"{n // 2}H{n % 2 + 1}") for n in serial]


def last_finished_half(on: date) -> Period:
    """The half-year that ended before this day."""
    return read(f"{on.year}H1") if on.month > 6 else read(f"{on.year - 1}H2")


def running_half(on: date) -> Period:
    """The half-year this day lies in."""
    return read(f"{on.year}H{1 if on.month <= 6 else 2}")


def _to_day(code: str, year: int, month: int, day: int) -> Period:
    try:
        last = date(year, month, day)
    except ValueError:
        raise BadInput(f"Không có ngày {day:02d}/{month:02d}/{year}.", mend=_EXAMPLE) from None
    return Period(code, f"Từ đầu năm đến hết ngày {last:%d/%m/%Y}", date(year, 1, 1), last + timedelta(days=1))


def _made(code: str, label: str, year: int, month: int, months: int) -> Period:
    first = date(year, month, 1)
    return Period(code, label, first, add_months(first, months))
