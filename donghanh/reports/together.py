"""What the tables of a year and of its two halves may show together (trust rule P1). Pure; reasoning in docs/explanation/numbers.md.

Each table is made safe by itself first (disclosure.py). Then all three are attacked at once: a year's people are those of the halves less
the people detected in both, a person reached by the end of a half is reached at the end of the year, and who is missed in the year was
missed in a half. What is learnt of one number is carried to the others until nothing more can be learnt. Where a small number comes out
narrower than "1 to 7", the year's cell of that commune is hidden, then the year's table, then the halves say less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from donghanh.reports import ranges
from donghanh.reports.disclosure import FORMS, HIDDEN, OPEN_END, Cell, Table, box, gives_away, safe
from donghanh.reports.ranges import State

H1, H2, YEAR, TWICE = 0, 3, 6, 9
LATER, AGAIN, MENDED, ONCE = 10, 11, 12, 13
"""Where the numbers of a table begin in a commune's row of ranges: people, reached, missed. TWICE: people detected in both halves.

Then what follows from how people are counted and is below nought nowhere: reached only after the first half, reached in the year beyond those of
either half, missed in a half and not in the year, found in the second half alone. Their totals are known too, and a total of nought says that
they are nought in every commune.
"""
SUMS: tuple[dict[int, int], ...] = (
    *({one: 1, one + 1: -1, one + 2: -1} for one in (H1, H2, YEAR)),
    {H1: 1, H2: 1, YEAR: -1, TWICE: -1},
    {YEAR + 1: 1, H1 + 1: -1, LATER: -1},
    {YEAR + 1: 1, H1 + 1: -1, H2 + 1: -1, TWICE: 1, AGAIN: -1},
    {H1 + 2: 1, H2 + 2: 1, YEAR + 2: -1, MENDED: -1},
    {H2: 1, TWICE: -1, ONCE: -1},
)
"""Number → how often it counts; each of these sums is nought in every commune."""

FEW = 7
"""Beside exact totals over fewer communes with anybody, no year is shown: linear programming over all three tables at once (tests/reports/linear.py)
finds there now and then what carrying ranges from number to number does not."""

Tables = tuple[Table, Table, Table]


def tables(cells: Sequence[Sequence[Cell]], parts: Sequence[Sequence[int]], *, with_totals: bool = True) -> Tables:
    """The fullest tables of (first half, second half, year) that give no small number away, even read together.

    cells: the communes in the same order each time. with_totals False: the reader sees no total over the communes.
    """
    first, second, year = (safe(c, parts=p, with_totals=with_totals) for c, p in zip(cells, parts, strict=True))
    if with_totals and sum(any(cell.denominator for cell in commune) for commune in zip(*cells, strict=True)) < FEW:
        year = replace(year, form=None, rows=(HIDDEN,) * len(year.rows))
    made = (first, second, year)
    while not all(table.is_withheld for table in made):
        leaking = leaks(made, with_totals=with_totals)
        if not leaking:
            break
        made = _less(made, leaking, with_totals=with_totals)
    return made


def leaks(made: Tables, *, with_totals: bool = True) -> set[int]:
    """Communes (by position) of which a reader of all three tables learns a small number more closely than "< 8" says."""
    found = known(made, with_totals=with_totals)
    once = [ranges.settled(_start(made, i, twice=0), SUMS) for i in range(len(found))]
    told = (found, once)
    return {i for states in told for i, state in enumerate(states) if ranges.is_possible(state) and any(map(gives_away, state[:TWICE]))}


def known(made: Tables, *, with_totals: bool = True) -> list[State]:
    """For each commune the ranges of its nine numbers, and of the people detected twice, that everything published leaves possible."""
    return ranges.carried([_start(made, i) for i in range(len(made[0].cells))], SUMS, _totals(made) if with_totals else [])


def _less(made: Tables, leaking: set[int], *, with_totals: bool) -> Tables:
    """The same tables saying a little less."""
    first, second, year = made
    told = {i for i, row in enumerate(year.rows) if not row.is_hidden}
    if told:
        gone = told & leaking or told
        return first, second, replace(year, rows=tuple(HIDDEN if i in gone else row for i, row in enumerate(year.rows)))
    if first.rank <= second.rank:
        return _coarser(first, with_totals=with_totals), second, year
    return first, _coarser(second, with_totals=with_totals), year


def _coarser(table: Table, *, with_totals: bool) -> Table:
    return safe(table.cells, parts=table.parts, among=FORMS[table.rank + 1 :], with_totals=with_totals)


def _start(made: Tables, i: int, *, twice: int = OPEN_END) -> State:
    """What the rows of one commune say, each by itself. twice: the most people found in both halves."""
    found: State = []
    for table in made:
        one = box(table.rows[i], table.form or FORMS[-1])
        found += [one.denominator, one.numerator, one.missing]
    return [*found, (0, twice), *[(0, OPEN_END)] * (ONCE - TWICE)]


def _totals(made: Tables) -> list[int]:
    people = [(sum(c.denominator for c in table.cells), sum(c.numerator for c in table.cells)) for table in made]
    flat = [n for d, n in people for n in (d, n, d - n)]
    for last, terms in ((TWICE, SUMS[3]), (LATER, SUMS[4]), (AGAIN, SUMS[5]), (MENDED, SUMS[6]), (ONCE, SUMS[7])):
        flat.append(sum(flat[i] * times for i, times in terms.items() if i != last))
    return flat
