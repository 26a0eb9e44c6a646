"""Working days against a second implementation that shares nothing with the first, over 2014 to 2035."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donghanh.kernel import workdays
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import Calendar, day_printed, default_calendar
from tests.kernel import second_calendar as second

CALENDAR = default_calendar()
OFF = {day.isoformat() for day in CALENDAR.holidays}
WORKED = {day.isoformat() for day in CALENDAR.made_up}
days = st.dates(date(2014, 1, 1), date(2035, 10, 31))
tet = st.sampled_from(
    [date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2031, 1, 23)]
)
around_tet = st.builds(lambda day, shift: day + timedelta(days=shift), tet, st.integers(-15, 10))


@settings(max_examples=300)
@given(st.one_of(days, around_tet), st.integers(0, 30))
def test_both_ways_of_counting_agree(start, amount):
    assert CALENDAR.add_working_days(start, amount).isoformat() == second.add_working_days(start.isoformat(), amount, OFF, WORKED)


def test_each_single_day_of_twenty_two_years_agrees():
    written = "2014-01-01"
    for day in workdays.days_between(date(2014, 1, 1), date(2035, 12, 31)):
        assert day.isoformat() == written
        assert CALENDAR.is_working_day(day) == second.works(written, OFF, WORKED), written
        written = second.next_day(written)


def test_a_calendar_that_forgets_a_holiday_would_be_seen():
    """The twin: without the Tết of 2025 the two disagree."""
    forgetful = Calendar({day: name for day, name in CALENDAR.holidays.items() if day != date(2025, 1, 29)})
    start = date(2025, 1, 24)
    assert forgetful.add_working_days(start, 3).isoformat() != second.add_working_days(start.isoformat(), 3, OFF, WORKED)


def test_days_off_agree_with_those_written_down_by_hand():
    """The library, with the decreed swaps, against a table made by hand for the years of the rules."""
    weekdays_off = {d.isoformat() for d in CALENDAR.holidays if 2022 <= d.year <= 2026 and d.weekday() < 5}
    assert weekdays_off == second.OFF_BY_HAND
    assert {d for d in WORKED if d >= "2022"} == second.WORKED_BY_HAND


@given(days, st.integers(1, 40))
def test_the_strip_tells_the_same_story_as_the_sum(start, amount):
    strip = CALENDAR.count(start, amount, working=True)
    assert strip[-1].day == CALENDAR.add_working_days(start, amount)
    assert [counted.number for counted in strip if counted.number] == list(range(1, amount + 1))
    assert all(bool(counted.reason) == (counted.number is None) for counted in strip)
    assert [counted.day for counted in strip] == list(workdays.days_between(start + timedelta(days=1), strip[-1].day))


@given(days, st.integers(0, 300), st.integers(0, 5))
def test_years_agree_with_the_second_way(start, shift, years):
    day = start + timedelta(days=shift)
    assert workdays.add_years(day, years).isoformat() == second.add_years(day.isoformat(), years)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_month_ends(start, months, end):
    assert workdays.add_months(start, months) == end


def test_calendar_days_are_counted_whole():
    assert [d.number for d in CALENDAR.count(date(2025, 1, 28), 3, working=False)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("end", "amount", "first"),
    [(date(2027, 12, 31), 3, date(2027, 12, 29)), (date(2026, 11, 22), 3, date(2026, 11, 18)), (date(2026, 11, 22), 0, date(2026, 11, 22))],
)
def test_last_working_days_before_an_end(end, amount, first):
    assert CALENDAR.subtract_working_days(end, amount) == first


def test_a_last_day_off_moves_to_the_next_working_day():
    passed = CALENDAR.moved_off_days(date(2026, 2, 14))
    assert passed[-1].day == date(2026, 2, 23)
    assert [d.reason for d in passed][:3] == ["Thứ Bảy", "Chủ nhật", "Giao thừa Tết Nguyên Đán"]
    assert len(CALENDAR.moved_off_days(date(2026, 2, 13))) == 1


def test_decreed_saturday_counts():
    assert CALENDAR.is_working_day(date(2026, 1, 10))
    assert not CALENDAR.is_working_day(date(2026, 1, 2))


@pytest.mark.parametrize("amount", [-1, 4001])
def test_senseless_amounts_are_refused(amount):
    with pytest.raises(BadInput):
        CALENDAR.add_working_days(date(2026, 1, 5), amount)
    with pytest.raises(BadInput):
        CALENDAR.subtract_working_days(date(2026, 1, 5), amount)


def test_the_day_in_viet_nam():
    assert workdays.local_day(datetime(2026, 6, 30, 17, 0, tzinfo=UTC)) == date(2026, 7, 1)
    assert workdays.end_of(date(2026, 6, 30)) == datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
    with pytest.raises(BadInput):
        workdays.local_day(datetime(2026, 7, 1, tzinfo=UTC).replace(tzinfo=None))


@pytest.mark.parametrize(("day", "word"), [(date(2026, 11, 21), "Thứ Bảy"), (date(2026, 11, 22), "Chủ nhật"), (date(2026, 11, 23), "Thứ Hai")])
def test_weekday_words(day, word):
    assert workdays.weekday_vi(day) == word


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 14, 17, 0, tzinfo=UTC), "hết ngày 14/11/2026"),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), "hết ngày 31/12/2026"),
        (datetime(2026, 11, 14, 17, 0, 1, tzinfo=UTC), "00:00 ngày 15/11/2026"),
        (datetime(2026, 11, 14, 2, 5, tzinfo=UTC), "09:05 ngày 14/11/2026"),
    ],
    ids=["midnight", "end of the year", "a second later", "an hour"],
)
def test_a_limit_says_the_last_day_that_counts(moment, words):
    assert workdays.limit_vi(moment) == words


@pytest.mark.parametrize("text", ["5/3/2026", "05/03/2026", " 05/3/2026 "])
def test_a_printed_day_is_read_with_or_without_noughts(text):
    assert day_printed(text) == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["", "31/2/2026", "29/02/2025", "5/3/26", "5-3-2026", "2026-03-05", "5/3/2026 9:00", "٥/3/2026", "0/1/2026"])
def test_what_is_no_printed_day_is_not_guessed(text):
    assert day_printed(text) is None
