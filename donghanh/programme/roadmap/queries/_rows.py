"""Rows of a roadmap, as pages read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.kernel.errors import NotInReach
from donghanh.programme.queries import ClauseRow, DiscrepancyRow, PlanRow
from donghanh.programme.roadmap.queries.areas import Area
from donghanh.programme.roadmap.queries.sites import SiteRow
from donghanh.programme.roadmap.rules import Rule
from donghanh.programme.roadmap.terms import SiteKind, Sum


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """What was decided about a place for a step; the latest holds."""

    place: str
    unit_id: int | None
    is_chosen: bool
    reason: str
    document: str
    decided_on: date
    beyond: str


@dataclass(frozen=True, slots=True)
class Line:
    """One place of a step. planned None: "chưa đặt". reached: sites that count by `Road.by`; coming: decided and not yet open today, or opened later.

    unit_id: that unit of the plan's time (or the commune of today, for a rule about communes). today: names of the communes of today there.
    """

    name: str
    printed: str
    unit_id: int | None
    spot: tuple[float, float] | None
    planned: int | None
    note: str
    reached: tuple[SiteRow, ...]
    coming: tuple[SiteRow, ...]
    today: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A number that the clause states, beside how many stand. total None: no number is printed."""

    name: str
    total: int | None
    reached: int
    unit: str


@dataclass(frozen=True, slots=True)
class Road:
    """One step: what, when, where. by: the day it is counted at, the end of its years or today where that is earlier.

    kinds: empty where the step is no thing at a place. unplaced: sites that count but lie in no place of it, or in two. years: (year, number
    that stood at its end; None: still to come). standing_now: sites that count today. choosable: (name, unit) of the places to choose from;
    limit: how many the plan states, more need a reason.
    """

    clause: ClauseRow
    what: str
    from_year: int | None
    to_year: int | None
    by: date
    kinds: frozenset[SiteKind]
    rule_words: str
    rule: Rule | None
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    sum: Sum
    sum_of_places: int | None
    unplaced: tuple[SiteRow, ...]
    questions: tuple[DiscrepancyRow, ...]
    is_striving: bool
    wants_effective: bool
    limit: int | None
    choosable: tuple[tuple[str, int | None], ...]
    choices: tuple[ChoiceRow, ...]
    years: tuple[tuple[int, int | None], ...]
    standing_now: tuple[SiteRow, ...]

    @property
    def is_choosable(self) -> bool:
        """True where the plan leaves it to somebody to choose the places."""
        return bool(self.choosable)

    @property
    def awaits_choice(self) -> bool:
        """True where the rule leaves the places to a choice and none was made: there is no place yet that could be late."""
        return self.rule is not None and self.is_choosable and not self.lines

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(one.place for one in self.choices if one.is_chosen)

    @property
    def reached(self) -> int:
        """Places of the step where enough stands, for a rule; else sites."""
        if self.rule is not None:
            return sum(1 for line in self.lines if line.reached)
        return sum(len(line.reached) for line in self.lines) + len(self.unplaced)


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A plan's roads in the order of the plan."""

    plan: PlanRow
    area: Area
    roads: tuple[Road, ...]
    may_choose: bool

    def road(self, clause: str) -> Road:
        """The road of this clause. Raises NotInReach."""
        for one in self.roads:
            if one.clause.code == clause:
                return one
        raise NotInReach("Kế hoạch không có mốc lộ trình này.", mend="Mở lại từ trang lộ trình.")
