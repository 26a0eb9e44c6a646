""" "< 8" is written only where there are fewer than 8; what is left out to protect another number is worded otherwise (trust rule P1)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh.programme.terms import Counting
from donghanh.reports import printed
from donghanh.reports.disclosure import HIDDEN, Cell, Shown, published
from donghanh.reports.frozen import GIVEN, WHOLE, FrozenCell, FrozenPlace
from donghanh.web.reports import presenters
from tests.reports.test_workbook import ONE

ONE_MISSED = [Cell(38, 37), Cell(20, 20), Cell(30, 30)]
"""One person is missed in the province: the people reached of no commune can be shown, though they are many."""
PAIRS = st.integers(0, 40).flatmap(lambda d: st.integers(0, d).map(lambda n: Cell(d, n)))


def frozen(shown: Shown) -> FrozenCell:
    return FrozenCell("t", shown.numerator, shown.denominator, None, shown.is_hidden, shown.is_numerator_hidden)


def false_words(cells: list[Cell], rows: list[Shown]) -> list[str]:
    """What the printed report and the page say of the people found and reached that is not so."""
    said = []
    for cell, row in zip(cells, rows, strict=True):
        for told, true in ((printed.people, cell.denominator), (printed.people_reached, cell.numerator)):
            if told(frozen(row)) == printed.SMALL and true >= 8:
                said.append(f"{true} is called {printed.SMALL}")
    return said


@given(st.lists(PAIRS, min_size=1, max_size=8))
def test_no_number_of_eight_or_more_is_called_small(cells):
    _form, rows = published(cells)
    assert false_words(cells, rows or [HIDDEN] * len(cells)) == []


def test_what_is_left_out_for_others_is_called_hidden():
    form, rows = published(ONE_MISSED)
    assert form is not None and not form.with_numerator
    assert [printed.people_reached(frozen(row)) for row in rows] == [printed.HIDDEN] * 3
    assert presenters.reached(frozen(rows[0])) == "không hiện" and presenters.number(frozen(rows[0])) == "40"


def test_twin_without_the_mark_thirty_seven_are_called_fewer_than_eight():
    _form, rows = published(ONE_MISSED)
    assert false_words(ONE_MISSED, [replace(row, is_numerator_hidden=False) for row in rows])


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (FrozenCell("t", 10, 15, 66.7), ("15", "10")),
        (FrozenCell("t", 0, 0, None), ("0", "0")),
        (FrozenCell("t", None, 15, None), ("15", "< 8")),
        (FrozenCell("t", None, None, None), ("< 8", "–")),
        (FrozenCell("t", None, None, None, is_numerator_hidden=True), ("< 8", "–")),
        (FrozenCell("t", None, 15, None, is_numerator_hidden=True), ("15", "không hiện")),
        (FrozenCell("t", None, None, None, is_hidden=True, is_numerator_hidden=True), ("không hiện", "không hiện")),
    ],
)
def test_each_kind_of_cell_has_its_word(cell, words):
    assert (presenters.number(cell), presenters.reached(cell)) == words


def test_the_closing_line_names_the_ways_of_counting():
    said = printed.ways_of_counting("newly_dependent/1, gone/3")
    assert "newly_dependent" not in said and said.endswith(" (bản 1); gone/3")


def test_a_year_before_of_which_nothing_is_known_is_no_nought():
    compared = replace(ONE, counting=Counting.CHANGE.value, denominator=0)
    assert printed.beside(compared) is None and printed.beside(replace(compared, denominator=4)) == 4
    assert printed.beside(replace(ONE, denominator=0)) == 0


@pytest.mark.parametrize(("found", "is_silent"), [((None, None), True), ((0, None), False), ((15, None), False)])
def test_a_table_of_small_cells_alone_is_one_sentence(found, is_silent):
    places = tuple(FrozenPlace(n, f"xã {n}", (FrozenCell(ONE.id, None, value, None, is_hidden=n == 1),)) for n, value in enumerate(found))
    assert printed.says_nothing(ONE, places) is is_silent


def test_a_number_not_given_and_a_target_of_the_province_are_no_nought():
    given = replace(ONE, numerator=1, denominator=0, value=None, met=None, missing=0, unset=GIVEN)
    assert "Kết quả: 1 người; số được giao chưa đặt" in printed.reached(given) and "không có người nào" not in printed.reached(given)
    assert (printed.got(given), printed.beside(given), printed.gaps(given)) == (1, None, [])
    whole = replace(given, numerator=0, unset=WHOLE)
    assert printed.reached(whole).endswith("Chỉ tính cho toàn tỉnh.") and printed.got(whole) is None


def test_what_is_only_striven_for_is_neither_reached_nor_missed():
    striven = replace(ONE, of_places=True, met=None)
    assert printed.verdict(striven) == "Mức phấn đấu" and printed.verdict(replace(striven, denominator=0)) == "–"


def test_communes_and_what_lies_outside_them_make_the_total():
    cells = [FrozenCell(ONE.id, 4, 5, 80.0), FrozenCell(ONE.id, None, None, None)]
    assert printed.outside(ONE, tuple(FrozenPlace(n, f"xã {n}", (cell,)) for n, cell in enumerate(cells))) == (5, 7)
