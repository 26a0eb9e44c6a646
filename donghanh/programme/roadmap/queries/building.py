"""One step of a roadmap put together: its places, the totals it states, the sites that count by the end of its years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from donghanh.base.places.queries import UnitRow
from donghanh.kernel.text import fold
from donghanh.programme.queries import ClauseRow, DiscrepancyRow, PlanRow, StepRow, TargetRow
from donghanh.programme.roadmap import rules
from donghanh.programme.roadmap.queries._rows import ChoiceRow, Line, Part, Road
from donghanh.programme.roadmap.queries.areas import Area
from donghanh.programme.roadmap.queries.sites import SiteRow
from donghanh.programme.roadmap.rules import Rule
from donghanh.programme.roadmap.terms import RuleKind, SiteKind, State


@dataclass(frozen=True, slots=True)
class Spot:
    """A site that counts: the place name it was given, the one district of the plan and the one commune of today it lies in."""

    row: SiteRow
    said: str
    district: int | None
    commune: int | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What every step of a plan is counted on."""

    plan: PlanRow
    area: Area
    register: tuple[SiteRow, ...]
    on: date

    def spots(self, asked: Asked, *, at: date, state: State = State.RUNNING) -> tuple[Spot, ...]:
        """The sites that count for a step at the end of this day."""
        found = []
        for row in self.register:
            then = row.on(at)
            if then.kind in asked.kinds and then.state == state and self.area.holds(then.unit) and (state != State.RUNNING or asked.takes(then)):
                districts, today = self.area.districts_at(then.unit), self.area.today_at(then.unit)
                found.append(Spot(row, fold(then.place), _only(districts), _only(today)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a step counts: kinds, whether somebody must have judged it effective, since which day it must have opened."""

    kinds: frozenset[SiteKind]
    is_effective: bool
    since: date | None

    def takes(self, then: rules.Standing) -> bool:
        """True for a running site that the step counts."""
        judged = bool(then.is_effective) or not self.is_effective
        return judged and (self.since is None or (then.opened_on is not None and then.opened_on >= self.since))


def _only(ids: frozenset[int]) -> int | None:
    return next(iter(ids)) if len(ids) == 1 else None


@dataclass(frozen=True, slots=True)
class _At:
    """Sites that run at the step's day, and those that today run or are founded, asked place by place."""

    area: Area
    running: tuple[Spot, ...]
    coming: tuple[Spot, ...]

    def line(self, name: str, unit: UnitRow | None, *, planned: int | None, is_today: bool = False, printed: str = "", note: str = "") -> Line:
        """The place with what stands there: by the name a site was given, else by its unit where that lies in one place only."""
        key, unit_id = fold(name), unit.id if unit else None

        def here(spots: tuple[Spot, ...]) -> tuple[SiteRow, ...]:
            return tuple(s.row for s in spots if (s.said == key if s.said else unit_id and (s.commune if is_today else s.district) == unit_id))

        spot = (unit.latitude, unit.longitude) if unit and unit.latitude is not None and unit.longitude is not None else None
        came = sorted(self.area.districts_of.get(unit_id or 0, ())) if is_today else ()
        today = () if is_today or not unit_id else tuple(one.title for one in self.area.today if unit_id in self.area.districts_of[one.id])
        group = ", ".join(self.area.districts[one].title for one in came)
        reached = here(self.running)
        later = tuple(row for row in here(self.coming) if row not in reached)
        return Line(name, printed, unit_id, spot, planned, note, reached, later, today, group)


def road(ground: Ground, clause: ClauseRow, steps: list[StepRow], choices: tuple[ChoiceRow, ...], questions: tuple[DiscrepancyRow, ...]) -> Road:
    """One clause's step of the roadmap as it stands on the day."""
    first = steps[0]
    targets = [one for one in ground.plan.targets if one.clause == clause.code]
    asked = _asked(steps, targets)
    by = min(ground.on, date(first.to_year, 12, 31)) if first.to_year else ground.on
    rule = rules.rule_of(first.rule) if first.rule else None
    at = _At(ground.area, ground.spots(asked, at=by), (*ground.spots(asked, at=ground.on, state=State.FOUNDED), *ground.spots(asked, at=ground.on)))
    is_named, total = any(step.place for step in steps), _total(targets)
    lines = _lines(at, steps, rule, choices)
    planned = [line.planned for line in lines] if is_named else []
    listed = {row.id for line in lines for row in line.reached}
    outside = tuple(spot.row for spot in at.running if spot.row.id not in listed)
    choosable, limit = _choosable(ground.area, lines, total, first) if asked.kinds else ((), None)
    counted = [row for line in lines for row in line.reached] + ([] if is_named else list(outside))
    return Road(
        clause=clause,
        what=first.what,
        from_year=first.from_year,
        to_year=first.to_year,
        by=by,
        kinds=asked.kinds,
        rule_words=first.rule,
        rule=rule,
        lines=lines,
        parts=_by_rule(first, lines, rule, outside, _all_founded(ground, asked, by)) if rule else _parts(targets, first, counted, asked.kinds, by),
        sum=rules.check_sum(planned, total if is_named else None),
        sum_of_places=sum(n for n in planned if n is not None) if planned and None not in planned else None,
        unplaced=outside if rule is None or rule.kind == RuleKind.MOST_AFTERCARE else (),
        questions=questions,
        is_striving=any(one.is_striving for one in targets),
        wants_effective=asked.is_effective,
        limit=limit,
        choosable=choosable,
        choices=choices,
        years=_years(ground, asked),
        standing_now=tuple(spot.row for spot in ground.spots(asked, at=ground.on)),
    )


def _asked(steps: list[StepRow], targets: list[TargetRow]) -> Asked:
    kinds = frozenset[SiteKind]().union(*(rules.kinds_of(step.what) for step in steps))
    is_new = any(rules.wants_new(one.name) for one in targets)
    first = steps[0]
    return Asked(kinds, rules.wants_effective(first.what), date(first.from_year, 1, 1) if is_new and first.from_year else None)


def _lines(at: _At, steps: list[StepRow], rule: Rule | None, choices: tuple[ChoiceRow, ...]) -> tuple[Line, ...]:
    """The places of a step: those it names, else those of its rule, else those that were chosen."""
    if any(step.place for step in steps):
        return tuple(
            at.line(one.place, at.area.by_code(one.unit_code), planned=one.planned, printed=one.place_printed, note=one.note) for one in steps
        )
    if rule is not None and rule.kind == RuleKind.EACH_DISTRICT:
        return tuple(at.line(one.title, one, planned=1) for one in at.area.districts.values())
    if rule is not None and rule.kind == RuleKind.EACH_COMMUNE:
        return tuple(at.line(one.title, one, planned=1, is_today=True) for one in at.area.today)
    today = {one.id: one for one in at.area.today}
    return tuple(at.line(one.place, today.get(one.unit_id or 0), planned=1, is_today=True) for one in choices if one.is_chosen)


def _total(targets: Sequence[TargetRow]) -> int | None:
    """The number of things that the clause states, its parts added where it states parts; None where it states none or a share."""
    counted = [one for one in targets if one.unit != "%"]
    values = [
        one.value if one.value is not None else sum(value for _name, value in one.parts) for one in counted if one.value is not None or one.parts
    ]
    return int(values[0]) if len(values) == 1 else None


def _choosable(area: Area, lines: tuple[Line, ...], total: int | None, first: StepRow) -> tuple[tuple[tuple[str, int | None], ...], int | None]:
    """Where more places are named than the total states: those; where only a number is: the communes of today."""
    if first.place:
        more = total is not None and first.planned is None and len(lines) > total
        return (tuple((line.name, line.unit_id) for line in lines), total) if more else ((), None)
    rule = rules.rule_of(first.rule) if first.rule else None
    limit = first.planned if not first.rule or (rule and rule.kind == RuleKind.MOST_AFTERCARE) else None
    return (tuple((one.title, one.id) for one in area.today), limit) if limit else ((), None)


def _by_rule(first: StepRow, lines: tuple[Line, ...], rule: Rule, outside: tuple[SiteRow, ...], founded: int) -> tuple[Part, ...]:
    """One number: places with something standing, of those the rule names; sites, where its places follow from the facts about people.

    Before any place is chosen the sites count wherever they stand, as the plan's indicator counts them.
    """
    with_one = sum(1 for line in lines if line.reached)
    total, reached = {
        RuleKind.EACH_DISTRICT: (len(lines), with_one),
        RuleKind.EACH_COMMUNE: (len(lines), with_one),
        RuleKind.MOST_AFTERCARE: (first.planned, with_one if lines else len(outside)),
        RuleKind.ALL_FOUNDED: (founded, len(outside)),
    }.get(rule.kind, (None, len(outside)))
    return (Part(first.what, total, reached, "nơi"),)


def _all_founded(ground: Ground, asked: Asked, by: date) -> int:
    """Sites of the step's kinds that run, however they were judged."""
    return len(ground.spots(Asked(asked.kinds, is_effective=False, since=None), at=by))


def _parts(targets: Sequence[TargetRow], first: StepRow, counted: list[SiteRow], kinds: frozenset[SiteKind], by: date) -> tuple[Part, ...]:
    """Each number that the clause states beside what stands."""
    made = []
    for one in targets:
        if one.value is not None and one.unit != "%":
            made.append(Part(first.what, int(one.value), len(counted), one.unit))
        for name, value in one.parts if one.value is None else ():
            among = rules.part_kinds(name, among=kinds)
            made.append(Part(name, int(value), sum(1 for row in counted if row.on(by).kind in among), one.unit))
    return tuple(made) or (Part(first.what, first.planned, len(counted), "nơi"),)


def _years(ground: Ground, asked: Asked) -> tuple[tuple[int, int | None], ...]:
    """(year, sites that stood at its end or stand today); None for years to come."""
    made: list[tuple[int, int | None]] = []
    for year in range(ground.plan.from_year, ground.plan.to_year + 1):
        is_here = date(year, 1, 1) <= ground.on
        made.append((year, len(ground.spots(asked, at=min(ground.on, date(year, 12, 31)))) if is_here else None))
    return tuple(made)
