"""What the pages of places show, each behind the right to read places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.base.places.models import FunctionHolder
from donghanh.base.places.queries import bodies, days, search, units
from donghanh.base.places.queries.bodies import BodyRow, HolderRow
from donghanh.base.places.queries.days import DayRow
from donghanh.base.places.queries.search import Match
from donghanh.base.places.queries.units import Kin, UnitRow
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Refusal
from donghanh.kernel.workdays import default_calendar

READ = "places.read"


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """One unit's page. on: the day asked about. refusal: why that day has no single answer for bodies and holders here."""

    unit: UnitRow
    on: date
    successors: tuple[Kin, ...]
    predecessors: tuple[Kin, ...]
    children: int
    bodies: list[BodyRow]
    holders: list[tuple[FunctionHolder, HolderRow | None]]
    refusal: Refusal | None


def search_sheet(actor: Actor, text: str, *, on: date, limit: int = 20) -> list[Match]:
    """Matches for the search page. Raises MayNot without the right to read places."""
    access.require_verb(actor, READ)
    return search.find(text, on=on, limit=limit)


def unit_sheet(actor: Actor, unit_id: int, *, on: date) -> UnitSheet:
    """Everything of one unit's page, in a number of statements that does not grow with its kin or bodies."""
    access.require_verb(actor, READ)
    unit = units.unit_row(unit_id)
    after = units.successors(unit_id, max(on, unit.ends_before)) if unit.ends_before else ()
    before = units.predecessors(unit_id)
    children = len(units.units_below(unit_id, on=on)) - 1
    try:
        there = units.unit_on(unit_id, on)
        return UnitSheet(unit, on, after, before, children, bodies.bodies_at(there.id, on), bodies.holders_at(there.id, on), None)
    except Refusal as refusal:
        return UnitSheet(unit, on, after, before, children, [], [], refusal)


def calendar_sheet(actor: Actor, year: int) -> tuple[list[DayRow], bool]:
    """Days of a year that differ from Monday to Friday, by day, and whether the actor may change them."""
    access.require_verb(actor, READ)
    base, decreed = default_calendar(), {row.day: row for row in days.decreed_days(year)}
    built_in = [DayRow(day, name, False) for day, name in base.holidays.items() if day.year == year and day not in decreed]
    built_in += [DayRow(day, name, True) for day, name in base.made_up.items() if day.year == year and day not in decreed]
    shown = sorted([*built_in, *decreed.values()], key=lambda row: row.day)
    return shown, access.holds(access.require_verb, actor, "calendar.edit")
