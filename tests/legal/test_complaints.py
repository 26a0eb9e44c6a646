"""The last day of a complaint and of an answer to a data request, by cases counted by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from donghanh.kernel.workdays import ZONE
from donghanh.legal.complaints import answer_limit, complaint_limit, data_limits, said_limit


@pytest.mark.parametrize(
    ("known_on", "last_day"),
    [
        (date(2026, 7, 1), date(2026, 9, 29)),  # a Tuesday: 30 days of July, 31 of August, 29 of September
        (date(2026, 11, 22), date(2027, 2, 22)),  # the 90th day, 20 February, is a Saturday and goes to Monday
        (date(2027, 11, 5), date(2028, 2, 3)),  # over the turn of the year
    ],
)
def test_ninety_days_from_the_day_after(known_on, last_day):
    limit = complaint_limit(date(2026, 7, 1), known_on)
    assert limit.last_day == last_day
    assert limit.confidence == "M" and "Chưa được xác nhận" in limit.caution_vi and "02/2011/QH13" in limit.citation_vi


def test_without_a_day_of_receipt_the_sentence_says_from_when():
    limit = complaint_limit(date(2026, 7, 1), None)
    assert limit.last_day is None and said_limit(limit) == "90 ngày kể từ ngày nhận được hoặc biết được quyết định"
    assert said_limit(complaint_limit(date(2026, 7, 1), date(2026, 7, 1))) == "đến hết 29/09/2026"


def test_a_data_request_is_answered_in_two_working_days_and_done_in_ten_days():
    answer, done = data_limits(datetime(2026, 11, 5, 9, tzinfo=ZONE))  # a Thursday
    assert answer.last_day == date(2026, 11, 9) and done.last_day == date(2026, 11, 16)  # the 15th is a Sunday
    assert answer.rule_id == "PDP_ACK" and "356/2025" in done.citation_vi and done.confidence == "V"


def test_before_the_law_on_personal_data_nothing_is_invented():
    assert data_limits(datetime(2025, 12, 31, 9, tzinfo=ZONE)) == (None, None)


def test_a_complaint_is_answered_in_thirty_days_a_complex_one_in_forty_five_both_unconfirmed():
    found = answer_limit(date(2026, 7, 1))  # a Wednesday
    assert (found.last_day, found.longest_day) == (date(2026, 7, 31), date(2026, 8, 17))  # the 45th day, 15 August, is a Saturday
    assert found.confidence == "M" and "Chưa được xác nhận" in found.caution_vi and "02/2011/QH13" in found.citation_vi
