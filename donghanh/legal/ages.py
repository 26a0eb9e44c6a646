"""Ages as the law asks for them: full years on a day, and the day an age is reached. Pure."""

from __future__ import annotations

from datetime import date

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import add_years
from donghanh.legal import book


def birthday(born_on: date, age: int) -> date:
    """The day this age is reached. Born on 29/02: on 28/02 of a year without leap day (law/conventions.yaml leap_birthday)."""
    return add_years(born_on, age)


def age_on(born_on: date, on: date) -> int:
    """Full years on this day. Raises BadInput for a day before the birth."""
    if on < born_on:
        raise BadInput("Ngày xét tuổi trước ngày sinh.", mend="Kiểm tra lại ngày sinh.", field="born_on")
    years = on.year - born_on.year
    return years if birthday(born_on, years) <= on else years - 1


def band(age: int, *, on: date) -> str:
    """ "too_young" below the youngest age of the measures, "juvenile" below adulthood, else "adult"; both ages are data."""
    youngest, adult = (int(book.convention(name, on).value) for name in ("youngest_managed_age", "adult_age"))
    return "too_young" if age < youngest else "juvenile" if age < adult else "adult"


def turns_adult_during(born_on: date, *, start: date, last_day: date) -> date | None:
    """The day on which a person becomes adult after the start and up to the last day of a term; None where it lies outside."""
    day = birthday(born_on, int(book.convention("adult_age", start).value))
    return day if start < day <= last_day else None
