"""What tables over the same people at one moment may show together (trust rule P1). Pure; reasoning in docs/explanation/numbers.md.

People on file and people in treatment are told in three tables, people after rehabilitation in two. Each is made safe by itself first
(disclosure.py). Then those of a group are attacked at once with every exact total: two tables may count the same people, who is in compulsory
rehabilitation is in treatment. Where a small number comes out narrower than "1 to 7", the commune's row is hidden in the last table that
tells it, then the last table whole, at last the first says less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from donghanh.reports import ranges
from donghanh.reports.disclosure import FORMS, HIDDEN, OPEN_END, Cell, Table, box, gives_away, safe
from donghanh.reports.parts import Formula, Mark
from donghanh.reports.ranges import State, Sum


@dataclass(frozen=True, slots=True)
class Group:
    """Tables over the same people, by indicator, in the order in which they are kept: the last is given up first.

    Numbers of a commune: people, reached and missed of the k-th table stand at 3k, 3k + 1 and 3k + 2; then `further`, of which the total alone
    stands on a page; then `derived`, each a sum of those before and a number of people too. same: tables whose people are the same. likely: how
    many of `derived`, from the end, are below nought only where somebody has files at two places; a reader would take them for granted.
    """

    indicators: tuple[str, ...]
    further: tuple[Formula, ...]
    same: tuple[Sum, ...]
    derived: tuple[Sum, ...]
    likely: int

    @property
    def own(self) -> int:
        """How many numbers the tables and the further totals have."""
        return 3 * len(self.indicators) + len(self.further)

    def sums(self, *, likely: bool) -> list[Sum]:
        """What is nought in every commune."""
        tables = [{k: 1, k + 1: -1, k + 2: -1} for k in range(0, 3 * len(self.indicators), 3)]
        return [*tables, *self.same, *({**one, self.own + n: -1} for n, one in enumerate(self.derived[: self._known(likely=likely)]))]

    def watched(self) -> int:
        """How many numbers, from the first, must not be given away: those of the tables, and parts that are certain."""
        return self.own + self._known(likely=False)

    def _known(self, *, likely: bool) -> int:
        return len(self.derived) - (0 if likely else self.likely)


ON_FILE = Group(
    ("registered_treated", "compulsory_share", "treatment_mix"),
    further=(),
    same=({0: 1, 3: -1},),
    derived=({1: 1, 4: -1}, {6: 1, 1: -1}, {8: 1, 4: -1}),
    likely=2,
)
"""Treated elsewhere than in compulsory rehabilitation; in treatment without being on file; in a facility, not by compulsion."""
AFTER = Group(
    ("aftercare_supported", "aftercare_followed"),
    further=(Formula("aftercare", Mark.SUPPORTED),),
    same=(),
    derived=({3: 1, 6: -1}, {0: 1, 3: -1}, {1: 1, 6: -1}),
    likely=2,
)
"""Under a decision without support; after rehabilitation without a decision that still runs; supported without one."""
GROUPS = (ON_FILE, AFTER)
FEW = 7
"""Beside exact totals over fewer communes with anybody only the first table is shown: see together.FEW."""

Tables = tuple[Table, ...]
Totals = Sequence[int | None]


def group_of(indicator: str) -> Group:
    """The tables that this indicator's table is read together with."""
    return next(one for one in GROUPS if indicator in one.indicators)


def tables(group: Group, cells: Sequence[Sequence[Cell]], further: Sequence[int] = (), *, with_totals: bool = True) -> Tables:
    """The fullest tables of a group that give no small number away, even read together.

    cells: the communes in the same order for each table. further: the totals of group.further. with_totals False: the reader sees no total.
    """
    made = tuple(safe(one, with_totals=with_totals) for one in cells)
    if with_totals and sum(any(cell.denominator for cell in commune) for commune in zip(*cells, strict=True)) < FEW:
        made = (made[0], *(_withheld(table) for table in made[1:]))
    while not all(table.is_withheld for table in made):
        leaking = leaks(group, made, totals(group, made, further) if with_totals else [])
        if not leaking:
            break
        made = _less(made, leaking, with_totals=with_totals)
    return made


def leaks(group: Group, made: Tables, told: Totals) -> set[int]:
    """Communes (by position) of which a reader of all these tables and totals learns a small number more closely than "< 8" says."""
    every = [known(group, made, told, likely=likely) for likely in (False, True)]
    possible = [states for states in every if all(map(ranges.is_possible, states))]
    return {i for states in possible for i, state in enumerate(states) if any(map(gives_away, state[: group.watched()]))}


def known(group: Group, made: Tables, told: Totals, *, likely: bool) -> list[State]:
    """For each commune the ranges of its numbers that everything published leaves possible; likely: and what a reader would take for granted."""
    sums = group.sums(likely=likely)
    return ranges.carried([_start(group, made, i) for i in range(len(made[0].cells))], sums, told if likely else told[: group.watched()])


def totals(group: Group, made: Tables, further: Sequence[int]) -> Totals:
    """What stands exact beside the tables: the total of every number."""
    people = [(sum(c.denominator for c in table.cells), sum(c.numerator for c in table.cells)) for table in made]
    flat = [*(n for d, n in people for n in (d, n, d - n)), *further]
    return [*flat, *(sum(flat[i] * times for i, times in one.items()) for one in group.derived)]


def _less(made: Tables, leaking: set[int], *, with_totals: bool) -> Tables:
    """The same tables saying a little less."""
    for k in reversed(range(1, len(made))):
        if told := leaking & {i for i, row in enumerate(made[k].rows) if not row.is_hidden}:
            rows = tuple(HIDDEN if i in told else row for i, row in enumerate(made[k].rows))
            return *made[:k], replace(made[k], rows=rows), *made[k + 1 :]
    for k in reversed(range(1, len(made))):
        if not made[k].is_withheld:
            return *made[:k], _withheld(made[k]), *made[k + 1 :]
    return safe(made[0].cells, among=FORMS[made[0].rank + 1 :], with_totals=with_totals), *made[1:]


def _withheld(table: Table) -> Table:
    return replace(table, form=None, rows=(HIDDEN,) * len(table.cells))


def _start(group: Group, made: Tables, i: int) -> State:
    """What the rows of one commune say, each by itself."""
    found: State = []
    for table in made:
        one = box(table.rows[i], table.form or FORMS[-1])
        found += [one.denominator, one.numerator, one.missing]
    return found + [(0, OPEN_END)] * (len(group.further) + len(group.derived))
