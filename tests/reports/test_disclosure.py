"""No small number of a commune comes out of the table of its province: attacked by enumerating every truth that fits what is shown."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donghanh.reports import disclosure
from donghanh.reports.disclosure import FORMS, Cell, Form, Shown, known, published, shown

FULL = FORMS[0]


def cells(*pairs: tuple[int, int]) -> list[Cell]:
    return [Cell(*pair) for pair in pairs]


def truths(rows: list[Shown], form: Form, denominator: int, numerator: int) -> list[tuple[tuple[int, int], ...]]:
    """Every set of true numbers that would have been shown exactly like this, with these totals: what an attacker can work out."""
    fits = [
        [(d, n) for d in range(denominator + 1) for n in range(min(d, numerator) + 1) if shown(Cell(d, n), form) == row]
        for row in rows
    ]  # fmt: skip
    return [all_ for all_ in product(*fits) if sum(d for d, _ in all_) == denominator and sum(n for _, n in all_) == numerator]


def ranges(rows, form, denominator, numerator):
    found = truths(rows, form, denominator, numerator)
    measures = (lambda d, n: d, lambda d, n: n, lambda d, n: d - n)
    return [tuple((min(m(*t[i]) for t in found), max(m(*t[i]) for t in found)) for m in measures) for i in range(len(rows))]


def narrowed(found) -> list:
    """Numbers of 1 to 7 known more closely than "< 8" says."""
    return [one for row in found for one in row if one[0] >= 1 and one[1] < 8 and one != (1, 7)]


CELL = st.integers(0, 13).flatmap(lambda d: st.tuples(st.just(d), st.integers(0, d)))


@settings(max_examples=120, deadline=None)
@given(st.lists(CELL, min_size=1, max_size=3))
def test_what_is_published_survives_the_attack(pairs):
    truth = cells(*pairs)
    form, rows = published(truth)
    if form is None:
        return
    d, n = sum(c.denominator for c in truth), sum(c.numerator for c in truth)
    assert narrowed(ranges(rows, form, d, n)) == []


@settings(max_examples=120, deadline=None)
@given(st.lists(CELL, min_size=1, max_size=3), st.sampled_from(FORMS))
def test_the_reckoning_of_what_is_known_is_exact(pairs, form):
    truth = cells(*pairs)
    rows = [shown(cell, form) for cell in truth]
    d, n = sum(c.denominator for c in truth), sum(c.numerator for c in truth)
    assert known(rows, form, d, n) == ranges(rows, form, d, n)


@pytest.mark.parametrize(
    ("truth", "why"),
    [
        (cells((3, 3), (20, 20)), "the total less the other commune"),
        (cells((3, 2)), "one commune is the province"),
        (cells((38, 37), (20, 20), (30, 30)), "one person is missing, and only one commune's numbers differ"),
    ],
)
def test_twin_without_the_attack_a_small_number_is_pinned(truth, why, monkeypatch):
    monkeypatch.setattr(disclosure, "is_safe", lambda *_: True)
    form, rows = published(truth)
    d, n = sum(c.denominator for c in truth), sum(c.numerator for c in truth)
    assert form == FULL and narrowed(known(rows, form, d, n)), why


def test_with_the_attack_those_tables_say_less_or_nothing():
    for truth in (cells((3, 3), (20, 20)), cells((3, 2))):
        assert published(truth)[0] != FULL


def test_an_ordinary_province_keeps_its_table():
    truth = cells((14, 12), (3, 1), (5, 5), (22, 20), (0, 0), (8, 8), (6, 2), (31, 24), (2, 2), (17, 9))
    form, rows = published(truth)
    assert form == FULL
    assert rows[0] == Shown(15, 10) and rows[1] == Shown(None, None) and rows[4] == Shown(0, 0) and rows[5] == Shown(10, 10)


@pytest.mark.parametrize(("value", "text"), [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1000, 1000)])
def test_zero_stays_small_is_hidden_the_rest_is_rounded_to_five(value, text):
    assert shown(Cell(value, 0), FULL).denominator == text


def test_a_commune_too_small_to_show_says_nothing_of_its_rate():
    assert shown(Cell(5, 5), FULL) == Shown(None, None)


def test_a_further_total_beside_the_table_gives_no_commune_away():
    cells = [Cell(30, 10), *[Cell(0, 0)] * 20]
    form, rows = published(cells)
    assert (form, rows[0].denominator) == (FORMS[0], 30), "the twin: without the further total the table is open"
    form, rows = published(cells, parts=(3,))
    assert form is None or rows[1].denominator is None, "three without a decision could only be in the one commune with people"
