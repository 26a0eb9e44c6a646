"""Intervals against published values and properties, targets against intervals, counts that can be true."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donghanh.kernel.errors import BadInput
from donghanh.programme.surveys import rules
from donghanh.programme.surveys.rules import Counts, Tally
from donghanh.programme.surveys.terms import Verdict

counts = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(k, n, low, high):
    """R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3 (score without continuity correction)."""
    found = rules.wilson(k, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@settings(max_examples=20)
@given(counts)
def test_the_share_lies_inside_its_interval_and_both_ends_are_shares(counted):
    found = rules.wilson(*counted)
    assert 0 <= found.low <= found.share <= found.high <= 1


@settings(max_examples=20)
@given(counts)
def test_right_and_wrong_are_mirror_images(counted):
    k, n = counted
    right, wrong = rules.wilson(k, n), rules.wilson(n - k, n)
    assert right.low == pytest.approx(1 - wrong.high) and right.high == pytest.approx(1 - wrong.low)


@settings(max_examples=20)
@given(counts, st.integers(2, 20))
def test_more_sheets_with_the_same_share_never_widen_it(counted, times):
    k, n = counted
    small, large = rules.wilson(k, n), rules.wilson(k * times, n * times)
    assert large.high - large.low <= small.high - small.low + 1e-12


@pytest.mark.parametrize(
    ("k", "n", "threshold", "said"),
    [(190, 200, 80, Verdict.MET), (165, 200, 80, Verdict.UNSURE), (100, 200, 80, Verdict.NOT_MET), (200, 200, None, Verdict.NO_TARGET)],
)
def test_the_target_is_said_against_the_interval(k, n, threshold, said):
    level = Decimal(threshold) if threshold else None
    assert rules.verdict(rules.wilson(k, n), threshold=level, is_strict=False) == said


def test_at_least_and_more_than_differ_where_the_end_is_the_level():
    whole = rules.Share(1, 1, 1.0, 0.8, 1.0)
    assert rules.verdict(whole, threshold=Decimal(80), is_strict=False) == Verdict.MET
    assert rules.verdict(whole, threshold=Decimal(80), is_strict=True) == Verdict.UNSURE
    assert rules.verdict(whole, threshold=Decimal(100), is_strict=True) == Verdict.NOT_MET


def test_a_hundred_per_cent_is_met_only_where_everybody_was_asked():
    said = {n: rules.verdict(rules.share_of(400, 400, population=n), threshold=Decimal(100), is_strict=False) for n in (400, 900, None)}
    assert said == {400: Verdict.MET, 900: Verdict.UNSURE, None: Verdict.UNSURE}


def test_sheets_needed_are_the_textbook_numbers():
    assert rules.needed_sheets(0.05) == 385 and rules.needed_sheets(0.05, population=500) == 218


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(0, 0, ()), "Số phiếu"),
        (Tally(900, 1, ()), "nhiều hơn số người của nhóm"),
        (Tally(10, 11, ()), "đạt nhiều hơn số phiếu"),
        (Tally(10, 5, (Counts(5, 5, 0),)), "Có 1 câu"),
        (Tally(10, 5, (Counts(5, 5, 0), Counts(5, 4, 0))), "Câu 2"),
        (Tally(10, 9, (Counts(5, 5, 0), Counts(5, 5, 0))), "tổng phải từ 18"),
    ],
)
def test_counts_that_cannot_be_true_together_are_refused(tally, said):
    with pytest.raises(BadInput, match=said):
        rules.check_tally(tally, questions=2, needed=2, population_size=800)


@settings(max_examples=20)
@given(st.lists(st.lists(st.sampled_from([0, 1, 2]), min_size=3, max_size=3), min_size=1, max_size=30), st.integers(1, 3))
def test_real_sheets_are_never_refused(sheets, needed):
    reached = sum(sheet.count(0) >= needed for sheet in sheets)
    answers = tuple(Counts(*(sum(sheet[q] == kind for sheet in sheets) for kind in (0, 1, 2))) for q in range(3))
    rules.check_tally(Tally(len(sheets), reached, answers), questions=3, needed=needed, population_size=None)
