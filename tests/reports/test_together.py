"""A year beside its halves, and the province beside its communes, give no small number away: every truth that fits is enumerated."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from donghanh.reports import together
from donghanh.reports.disclosure import FORMS, HIDDEN, Cell, safe, shown
from donghanh.reports.together import H1, H2, TWICE, YEAR, known, leaks, tables

NOTHING = ((), (), ())


def year_of(half: tuple, other: tuple, late: int, twice: int) -> tuple[int, int]:
    """A year's (people, reached): `twice` people were found in both halves and reached in both or in neither, `late` reached afterwards."""
    people = half[0] + other[0] - twice
    return people, max(0, min(people, half[1] + other[1] - min(twice, half[1], other[1]) + late))


def of(*communes: tuple) -> list[list[Cell]]:
    """Cells of first half, second half and year from communes given as (first, second, year)."""
    return [[Cell(*commune[i]) for commune in communes] for i in range(3)]


def fits(made, i: int) -> list[tuple]:
    """Every truth of one commune that would be shown exactly like this, up to the exact totals beside the tables: people and reached of each."""

    def seen(table):
        row, people, reached = table.rows[i], *_totals(table)
        pairs = ((d, n) for d in range(people + 1) for n in range(max(0, d - people + reached), min(d, reached) + 1))
        return [pair for pair in pairs if row.is_hidden or shown(Cell(*pair), table.form) == row]

    found = []
    years = set(seen(made[2]))
    for one, other in product(seen(made[0]), seen(made[1])):
        for people in range(one[0], one[0] + other[0] + 1):  # who was found in both may have been found first elsewhere, and counts there
            twice = one[0] + other[0] - people
            for reached in range(max(one[1], one[1] + other[1] - twice, 0), people + 1):
                missed = people - reached
                if missed <= one[0] - one[1] + other[0] - other[1] and (people, reached) in years:
                    found.append((*one, *other, people, reached))
    return found


def _totals(table) -> tuple[int, int]:
    return sum(c.denominator for c in table.cells), sum(c.numerator for c in table.cells)


def attacked(made) -> list[list[tuple[int, int]]]:
    """The ranges of a commune's nine numbers over every truth of both communes that adds up to the exact totals."""
    totals = tuple(n for table in made for n in _totals(table))
    one, other = fits(made, 0), set(fits(made, 1))
    kept = [truth for truth in one if tuple(t - n for t, n in zip(totals, truth, strict=True)) in other]
    mirrored = [tuple(t - n for t, n in zip(totals, truth, strict=True)) for truth in kept]
    return [[_range(truths, m) for m in range(9)] for truths in (kept, mirrored)]


def _range(truths, number):
    table, which = divmod(number, 3)
    values = [(t[2 * table], t[2 * table + 1], t[2 * table] - t[2 * table + 1])[which] for t in truths]
    return min(values), max(values)


def narrowed(found) -> list:
    return [one for row in found for one in row if one[0] >= 1 and one[1] < 8 and one != (1, 7)]


HALF = st.integers(0, 9).flatmap(lambda d: st.tuples(st.just(d), st.integers(0, d)))
COMMUNE = st.tuples(HALF, HALF, st.integers(0, 4), st.integers(0, 1)).map(
    lambda c: (c[0], c[1], year_of(c[0], c[1], c[2], min(c[3], c[1][0], c[0][0])))
)


@settings(max_examples=40, deadline=None)
@given(COMMUNE, COMMUNE)
@example(((1, 0), (7, 0), (8, 0)), ((4, 0), (9, 0), (13, 0)))  # a half is withheld: its numbers may be as large as its total
def test_no_small_number_is_narrowed_by_reading_all_tables_together(one, other):
    made = tables(of(one, other), NOTHING)
    if not all(table.is_withheld for table in made):
        assert narrowed(attacked(made)) == []


@settings(max_examples=40, deadline=None)
@given(COMMUNE, COMMUNE)
def test_the_reckoning_never_learns_less_than_the_truth_and_never_excludes_it(one, other):
    made = tables(of(one, other), NOTHING)
    truth = [[cell for i in range(3) for cell in (c[i][0], c[i][1], c[i][0] - c[i][1])] for c in (one, other)]
    for state, numbers in zip(known(made), truth, strict=True):
        assert all(low <= n <= high for (low, high), n in zip(state[:TWICE], numbers, strict=True))


SMALL_HALF = ((7, 0), (7, 7), (14, 7))
"""Both halves "< 8", the year "about 15" (13 to 17): each half must be 6 or 7."""


OTHERS = tuple(((20 + i, 12 + i), (25 + i, 20), (45 + 2 * i, 34 + i)) for i in range(6))


@pytest.mark.parametrize(
    ("commune", "why"),
    [
        (SMALL_HALF, "year about 15, both halves small: each is 6 or 7"),
        (((3, 3), (9, 9), (12, 12)), "year about 10, one half about 10: the other is at most 4"),
    ],
)
def test_twin_each_table_by_itself_gives_a_small_number_away(commune, why, monkeypatch):
    communes = of(commune, *OTHERS)
    safe = tables(communes, NOTHING)
    assert leaks(safe) == set() and safe[2].rows[0] == HIDDEN, why
    monkeypatch.setattr(together, "leaks", lambda *_, **__: set())
    alone = tables(communes, NOTHING)
    monkeypatch.undo()
    assert 0 in leaks(alone), why


def test_twin_enumeration_finds_the_leak_that_the_guard_stops(monkeypatch):
    communes = (SMALL_HALF, ((9, 5), (9, 5), (18, 12)))
    monkeypatch.setattr(together, "leaks", lambda *_, **__: set())
    made = tuple(safe(t.cells, with_totals=False) for t in tables(of(*communes), NOTHING))
    assert narrowed(attacked(made))


def test_one_commune_whose_reader_sees_no_total_is_guarded_too():
    made = tables(of(SMALL_HALF), NOTHING, with_totals=False)
    assert made[2].rows == (HIDDEN,) and made[0].rows[0].denominator is None and not made[0].rows[0].is_hidden


def test_only_the_communes_that_leak_lose_their_year():
    made = tables(of(SMALL_HALF, *OTHERS), NOTHING)
    assert made[2].rows[0] == HIDDEN and not any(row.is_hidden for row in made[2].rows[1:])
    assert made[0].rows[1].denominator == 20 and not made[0].is_withheld and not made[1].is_withheld


def test_an_empty_second_half_hides_nothing():
    communes = [((n, n // 2), (0, 0), (n, n // 2)) for n in (14, 3, 25, 5, 8, 7, 0, 31)]
    made = tables(of(*communes), NOTHING)
    assert [table.form for table in made] == [FORMS[0]] * 3 and HIDDEN not in made[2].rows


def test_numbers_stand_where_they_are_named():
    state = known(tables(of(((20, 10), (30, 15), (50, 30))), NOTHING))[0]
    assert (state[H1], state[H2], state[YEAR], state[TWICE]) == ((20, 20), (30, 30), (50, 50), (0, 0))
