"""The day of a reminder: reckoned from limit and calendar alone, the same whether asked of one limit or of many."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from donghanh.cases.reminders import rules
from donghanh.cases.reminders.terms import MOST
from donghanh.cases.rules import VIET_NAM
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import default_calendar, end_of, start_of

CALENDAR = default_calendar()
ON = date(2026, 11, 23)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("last_day", "days", "reminded"),
    [
        ("2026-12-09", 0, "2026-12-09"),
        ("2026-12-09", 1, "2026-12-08"),
        ("2026-11-23", 1, "2026-11-20"),
        ("2026-11-22", 1, "2026-11-20"),
        ("2026-11-21", 1, "2026-11-20"),
        ("2026-11-22", 0, "2026-11-22"),
        ("2026-12-09", 5, "2026-12-02"),
        ("2026-09-03", 1, "2026-08-28"),
    ],
    ids=["last day", "day before", "over the weekend", "sunday", "saturday", "sunday itself", "a week", "over the national day"],
)
def test_so_many_working_days_before_the_last_day(last_day, days, reminded):
    assert rules.reminded_on(end_of(day(last_day)), days, CALENDAR) == day(reminded)
    assert rules.reminded_on(start_of(day(last_day)) + timedelta(hours=9), days, CALENDAR) == day(reminded)


@pytest.mark.parametrize("days", [0, 1, 2, 5, MOST])
def test_the_list_and_the_single_day_say_the_same(days):
    """Every limit of eight weeks over Tết, on every day of them."""
    first = date(2027, 1, 18)
    for n in range(56):
        today = first + timedelta(days=n)
        until = rules.horizons(datetime.combine(today, datetime.min.time(), VIET_NAM) + timedelta(hours=9), CALENDAR)[days]
        for ahead in range(56):
            due = end_of(today + timedelta(days=ahead))
            assert (due <= until) == (rules.reminded_on(due, days, CALENDAR) <= today), (today, due)


def test_midnight_belongs_to_the_day_before():
    assert rules.last_day_of(datetime(2026, 11, 15, 0, 0, tzinfo=VIET_NAM)) == day("2026-11-14")
    assert rules.last_day_of(datetime(2026, 11, 15, 0, 1, tzinfo=VIET_NAM)) == day("2026-11-15")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": -1}, "days"),
        ({"days": MOST + 1}, "days"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"since": ON - timedelta(days=1)}, "since"),
        ({"since": ON + timedelta(days=366)}, "since"),
    ],
)
def test_what_cannot_be_set_says_how_to_mend_it(change, field):
    good = {"days": 2, "reason": "Trình ký sớm hơn", "since": ON, "on": ON}
    rules.check_setting(**good)
    rules.check_setting(**(good | {"days": 0}))
    rules.check_setting(**(good | {"days": MOST, "reason": "x" * 300, "since": ON + timedelta(days=365)}))
    with pytest.raises(BadInput) as refused:
        rules.check_setting(**(good | change))
    assert refused.value.field == field and refused.value.mend
