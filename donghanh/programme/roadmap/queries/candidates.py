"""Candidates by the plan's own rule: communes with more people than it says, with people after rehabilitation, with the most of them.

The numbers come from above, as the reader is told them (reports/care): a role that only counts gets the cells of the indicator's own table, so
that no second table of the same people can be set against it. What such a cell leaves open is left open here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from donghanh.base.places.queries import UnitRow
from donghanh.kernel.actor import Actor
from donghanh.programme.roadmap import access, rules
from donghanh.programme.roadmap.queries._rows import Road, Roadmap
from donghanh.programme.roadmap.queries.sites import SiteRow
from donghanh.programme.roadmap.rules import Fit, Told
from donghanh.programme.roadmap.terms import RuleKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A commune of today that fits the rule. is_sure False: what is told of its people leaves open whether it does."""

    unit: UnitRow
    people: Told
    sites: tuple[SiteRow, ...]
    is_chosen: bool
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """Communes by the rule of a step; by name, or by the number shown where the rule asks for the most.

    is_counted False: the reader counts none of these places. untold: communes of whose people the reader is told nothing.
    """

    rows: tuple[Candidate, ...]
    is_counted: bool
    untold: int

    @property
    def sure(self) -> tuple[Candidate, ...]:
        """Those that fit whatever the exact number is."""
        return tuple(row for row in self.rows if row.is_sure)

    @property
    def open(self) -> tuple[Candidate, ...]:
        """Those whose number, as it is told, leaves open whether they fit."""
        return tuple(row for row in self.rows if not row.is_sure)

    @property
    def few(self) -> tuple[Candidate, ...]:
        """Of those the ones with fewer than 8 people, and perhaps none: in a small province nearly all communes, so a page folds them."""
        return tuple(row for row in self.open if row.people.number is None)

    @property
    def without(self) -> tuple[Candidate, ...]:
        """Those that fit and in which nothing stands yet."""
        return tuple(row for row in self.sure if not row.sites)


def candidates(actor: Actor, found: Roadmap, road: Road, *, told: Mapping[int, Told | None]) -> Candidates:
    """Which communes of today the rule of this step names.

    told: commune → its people by this rule's own count; None: nothing is said of them; absent: the reader does not count it. Raises MayNot.
    """
    access.check_may_read(actor)
    rule = road.rule
    if rule is None or not rule.asks_people:
        return Candidates((), is_counted=False, untold=0)
    by_unit: dict[int, list[SiteRow]] = {}
    for row in road.standing_now:
        by_unit.setdefault(row.seat_id, []).append(row)
    chosen = {one.unit_id for one in road.choices if one.is_chosen}
    counted = [unit for unit in found.area.today if unit.id in told]
    made = []
    for unit in counted:
        people = told[unit.id]
        if people is not None and (fit := rules.fit(rule, people)) is not Fit.NO:
            made.append(Candidate(unit, people, tuple(by_unit.get(unit.id, ())), unit.id in chosen, fit is Fit.YES))
    if rule.kind == RuleKind.MOST_AFTERCARE:
        made.sort(key=lambda one: -(one.people.number or 0))
    return Candidates(tuple(made), is_counted=bool(counted), untold=sum(told[unit.id] is None for unit in counted))
