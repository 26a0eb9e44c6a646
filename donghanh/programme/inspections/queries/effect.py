"""Reading the two-yearly checks of effectiveness: which place owes one until when, by which clause of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.base.places import queries as places
from donghanh.base.places.models import Unit
from donghanh.base.places.queries.units import standing
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.programme.inspections import access, rules
from donghanh.programme.inspections.models import Check
from donghanh.programme.models import Clause

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
"""Since the day after, provinces have communes alone."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause that asks for a check every two years. since: the day its plan was issued; until: the plan's last year."""

    plan_id: str
    code: str
    name: str
    since: date
    until_year: int


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check that was done. at_former: the place's name of that time, where it was another unit."""

    done_on: date
    result: str
    paper: str
    at_former: str
    inspection_id: UUID | None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place with its last check and the last day for the next; due_on None: no plan of the province asks for one."""

    unit_id: int
    name: str
    last: CheckRow | None
    due_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Effect:
    """All places of the province, the longest overdue first. places: (unit, name) a check can be recorded for, former districts too."""

    rule: Rule | None
    lines: tuple[PlaceLine, ...]
    places: tuple[tuple[int, str], ...]

    @property
    def may_record(self) -> bool:
        return bool(self.places)

    @property
    def late(self) -> int:
        return sum(line.days_late > 0 for line in self.lines)


def effect(actor: Actor, *, on: date) -> Effect:
    """Places with their checks. A check at a former district or commune counts for what stands there today. Raises MayNot."""
    access.check_may_read(actor)
    province = next((unit for unit in places.ancestors(actor.unit_id or 0) if unit.level == "PROVINCE"), None)
    if province is None:
        return Effect(None, (), ())
    rule = _rule(province.code)
    last = _last(province.id, on)
    lines = [_line(unit.id, unit.title, last.get(unit.id), rule, on) for unit in places.communes_of(province.id, on)]
    lines.sort(key=lambda line: (-line.days_late, line.name))
    may_record = holds(access.check_may_plan, actor)
    return Effect(rule, tuple(lines), tuple(_places(lines)) if may_record else ())


def _places(lines: list[PlaceLine]) -> list[tuple[int, str]]:
    """Communes of today by name, then the districts that they lay in until districts went."""
    before = standing([line.unit_id for line in lines], on=LAST_DAY_OF_DISTRICTS, forward=False)
    districts = {kin.unit.parent_id for kins in before.values() for kin in kins if kin.unit.parent_id}
    found = Unit.objects.filter(pk__in=districts, level=Unit.Level.DISTRICT).order_by("folded", "id")
    return [*sorted(((line.unit_id, line.name) for line in lines), key=lambda one: one[1]), *((one.pk, one.path) for one in found)]


def _rule(province_code: str) -> Rule | None:
    found = Clause.objects.filter(work="inspection", rhythm="two_years", plan__province=province_code).select_related("plan")
    one = found.order_by("-plan__issued_on").first()
    return Rule(one.plan_id, one.code, one.name, one.plan.issued_on, one.plan.to_year) if one else None


def _last(province_id: int, on: date) -> dict[int, CheckRow]:
    """Unit of today → its newest check."""
    checks = list(Check.objects.filter(unit_id=province_id).select_related("place").order_by("done_on"))
    heirs = standing({one.place_id for one in checks}, on=on, forward=True) if checks else {}
    made: dict[int, CheckRow] = {}
    for one in checks:
        for kin in heirs.get(one.place_id, ()):
            former = one.place.path if kin.unit.id != one.place_id else ""
            made[kin.unit.id] = CheckRow(one.done_on, one.result, one.paper, former, one.inspection_id)
    return made


def _line(unit_id: int, name: str, last: CheckRow | None, rule: Rule | None, on: date) -> PlaceLine:
    due = rules.next_check(last.done_on if last else None, since=rule.since) if rule else None
    return PlaceLine(unit_id, name, last, due, max(0, (on - due).days) if due else 0)
