"""Tables of indicators made of parts, as a counting role sees them: safe by the same attack, a year's table that of its second half. Pure."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from donghanh.programme.terms import Counting, Source
from donghanh.reports import at_end, guarded, periods
from donghanh.reports.counting import Counts, Tally
from donghanh.reports.disclosure import Cell
from donghanh.reports.indicators import COUNTERS

H1, H2, YEAR = (periods.read(code) for code in ("2026H1", "2026H2", "2026"))
AT_END = [code for code, how in COUNTERS.items() if how.at_end and not how.assigned]
ROWS = some.lists(some.tuples(some.integers(0, 30), some.integers(0, 30)).map(lambda two: (max(two), min(two))), min_size=2, max_size=7)


def target(code: str):
    return SimpleNamespace(indicator=code, counting=Counting.SHARE, source=Source.COMPUTED, name=code)


def counted(code: str, rows, *asked) -> Counts:
    """Everybody of this indicator, and of those told beside it the same."""
    tallies = {n: Tally(people, reached, None, None) for n, (people, reached) in enumerate(rows)}
    formulas = {COUNTERS[code].formula, *(guarded.beside([target(code)]) if COUNTERS[code].is_told_at_end else ())}
    return Counts(tuple(tallies), _kept={(formula, period.code): tallies for formula in formulas for period in asked})


@pytest.mark.parametrize("code", AT_END)
@settings(max_examples=20, deadline=None)
@given(rows=ROWS)
def test_a_table_at_the_end_of_a_period_is_the_one_made_safe_beside_the_others(code, rows):
    """What at_end.tables lets through is held against linear programming in test_at_end."""
    group = at_end.group_of(code)
    cells, further = [[Cell(*row) for row in rows]] * len(group.indicators), [sum(n for _, n in rows)] * len(group.further)
    made = at_end.tables(group, cells, further)
    assert guarded.column(target(code), counted(code, rows, H2), H2) == list(made[group.indicators.index(code)].rows)


@settings(max_examples=20, deadline=None)
@given(rows=ROWS)
def test_a_year_at_its_end_is_the_table_of_its_second_half(rows):
    code = AT_END[0]
    assert guarded.column(target(code), counted(code, rows, H2), YEAR) == guarded.column(target(code), counted(code, rows, H2), H2)


@pytest.mark.parametrize("code", [code for code, how in COUNTERS.items() if how.assigned])
def test_what_is_counted_against_an_assigned_number_is_not_parted_by_commune(code):
    assert all(row.is_hidden for row in guarded.column(target(code), counted(code, [(20, 20), (9, 9)], H1), H1))
