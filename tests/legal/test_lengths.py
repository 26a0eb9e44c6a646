"""A written term beside the law's length: least and most, one day less, silent, unconfirmed, conflict; months and days counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh import legal
from donghanh.kernel.workdays import add_months
from donghanh.legal import Standing, lengths
from donghanh.legal.lengths import Verdict

FIRST = date(2026, 12, 1)
HOME_2024 = legal.rule("VR-08")
"""From 6 to 12 months."""
ONCE, AGAIN = legal.rule("REHAB_TERM_FIRST"), legal.rule("REHAB_TERM_REPEAT")


def written(last: date, *rules: legal.Rule, first: date = FIRST, status: Standing = Standing.DEFINITE, confidence: str = "V") -> lengths.Written:
    return lengths.written(first, last, rules or (ONCE,), status=status, confidence=confidence)


@pytest.mark.parametrize(
    ("last", "fits"),
    [
        (date(2028, 12, 1), True),
        (date(2028, 11, 30), True),
        (date(2028, 12, 2), False),
        (date(2028, 11, 29), False),
        (date(2027, 12, 1), False),
        (date(2029, 12, 1), False),
    ],
)
def test_a_fixed_length_ends_on_its_day_or_the_day_before(last, fits):
    found = written(last)
    assert (found.verdict, found.is_refused, found.needs_reason) == (Verdict.FITS if fits else Verdict.OUTSIDE, not fits, False)
    assert (found.law, found.until) == ("24 tháng", "01/12/2028") and "Điều 29" in found.citation


@pytest.mark.parametrize(
    ("last", "verdict"),
    [
        (date(2024, 8, 30), Verdict.OUTSIDE),
        (date(2024, 8, 31), Verdict.FITS),
        (date(2024, 9, 1), Verdict.FITS),
        (date(2025, 3, 1), Verdict.FITS),
        (date(2025, 3, 2), Verdict.OUTSIDE),
    ],
)
def test_a_range_has_a_least_and_a_most(last, verdict):
    found = written(last, HOME_2024, first=date(2024, 3, 1))
    assert found.verdict == verdict and found.law == "từ 06 đến 12 tháng" and found.until == "từ 01/09/2024 đến 01/03/2025"


def test_no_more_than_and_no_less_than():
    most, least = replace(ONCE, bound="max"), replace(ONCE, bound="min")
    assert [written(last, most).verdict for last in (FIRST, date(2028, 12, 1), date(2028, 12, 2))] == [Verdict.FITS, Verdict.FITS, Verdict.OUTSIDE]
    assert [written(last, least).verdict for last in (FIRST, date(2028, 12, 1), date(2040, 1, 1))] == [Verdict.OUTSIDE, Verdict.FITS, Verdict.FITS]
    assert written(FIRST, least).until == "01/12/2028 trở đi"


def test_where_the_law_is_silent_both_readings_stand_and_a_reason_is_asked():
    for last in (date(2029, 12, 1), date(2028, 12, 1)):
        found = written(last, AGAIN, ONCE, status=Standing.SILENT, confidence="M")
        assert (found.verdict, found.needs_reason, found.law) == (Verdict.FITS, True, "36 tháng hoặc 24 tháng")
    assert written(date(2027, 12, 1), AGAIN, ONCE, status=Standing.SILENT, confidence="M").is_refused, "no reading gives twelve months"


def test_a_conflict_asks_for_a_reason_also_where_one_reading_fits():
    assert written(date(2028, 12, 1), status=Standing.CONFLICT).needs_reason


def test_a_number_that_nobody_confirmed_refuses_nothing():
    found = written(date(2027, 12, 1), replace(ONCE, confidence="M"), status=Standing.UNCONFIRMED, confidence="M")
    assert (found.verdict, found.is_refused, found.needs_reason) == (Verdict.OUTSIDE, False, True)
    assert not written(date(2028, 12, 1), replace(ONCE, confidence="M"), status=Standing.UNCONFIRMED, confidence="M").needs_reason


def test_without_a_number_the_length_is_open():
    for rules in ([], [legal.rule("EM_TERM_HOME_POST_ADULT")]):
        found = lengths.written(FIRST, FIRST, rules, status=Standing.SILENT, confidence="M", meaning="Chưa thấy quy định.")
        assert (found.verdict, found.needs_reason, found.is_refused, found.until) == (Verdict.OPEN, True, False, "")
        assert found.as_json()["meaning"] == "Chưa thấy quy định."


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (FIRST, date(2028, 12, 1), "24 tháng (732 ngày kể cả ngày đầu và ngày cuối), từ 01/12/2026 đến hết 01/12/2028"),
        (FIRST, date(2028, 11, 30), "24 tháng (731 ngày kể cả ngày đầu và ngày cuối), từ 01/12/2026 đến hết 30/11/2028"),
        (FIRST, date(2027, 1, 15), "01 tháng 14 ngày (46 ngày kể cả ngày đầu và ngày cuối), từ 01/12/2026 đến hết 15/01/2027"),
        (FIRST, FIRST, "1 ngày kể cả ngày đầu và ngày cuối, từ 01/12/2026 đến hết 01/12/2026"),
        (date(2024, 8, 31), date(2025, 2, 28), "06 tháng (182 ngày kể cả ngày đầu và ngày cuối), từ 31/08/2024 đến hết 28/02/2025"),
        (date(2024, 2, 29), date(2025, 2, 28), "12 tháng (366 ngày kể cả ngày đầu và ngày cuối), từ 29/02/2024 đến hết 28/02/2025"),
    ],
)
def test_months_and_days_are_told_with_the_first_and_the_last_day(first, last, told):
    assert lengths.spelt(first, last) == told


@given(first=st.dates(date(2014, 1, 1), date(2035, 1, 1)), months=st.integers(1, 48))
def test_so_many_months_from_a_day_are_so_many_months(first, months):
    assert lengths.months_of(first, add_months(first, months)) == (months, 0)
    assert lengths.months_of(first, add_months(first, months) - timedelta(days=1))[0] in (months, months - 1)


@given(first=st.dates(date(2014, 1, 1), date(2035, 1, 1)), months=st.integers(1, 60))
def test_only_the_months_of_the_law_fit(first, months):
    found = lengths.written(first, add_months(first, months), [ONCE], status=Standing.DEFINITE, confidence="V")
    assert found.is_refused == (months != ONCE.amount)
