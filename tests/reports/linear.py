"""The attack of rule P1 as linear programming: all that is published, as rows of one system; between which ends can each small number lie?

Linear programming finds no narrower range than the whole numbers have, and the ranges of reports/together.py are carried from number to number:
here every table and every total stands in one system. Solved by HiGHS.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import highspy

from donghanh.reports import at_end, together
from donghanh.reports.at_end import Group
from donghanh.reports.disclosure import FORMS, OPEN_END, Cell, Form, Range, Shown, Table, box

NEAR = 1e-6
Terms = dict[int, int]


class System:
    """Numbers of people, none below nought, and what is known of sums of them."""

    def __init__(self) -> None:
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.size = 0

    def number(self) -> int:
        """A further unknown number."""
        self.solver.addVar(0, highspy.kHighsInf)
        self.size += 1
        return self.size - 1

    def known(self, terms: Terms, low: float, high: float) -> None:
        """The sum lies between these ends."""
        high = highspy.kHighsInf if high >= OPEN_END else high
        self.solver.addRow(low, high, len(terms), list(terms), [float(n) for n in terms.values()])

    def range(self, terms: Terms) -> Range:
        """The whole numbers between which a sum must lie."""
        for i, n in terms.items():
            self.solver.changeColCost(i, float(n))
        low, high = self._end(highspy.ObjSense.kMinimize), self._end(highspy.ObjSense.kMaximize)
        for i in terms:
            self.solver.changeColCost(i, 0.0)
        return math.ceil(low - NEAR), OPEN_END if math.isinf(high) else math.floor(high + NEAR)

    def _end(self, sense: highspy.ObjSense) -> float:
        self.solver.changeObjectiveSense(sense)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return math.inf
        assert status == highspy.HighsModelStatus.kOptimal, "the truth itself fits what is published"
        return self.solver.getInfo().objective_function_value


class Published:
    """One table with its exact totals in the system: people and people reached of each commune."""

    def __init__(self, system: System, rows: Sequence[Shown], form: Form | None, truth: Sequence[Cell], *, people: Sequence[int] = ()) -> None:
        self.system = system
        self.people = list(people) or [system.number() for _ in truth]
        self.reached = [system.number() for _ in truth]
        for d, n, row in zip(self.people, self.reached, rows, strict=True):
            said = box(row, form or FORMS[-1])
            for terms, ends in (({d: 1}, said.denominator), ({n: 1}, said.numerator), ({d: 1, n: -1}, said.missing)):
                system.known(terms, *ends)
        for numbers, total in ((self.people, sum(c.denominator for c in truth)), (self.reached, sum(c.numerator for c in truth))):
            system.known(dict.fromkeys(numbers, 1), total, total)

    def measures(self, i: int) -> Iterable[Terms]:
        """People, reached and missed of one commune."""
        d, n = self.people[i], self.reached[i]
        return {d: 1}, {n: 1}, {d: 1, n: -1}


def year_beside_halves(system: System, made: together.Tables) -> list[Published]:
    """The three tables of a year and what joins them (together.py), the number of people found in both halves known for the province."""
    first, second, year = told = [_table(system, one) for one in made]
    twice = [system.number() for _ in made[0].cells]
    for i, t in enumerate(twice):
        d1, d2, d, n1, n2, n = *(one.people[i] for one in told), *(one.reached[i] for one in told)
        system.known({d1: 1, d2: 1, d: -1, t: -1}, 0, 0)
        system.known({d2: 1, t: -1}, 0, OPEN_END)
        system.known({n: 1, n1: -1}, 0, OPEN_END)
        system.known({n: 1, n1: -1, n2: -1, t: 1}, 0, OPEN_END)
        system.known({d1: 1, n1: -1, d2: 1, n2: -1, d: -1, n: 1}, 0, OPEN_END)
    return [first, second, year]


def _table(system: System, one: Table) -> Published:
    return Published(system, one.rows, one.form, one.cells)


def of_one_moment(system: System, group: Group, made: at_end.Tables, further: Sequence[int], *, likely: bool) -> list[Published]:
    """The tables of a group at one moment and what joins them (at_end.py); likely: and what a reader would take for granted."""
    told = [_table(system, one) for one in made]
    certain = len(group.derived) - (0 if likely else group.likely)
    parts = [[system.number() for _ in made[0].cells] for _ in further]
    for part, total in zip(parts, further, strict=True):
        system.known(dict.fromkeys(part, 1), total, total)
    for i in range(len(made[0].cells)):
        numbers = [*(terms for table in told for terms in table.measures(i)), *({part[i]: 1} for part in parts)]
        for named in group.same:
            system.known(_joined(named, numbers), 0, 0)
        for named in group.derived[:certain]:
            system.known(_joined(named, numbers), 0, OPEN_END)
    return told


def _joined(named: Mapping[int, int], numbers: Sequence[Terms]) -> Terms:
    """A sum over the numbers of a commune as one over the unknowns of the system."""
    found: Terms = {}
    for number, times in named.items():
        for unknown, n in numbers[number].items():
            found[unknown] = found.get(unknown, 0) + n * times
    return {unknown: n for unknown, n in found.items() if n}


def pinned(tables: Iterable[Published]) -> list[tuple[int, Range]]:
    """(commune, range) of every number of 1 to 7 known more narrowly than "1 to 7"."""
    found = []
    for table in tables:
        for i in range(len(table.people)):
            for terms in table.measures(i):
                low, high = table.system.range(terms)
                if low >= 1 and high <= 7 and (low, high) != (1, 7):
                    found.append((i, (low, high)))
    return found
