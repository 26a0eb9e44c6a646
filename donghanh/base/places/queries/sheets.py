"""What the pages of places show, each behind the right to read places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from donghanh.base.places.queries import bodies, days, search, units
from donghanh.base.places.queries.bodies import BodyRow, FunctionRow, HolderRow
from donghanh.base.places.queries.days import DayRow
from donghanh.base.places.queries.search import Match
from donghanh.base.places.queries.units import Kin, UnitRow
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Refusal
from donghanh.kernel.workdays import default_calendar

READ, EDIT = "places.read", "calendar.edit"
COUNTRY = 1


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """One unit's page. there: the units that stood here on the day asked about; with several of them a refusal, and no bodies and holders."""

    unit: UnitRow
    on: date
    above: list[UnitRow]
    children: list[UnitRow]
    successors: tuple[Kin, ...]
    predecessors: tuple[Kin, ...]
    there: tuple[UnitRow, ...]
    refusal: Refusal | None
    bodies: list[BodyRow]
    holders: list[tuple[FunctionRow, HolderRow | None]]


def search_sheet(actor: Actor, text: str, *, on: date, limit: int = 20) -> tuple[list[Match], list[UnitRow]]:
    """Matches, and the provinces of that day where nothing was typed. Raises MayNot without the right to read places."""
    access.require_verb(actor, READ)
    if not text:
        return [], units.children(COUNTRY, on)
    return search.find(text, on=on, limit=limit), []


def unit_sheet(actor: Actor, unit_id: int, *, on: date) -> UnitSheet:
    """Everything of one unit's page, in a number of statements that does not grow with its kin, children or bodies."""
    access.require_verb(actor, READ)
    line = units.ancestors(unit_id)
    if not line:
        raise units.unknown()
    unit = line[0]
    in_its_time = on if unit.stands(on) else (unit.ends_before - timedelta(days=1) if unit.ends_before else unit.starts_on)
    about = {
        "unit": unit,
        "on": on,
        "above": line[1:-1],
        "children": units.children(unit_id, in_its_time),
        "successors": units.successors(unit_id, max(on, unit.ends_before)) if unit.ends_before else (),
        "predecessors": units.predecessors(unit_id),
    }
    there = units.there_on(unit, on)
    if len(there) != 1:
        return UnitSheet(**about, there=there, refusal=units.several(unit, there, on), bodies=[], holders=[])
    serving = bodies.bodies_at(there[0].id, on)
    above = line if there[0] == unit else units.ancestors(there[0].id)
    return UnitSheet(**about, there=there, refusal=None, bodies=serving, holders=bodies.holders_among(serving, above, on))


def day_sheet(actor: Actor, day: date | None) -> DayRow | None:
    """The decreed row of a day, for the form that changes it. Raises MayNot without the right to change the calendar."""
    access.require_verb(actor, EDIT)
    return next((row for row in days.decreed_days(day.year) if row.day == day), None) if day else None


def calendar_sheet(actor: Actor, year: int) -> tuple[list[DayRow], bool]:
    """Days of a year that differ from Monday to Friday, by day, and whether the actor may change them."""
    access.require_verb(actor, READ)
    base, decreed = default_calendar(), {row.day: row for row in days.decreed_days(year)}
    built_in = [DayRow(day, name, False) for day, name in base.holidays.items() if day.year == year and day not in decreed]
    built_in += [DayRow(day, name, True) for day, name in base.made_up.items() if day.year == year and day not in decreed]
    shown = sorted([*built_in, *decreed.values()], key=lambda row: row.day)
    return shown, access.holds(access.require_verb, actor, EDIT)
