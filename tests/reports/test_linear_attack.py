"""Rule P1 against linear programming: every table a counting role gets of a year and its halves, and every exact total, pins no small number."""

from __future__ import annotations

import random

import pytest

from donghanh.reports import together
from donghanh.reports.disclosure import Cell
from donghanh.reports.together import Tables, tables

pytest.importorskip("highspy", reason="the solver of this attack is asked for in pyproject.toml; ./dev brings it")
from tests.reports.linear import System, pinned, year_beside_halves

NOTHING = ((), (), ())
Commune = tuple[Cell, Cell, Cell]


def commune(chance: random.Random) -> Commune:
    """Two halves and their year: many communes with nobody or a few people, some with many; some reached late, some found in both halves."""
    first, second = (min(40, int(chance.paretovariate(0.7)) - 1) for _ in range(2))
    reached, again = chance.randint(0, first), chance.randint(0, second)
    twice = chance.randint(0, min(1, first, second))
    people = first + second - twice
    late = max(reached, reached + again - twice, min(people, reached + again + chance.randint(0, 2)))
    return Cell(first, reached), Cell(second, again), Cell(people, min(people, late))


def province(seed: int, communes: int) -> Tables:
    chance = random.Random(seed)
    found = [commune(chance) for _ in range(communes)]
    return tables([[one[i] for one in found] for i in range(3)], NOTHING)


def attacked(made: Tables) -> list:
    return pinned(year_beside_halves(System(), made))


LEAN = [(seed, communes) for communes, seeds in ((3, 12), (8, 8), (12, 4)) for seed in range(seeds)]


def test_no_small_number_is_pinned_by_a_year_its_halves_and_their_totals():
    assert {case: found for case in LEAN if (found := attacked(province(*case)))} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("communes", "seeds"), [(2, 200), (4, 200), (6, 150), (8, 100), (20, 20), (95, 3)])
def test_nor_in_provinces_of_any_size(communes, seeds):
    assert {seed: found for seed in range(1000, 1000 + seeds) if (found := attacked(province(seed, communes)))} == {}


def test_twin_without_the_guard_the_year_gives_small_numbers_away(monkeypatch):
    monkeypatch.setattr(together, "leaks", lambda *_, **__: set())
    assert any(attacked(province(seed, 8)) for seed in range(8))


@pytest.mark.parametrize(("seed", "communes"), [(50, 3), (46, 2), (1035, 4)])
def test_provinces_where_ranges_carried_from_number_to_number_had_missed_one(seed, communes):
    assert attacked(province(seed, communes)) == []


def test_twin_beside_few_communes_the_year_is_withheld_for_a_reason(monkeypatch):
    monkeypatch.setattr(together, "FEW", 0)
    assert attacked(province(1035, 4))
