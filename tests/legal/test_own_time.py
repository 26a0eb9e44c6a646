"""A time that a unit or a decision set itself: days of the calendar, said to be no law."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from donghanh import legal
from donghanh.kernel.workdays import ZONE
from donghanh.legal import NotComputable

START, SET = datetime(2026, 11, 2, 15, tzinfo=ZONE), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("told", "last_day"),
    [
        (1, date(2026, 11, 3)),
        ("7", date(2026, 11, 9)),
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-02", date(2026, 11, 2)),
        ("2025-01-01", date(2026, 11, 2)),
    ],
)
def test_days_and_a_day_are_reckoned_from_the_start(told, last_day):
    found = legal.as_set(told, from_=START, set_on=SET)
    assert found.last_day == last_day and found.value == datetime(last_day.year, last_day.month, last_day.day + 1, tzinfo=ZONE)


def test_it_is_said_that_no_text_gives_it():
    found = legal.as_set(7, from_=START, set_on=SET)
    assert found.status == "silent" and found.citation_vi == "" and "01/11/2026: 7 ngày" in found.meaning_vi and "không nêu" in found.meaning_vi


@pytest.mark.parametrize("told", ["", "0", "-3", "1000", "bảy", "2026-13-01", None, "1.5"])
def test_what_is_no_time_is_refused_with_a_mend(told):
    with pytest.raises(NotComputable, match="Không đọc được") as refused:
        legal.as_set(told, from_=START, set_on=SET)
    assert refused.value.mend
