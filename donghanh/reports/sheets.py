"""One indicator at one place: its targets, value, the year before, the way until now, further shares, the communes, the people behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from donghanh.base.places.queries import UnitRow
from donghanh.kernel import names
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.programme import definitions
from donghanh.programme import queries as programme
from donghanh.programme.definitions import Indicator
from donghanh.programme.queries import PlanRow, TargetRow
from donghanh.programme.terms import Counting
from donghanh.reports import access, districts, guarded, periods, repository, territory, ways
from donghanh.reports.counting import Counts, Tally, total
from donghanh.reports.districts import DistrictTable
from donghanh.reports.indicators import COUNTERS, counter, is_met
from donghanh.reports.made import Figure
from donghanh.reports.periods import Period
from donghanh.reports.rules import CannotCount, share
from donghanh.reports.terms import Which
from donghanh.reports.territory import Territory
from donghanh.reports.ways import Path, Way

BACK = 7
"""How many periods the way until now shows, the one asked for the last."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A target that names the indicator, with its plan. is_here: the plan is of the reader's province."""

    plan: PlanRow
    target: TargetRow
    is_here: bool


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A further share of the same population, and that of the same period of the year before."""

    label: str
    now: Tally
    before: Tally


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """points: (period, figure) from the earliest to the one asked for; before: the same period of the year before, None where it may not be told.

    places: the communes by name, exact or as the reader may see them; empty for one commune and where no table can be shown. Without facts to
    count, figure is None and points, shares and places are empty. by_target: what registers say for each target, where its words settle what is
    counted; paths: from one target to a later one. districts: whole years by former district; ways: shares of which a way to go is wanted.
    """

    about: Indicator
    area: Territory
    period: Period
    targets: tuple[Bound, ...]
    is_exact: bool
    figure: Figure | None = None
    before: Figure | None = None
    points: tuple[tuple[Period, Figure], ...] = ()
    shares: tuple[ShareRow, ...] = ()
    places: tuple[tuple[UnitRow, Figure], ...] = ()
    by_target: Mapping[str, Figure] = field(default_factory=dict)
    paths: tuple[Path, ...] = ()
    districts: DistrictTable | None = None
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonBehind:
    """A person behind a figure of a place; at: the moment that settles where he counts. name is empty for a sealed record.

    late_since: when the first legal deadline of his files ran out that is still owed; None: none has.
    """

    person_id: UUID
    name: str
    birth_year: int
    at: datetime
    is_reached: bool
    late_since: datetime | None


def bound(actor: Actor, *, province: str) -> list[Bound]:
    """Every target of every plan, those of this province (code) first. Raises MayNot."""
    access.check_may_read_numbers(actor)
    found = [Bound(plan, target, plan.province == province) for plan in programme.plans(actor) for target in plan.targets]
    return sorted(found, key=lambda one: not one.is_here)


def sheet(actor: Actor, *, code: str, period: Period, area: Territory, on: date) -> IndicatorSheet:
    """The indicator as the actor may see it at this place. Raises BadInput for an unknown one, NotInReach, MayNot and CannotCount as
    repository.figures."""
    about = definitions.named(code)
    access.check_may_count(actor, area)
    targets = tuple(one for one in bound(actor, province=territory.province_code(area)) if one.target.indicator == code)
    exact = access.sees_exact(actor, area)
    made = IndicatorSheet(about, area, period, targets, is_exact=exact)
    target = next((one.target for one in targets if one.target.source.is_counted), None)
    if target is None:
        return made
    if not exact:
        guarded.check_offered(period)
        if area.is_commune:
            return replace(made, figure=repository.guarded_commune(actor, [target], period, area, on=on)[0])
        repository.check_whole(area)
    return _counted(made, target)


def people_behind(
    actor: Actor, *, code: str, period: Period, area: Territory, which: Which, at: datetime, after: UUID | None = None, limit: int = 50
) -> list[PersonBehind]:
    """The people behind a figure by the moment they count from, at most `limit` behind the person `after`; under the actor's own wall.

    at: the moment at which a deadline is late.

    Raises NotInReach and MayNot for all but those who work on the files of this place, CannotCount where no list is offered.
    """
    access.check_may_list(actor, area)
    if not has_list(code):
        raise CannotCount("Chỉ tiêu này không có danh sách ở đây.", mend="Mở danh sách từ trang số liệu của xã.")
    formula = COUNTERS[code].formula
    asked = {"units": area.ids, "since": period.since, "until": period.until, "after": after, "limit": limit, "at": at}
    found = _COUNTED if formula else _FOUND.format(function=COUNTERS[code].found)
    if formula:
        asked |= {"subjects": [formula.subject], "among": int(formula.among), "having": int(formula.having)}
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND.format(found=found, which=_WHICH[which], after=_AFTER if after else ""), asked)
        return [_person(actor, *row) for row in cursor.fetchall()]


def has_list(code: str) -> bool:
    """Whether `people_behind` has a list for this indicator."""
    return code in COUNTERS and (COUNTERS[code].formula is not None or bool(COUNTERS[code].found))


_WHICH = {Which.DENOMINATOR: "true", Which.NUMERATOR: "f.is_reached", Which.MISSING: "not f.is_reached"}
_AFTER = "and (f.at, f.person_id) > (select l.at, l.person_id from found l where l.person_id = %(after)s)"
_UNITS = "array(select id from units_and_former(%(units)s))"
_COUNTED = f"""select p.person_id, p.at, p.flags & %(having)s = %(having)s as is_reached
  from reporting.people_counted(%(subjects)s, '{{1}}', {_UNITS}, array[%(since)s]::timestamptz[], array[%(until)s]::timestamptz[], 'infinity') p
  where p.flags & %(among)s = %(among)s"""
_FOUND = f"select p.person_id, p.at, true as is_reached from {{function}}({_UNITS}, %(since)s, %(until)s, 'infinity') p"
_BEHIND = """
with found as ({found})
select f.person_id, p.full_name, p.is_sealed, p.birth_year, f.at, f.is_reached, (
  select min(d.due_at) from cases_case c join cases_duty d on d.case_id = c.id
  where c.person_id = f.person_id and d.due_at <= %(at)s and d.stands_from <= %(at)s and coalesce(d.stands_until > %(at)s, true))
from found f join people_person p on p.id = f.person_id where {which} {after} order by f.at, f.person_id limit %(limit)s"""


def _counted(made: IndicatorSheet, target: TargetRow) -> IndicatorSheet:
    counts, how = Counts(tuple(made.area.ids)), counter(target)
    asked, before = _way(made.period), periods.year_before(made.period)
    aside = () if made.is_exact or made.area.is_commune else guarded.beside((target,))
    counts.read((target,), sorted({*asked, before, *map(periods.year_before, asked)}, key=lambda one: one.code), beside=aside)
    counts.read_formulas(how.shares.values(), (made.period, before))
    counts.read_formulas([how.shares[label] for label in how.directions], asked)
    points = tuple((one, repository.of_place(target, one, made.area, counts)) for one in asked)
    shares = tuple(
        ShareRow(label, *(total(counts.of_formula(formula, one).values()) for one in (made.period, before))) for label, formula in how.shares.items()
    )
    places = [] if made.area.is_commune else repository.column(target, counts, made.period, is_exact=made.is_exact)
    told = tuple(zip(made.area.communes, places, strict=True)) if places and not all(figure.is_hidden for figure in places) else ()
    earlier = repository.of_place(target, before, made.area, counts)
    listed = {one.target.id: repository.of_place(one.target, made.period, made.area, counts) for one in made.targets if how.listed}
    found = replace(made, figure=points[-1][1], before=earlier, points=points, shares=shares, places=told, by_target=listed)
    if how.listed and not made.area.is_commune:
        return replace(found, paths=ways.paths([(one.plan.id, one.target) for one in made.targets if one.is_here], counts))
    years = [periods.read(str(made.period.first.year - n)) for n in reversed(range(BACK - 2))]
    wanted = tuple(ways.along(label, one, how.shares[label], asked, counts) for label, one in how.directions.items())
    return replace(found, ways=wanted, districts=districts.table(target, counts, made.area, years, is_exact=made.is_exact))


def _way(period: Period) -> list[Period]:
    """The period asked for and those before it, of the same length: years, or halves; a year up to a day beside the same of other years."""
    if periods.family(period) is None or len(period.code) == len("2025"):
        way = [period]
        while len(way) < BACK - 2:
            way.insert(0, periods.year_before(way[0]))
        return way
    return periods.halves_until(period, BACK)


def _person(actor: Actor, person_id: UUID, name: str, is_sealed: bool, *rest: Any) -> PersonBehind:
    shown = "" if is_sealed else name if actor.reads(DataClass.IDENTITY) else names.masked(name)
    return PersonBehind(person_id, shown, *rest)


def met(found: IndicatorSheet, target: TargetRow) -> bool | None:
    """Whether the figure of the sheet reaches this target, each by its own comparison; None where nothing can be said."""
    figure = found.figure
    if target.id in found.by_target:
        return found.by_target[target.id].met
    if figure is None or not figure.is_exact or figure.numerator is None or figure.denominator is None:
        return None
    if target.counting is Counting.CHANGE:
        return target.is_met_by(Decimal(figure.numerator), before=Decimal(figure.denominator) if figure.denominator else None)
    before = share(found.before.numerator or 0, found.before.denominator or 0) if found.before else None
    return is_met(target, share(figure.numerator, figure.denominator), before=before)
