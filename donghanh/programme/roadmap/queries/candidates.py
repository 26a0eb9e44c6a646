"""Candidates by the plan's own rule: communes with more people than it says, with people after rehabilitation, with the most of them.

A role that only counts is told no small number of a commune (rule P1): the database rounds and hides before it answers (migrations/0003).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from donghanh.base.places.queries import UnitRow
from donghanh.kernel.actor import Actor
from donghanh.programme.roadmap import access
from donghanh.programme.roadmap.queries._rows import Road, Roadmap
from donghanh.programme.roadmap.queries.sites import SiteRow
from donghanh.programme.roadmap.terms import RuleKind

PEOPLE_RULES = (RuleKind.OVER, RuleKind.WITH_AFTERCARE, RuleKind.MOST_AFTERCARE)
NOBODY = -1
"""No commune has so many people that a plan's rule asks for it: the answer is then about people after rehabilitation alone."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A commune of today that fits the rule. people None: fewer than 8, not said. sites: what runs there of the step's kinds."""

    unit: UnitRow
    people: int | None
    sites: tuple[SiteRow, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """Communes by the rule of a step; by name, or by the number shown where the rule asks for the most.

    is_counted False: the reader counts none of these places.
    """

    rows: tuple[Candidate, ...]
    is_counted: bool

    @property
    def without(self) -> tuple[Candidate, ...]:
        """Those in which nothing stands yet."""
        return tuple(row for row in self.rows if not row.sites)


def candidates(actor: Actor, found: Roadmap, road: Road, *, at: datetime) -> Candidates:
    """Which communes of today the rule of this step names, counted at this moment within the places that the reader counts. Raises MayNot."""
    access.check_may_read(actor)
    rule = road.rule
    if rule is None or rule.kind not in PEOPLE_RULES:
        return Candidates((), is_counted=False)
    counted = people_in([one.id for one in found.area.today], at, rule.number if rule.kind == RuleKind.OVER else NOBODY)
    by_unit: dict[int, list[SiteRow]] = {}
    for row in road.standing_now:
        by_unit.setdefault(row.seat_id, []).append(row)
    chosen = {one.unit_id for one in road.choices if one.is_chosen}
    made = []
    for unit in found.area.today:
        is_over, dependent, aftercare = counted.get(unit.id, (False, 0, 0))
        people = dependent if rule.kind == RuleKind.OVER else aftercare
        if is_over if rule.kind == RuleKind.OVER else people != 0:
            made.append(Candidate(unit, people, tuple(by_unit.get(unit.id, ())), unit.id in chosen))
    if rule.kind == RuleKind.MOST_AFTERCARE:
        made.sort(key=lambda one: -(one.people or 0))
    return Candidates(tuple(made), is_counted=any(one.id in actor.stat_unit_ids for one in found.area.today))


def people_in(units: list[int], at: datetime, over: int) -> dict[int, tuple[bool, int | None, int | None]]:
    """Commune → (more than `over` people found dependent, how many, how many after rehabilitation); None: fewer than 8, not said."""
    with connection.cursor() as cursor:
        cursor.execute("select unit_id, is_over, dependent, aftercare from roadmap_people(%s, %s, %s)", [units, at, over])
        return {unit: (is_over, dependent, aftercare) for unit, is_over, dependent, aftercare in cursor.fetchall()}
