"""A deadline in words: five states of the design and the last two hours, in Viet Nam's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from donghanh.kernel.workdays import ZONE, default_calendar
from donghanh.web.ui.due import due_of

NOW = datetime(2026, 12, 30, 8, 35, tzinfo=ZONE)  # a Wednesday
CASES = [
    # due at, state, first line, second line
    ((2026, 12, 29, 10, 20), "late", "T3 29/12 lúc 10:20", "quá hạn 22 giờ"),
    ((2026, 12, 30, 8, 35), "late", "08:35 hôm nay", "quá hạn 1 phút"),
    ((2026, 12, 30, 8, 5), "late", "08:05 hôm nay", "quá hạn 30 phút"),
    ((2026, 12, 30, 0, 0), "late", "T3 29/12", "quá hạn 8 giờ 35 phút"),
    ((2026, 12, 28, 0, 0), "late", "CN 27/12", "quá hạn 2 ngày"),
    ((2025, 12, 28, 9, 0), "late", "CN 28/12/2025 lúc 09:00", "quá hạn 366 ngày"),
    ((2026, 12, 30, 8, 36), "now", "08:36 hôm nay", "còn 1 phút"),
    ((2026, 12, 30, 10, 15), "now", "10:15 hôm nay", "còn 1 giờ 40 phút"),
    ((2026, 12, 30, 10, 34), "now", "10:34 hôm nay", "còn 1 giờ 59 phút"),
    ((2026, 12, 30, 10, 35), "today", "10:35 hôm nay", "còn 2 giờ"),
    ((2026, 12, 30, 14, 0), "today", "14:00 hôm nay", "còn 5 giờ 25 phút"),
    ((2026, 12, 31, 0, 0), "today", "24:00 hôm nay", "còn 15 giờ"),
    ((2026, 12, 31, 9, 0), "soon", "T5 31/12 lúc 09:00", "còn 1 ngày"),
    ((2027, 1, 1, 0, 0), "soon", "T5 31/12", "còn 1 ngày"),
    ((2027, 1, 4, 0, 0), "soon", "CN 03/01/2027", "còn 4 ngày"),
    ((2027, 1, 5, 0, 0), "far", "T2 04/01/2027", "còn 5 ngày"),
]


@pytest.mark.parametrize(("end", "state", "date", "label"), CASES)
def test_calendar_days(end, state, date, label):
    due = due_of(datetime(*end, tzinfo=ZONE), NOW)
    assert (due.state, due.date, due.label) == (state, date, label)


@pytest.mark.parametrize(
    ("end", "state", "label"),
    [
        ((2027, 1, 1, 0, 0), "soon", "còn 1 ngày làm việc"),
        ((2027, 1, 5, 0, 0), "soon", "còn 2 ngày làm việc"),  # New Year's Day and the weekend do not count
        ((2027, 1, 9, 0, 0), "far", "còn 6 ngày làm việc"),
        ((2026, 12, 31, 0, 0), "today", "còn 15 giờ"),
    ],
)
def test_working_days_where_the_law_counts_those(end, state, label):
    due = due_of(datetime(*end, tzinfo=ZONE), NOW, default_calendar().is_working_day)
    assert (due.state, due.label) == (state, label)


def test_no_deadline_is_said():
    assert (due_of(None, NOW).state, due_of(None, NOW).date, due_of(None, NOW).label) == ("none", "Không có hạn", "luật không ghi")


def test_the_zone_of_the_arguments_changes_nothing():
    for end in (NOW + timedelta(minutes=minutes) for minutes in range(-3000, 12000, 7)):
        assert due_of(end, NOW) == due_of(end.astimezone(UTC), NOW.astimezone(UTC))


def test_late_exactly_from_the_moment_on():
    for minutes in range(-3000, 12000, 7):
        due = due_of(NOW + timedelta(minutes=minutes), NOW)
        assert (due.state == "late") == (minutes <= 0)
        assert due.label.startswith("quá hạn" if minutes <= 0 else "còn")


def test_labels_are_short_enough_for_the_column():
    assert max(len(label) for *_rest, label in CASES) <= 22
