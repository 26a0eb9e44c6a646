"""Newly found people by former district beside people on file by commune: set against each other they pin no small number."""

from __future__ import annotations

import random

import pytest

from donghanh.reports import districts
from donghanh.reports.disclosure import Cell, published, safe
from donghanh.reports.districts import PEOPLE_ALONE, Count, guarded

Year = tuple[list[int], list[list[Cell]]]


def year(seed: int, *, are_all_new: bool = True) -> Year:
    """Five former districts of one to four communes; are_all_new: the system's first year, everybody on file was newly found in it."""
    chance = random.Random(seed)
    on_file = [[_commune(chance) for _ in range(chance.randint(1, 4))] for _ in range(5)]
    new = [sum(cell.denominator if are_all_new else chance.randint(0, cell.denominator) for cell in cells) for cells in on_file]
    return new, on_file


def _commune(chance: random.Random) -> Cell:
    people = min(40, int(chance.paretovariate(0.7)) - 1)
    return Cell(people, chance.randint(0, people))


def attacked(new: list[int], on_file: list[list[Cell]]) -> list:
    """Linear programming over both tables and their totals; the districts as `guarded` shows them."""
    pytest.importorskip("highspy", reason="the solver of this attack is asked for in pyproject.toml; ./dev brings it")
    from tests.reports.linear import Published, System, pinned

    system, told = System(), guarded(new, on_file)
    table = safe([cell for cells in on_file for cell in cells])
    communes = Published(system, table.rows, table.form, table.cells)
    form, rows = next((f, r) for f, r in ((f, published([Cell(n, 0) for n in new], among=(f,))[1]) for f in PEOPLE_ALONE) if r and shows(r) == told)
    towns = Published(system, rows, form, [Cell(n, 0) for n in new])
    at = iter(communes.people)
    for found, cells in zip(towns.people, on_file, strict=True):
        system.known({found: 1, **{next(at): -1 for _ in cells}}, -(10**9), 0)
    return pinned([communes, towns])


def shows(rows) -> list[Count]:
    return [Count(row.denominator) for row in rows]


def is_told(new, on_file) -> bool:
    return not guarded(new, on_file)[0].is_hidden


SEEDS = range(12)


def test_what_districts_are_told_pins_nothing_beside_people_on_file():
    told = [one for seed in SEEDS if is_told(*(one := year(seed)))]
    assert [found for one in told if (found := attacked(*one))] == []


def test_twin_without_the_second_look_the_first_year_pins_small_numbers(monkeypatch):
    monkeypatch.setattr(districts, "gives_away_beside", lambda *_: False)
    assert any(attacked(*one) for seed in SEEDS if is_told(*(one := year(seed))))


def test_where_most_people_were_on_file_before_the_districts_are_told():
    new, on_file = [22, 9, 15], [[Cell(60, 30), Cell(31, 12), Cell(4, 1)], [Cell(45, 20), Cell(28, 9)], [Cell(52, 31), Cell(3, 3)]]
    assert [one.n for one in guarded(new, on_file)] == [20, 10, 15]


def test_of_two_communes_a_district_of_its_first_year_leaves_few_to_the_smaller():
    new, on_file = [12, 30], [[Cell(9, 4), Cell(3, 1)], [Cell(18, 9), Cell(12, 5)]]
    assert guarded(new, on_file) == [Count(None, is_hidden=True)] * 2, "about 10 in the district, about 10 in one commune: fewer than 5 in the other"
