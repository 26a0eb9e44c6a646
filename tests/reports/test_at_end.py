"""Tables over the same people at one moment, read together: linear programming over all of them and every exact total pins no small number."""

from __future__ import annotations

import random

import pytest

from donghanh.reports import at_end
from donghanh.reports.at_end import AFTER, GROUPS, ON_FILE, Group, known, tables, totals
from donghanh.reports.disclosure import FORMS, HIDDEN, Cell
from donghanh.reports.indicators import COUNTERS

FORM_OF = ("none", "home", "substitution", "private", "compulsory")


def on_file(chance: random.Random) -> tuple[tuple[Cell, ...], tuple[int, ...]]:
    """People on file by what they are in at the moment; now and then somebody in treatment is not on file here."""
    found = chance.choices(FORM_OF, weights=(5, 2, 2, 1, chance.choice((1, 4))), k=_people(chance))
    n = {form: found.count(form) for form in FORM_OF}
    people, treated, more = len(found), len(found) - n["none"], chance.random() < 0.05
    return (Cell(people, treated), Cell(people, n["compulsory"]), Cell(treated + more, n["home"] + n["substitution"] + more)), ()


def after(chance: random.Random) -> tuple[tuple[Cell, ...], tuple[int, ...]]:
    """People after rehabilitation, those under a decision that still runs, those of them who were supported."""
    people = _people(chance)
    decided, supported = (chance.randint(chance.choice((0, people)), people) for _ in range(2))
    both = chance.randint(max(0, decided + supported - people), min(decided, supported))
    return (Cell(people, supported), Cell(decided, chance.randint(0, decided))), (both,)


def _people(chance: random.Random) -> int:
    return min(40, int(chance.paretovariate(0.7)) - 1)


PEOPLE = {ON_FILE.indicators: on_file, AFTER.indicators: after}
Province = tuple[list[list[Cell]], list[int]]


def province(group: Group, seed: int, communes: int) -> Province:
    """The cells of each table of the group, and its further totals."""
    chance = random.Random(seed)
    found = [PEOPLE[group.indicators](chance) for _ in range(communes)]
    cells = [[one[k] for one, _ in found] for k in range(len(group.indicators))]
    return cells, [sum(more[k] for _, more in found) for k in range(len(group.further))]


def attacked(group: Group, made, further) -> list:
    """What linear programming pins, with what is certain alone and with what a reader would take for granted."""
    pytest.importorskip("highspy", reason="the solver of this attack is asked for in pyproject.toml; ./dev brings it")
    from tests.reports.linear import System, of_one_moment, pinned

    return [one for likely in (False, True) for one in pinned(of_one_moment(System(), group, made, further, likely=likely))]


def told(group: Group, seed: int, communes: int):
    cells, further = province(group, seed, communes)
    return tables(group, cells, further), further


def pins(cases: list[tuple[Group, int, int]]) -> dict:
    made = {(group.indicators[0], seed, communes): (group, *told(group, seed, communes)) for group, seed, communes in cases}
    return {key: found for key, one in made.items() if (found := attacked(*one))}


LEAN = [(ON_FILE, 10_020, 10), (AFTER, 10_017, 10), (AFTER, 10_015, 10), (ON_FILE, 4_001, 4)]


def test_no_small_number_is_pinned_by_tables_of_one_moment_read_together():
    assert pins(LEAN) == {}


@pytest.mark.slow
@pytest.mark.parametrize("communes", range(2, 21))
def test_nor_in_provinces_of_any_size(communes):
    assert pins([(group, 1000 * communes + seed, communes) for group in GROUPS for seed in range(15)]) == {}


@pytest.mark.parametrize("case", LEAN[:3])
def test_twin_each_table_by_itself_pins_small_numbers_beside_the_others(case, monkeypatch):
    monkeypatch.setattr(at_end, "leaks", lambda *_: set())
    assert pins([case])


PLAIN = [(14, 12, 3, 6), (3, 1, 0, 1), (5, 5, 2, 2), (22, 20, 9, 8), (0, 0, 0, 0)]
PLAIN += [(8, 8, 3, 3), (6, 2, 0, 1), (31, 24, 12, 8), (2, 2, 1, 1), (17, 9, 2, 5)]
"""People on file, treated, compulsory, in the community; everybody in treatment is on file."""


def of(rows) -> list[list[Cell]]:
    return [[Cell(r, t) for r, t, _, _ in rows], [Cell(r, c) for r, _, c, _ in rows], [Cell(t, m) for _, t, _, m in rows]]


def test_an_ordinary_province_keeps_its_three_tables():
    made = tables(ON_FILE, of(PLAIN))
    assert [table.form for table in made] == [FORMS[0]] * 3 and not any(table.is_withheld for table in made)


def test_only_the_commune_that_leaks_loses_its_row_in_the_last_table_that_tells_it(monkeypatch):
    made, _ = told(*LEAN[0])
    monkeypatch.setattr(at_end, "leaks", lambda *_: set())
    alone, _ = told(*LEAN[0])
    [gone] = [i for i, (one, other) in enumerate(zip(made[2].rows, alone[2].rows, strict=True)) if one != other]
    assert made[:2] == alone[:2] and made[2].rows[gone] == HIDDEN


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_known_never_excludes_the_truth(group):
    for seed in range(20):
        made, further = told(group, seed, 9)
        for i, state in enumerate(known(group, made, totals(group, made, further), likely=False)):
            truth = [
                n
                for table in made
                for n in (table.cells[i].denominator, table.cells[i].numerator, table.cells[i].denominator - table.cells[i].numerator)
            ]
            assert all(low <= n <= high for (low, high), n in zip(state, truth, strict=False))


def test_every_indicator_that_communes_are_told_of_at_a_moment_is_in_one_group_with_those_of_the_same_people():
    told_at_end = {code for code, how in COUNTERS.items() if how.is_told_at_end}
    assert sorted(told_at_end) == sorted(code for group in GROUPS for code in group.indicators)
    shared = [{COUNTERS[code].formula.subject for code in group.indicators} for group in GROUPS]
    assert not set.intersection(*shared)


def test_one_commune_whose_reader_sees_no_total_is_told_each_table():
    [[one], [two], [three]] = [table.rows for table in tables(ON_FILE, of(PLAIN[:1]), with_totals=False)]
    assert (one.denominator, one.numerator, two.numerator, three.numerator) == (15, 10, None, None)
