"""The one repository of numbers: every screen, report and command asks here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from donghanh.base.places.queries import UnitRow
from donghanh.kernel import names
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.programme import queries as programme
from donghanh.programme.queries import PlanRow, TargetRow
from donghanh.reports import access, disclosure, territory
from donghanh.reports.indicators import Indicator, indicator
from donghanh.reports.periods import Period
from donghanh.reports.rules import CannotCount, share, shown_share
from donghanh.reports.terms import Which
from donghanh.reports.territory import Territory


@dataclass(frozen=True, slots=True)
class Tally:
    """People counted at one commune or over several; digest names the files behind, only where a past moment is asked about."""

    denominator: int = 0
    numerator: int = 0
    without_decision: int = 0
    without_service: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One target at one place. value: per cent with one decimal, None where nobody is counted. missing: people who miss something.

    is_exact False: small numbers are None ("< 8") and others rounded to 5, as a role that only counts may see them.
    """

    target_id: str
    numerator: int | None
    denominator: int | None
    value: float | None
    unit: str
    met: bool | None
    missing: int | None
    without_decision: int | None = None
    without_service: int | None = None
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """All targets of a plan at one place over one period, counted at this moment's state of the files."""

    plan: PlanRow
    period: Period
    place: UnitRow
    targets: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """One commune's row in a table."""

    place: UnitRow
    targets: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A place and its communes by name. rows is empty where no form of the table would keep small numbers safe (is_withheld)."""

    total: PlanFigures
    rows: tuple[PlaceFigures, ...]
    is_exact: bool
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """A person behind a figure. name is empty for a sealed record; managed_at, offered_at None: not before the end of the period."""

    person_id: UUID
    name: str
    birth_year: int
    detected_at: datetime
    managed_at: datetime | None
    offered_at: datetime | None


def figures(actor: Actor, *, plan_id: str, period: Period, place_id: int, on: date) -> PlanFigures:
    """Every target of the plan at this place, exact or as the actor may see it.

    on: the day whose communes answer for the place. Raises BadInput for an unknown plan, NotInReach outside the places the actor may
    count, MayNot without the right, CannotCount where a former place cannot be answered.
    """
    area = territory.of(place_id, on=on)
    access.check_may_count(actor, area)
    plan = programme.plan(actor, plan_id)
    exact = access.sees_exact(actor, area)
    if not exact and not area.is_commune:
        _check_whole(area)
        exact = True
    if not exact:
        return _guarded_commune(actor, plan, period, area, on)
    return PlanFigures(plan, period, area.unit, tuple(_exact(t, _sum(tallies(t, area.ids, period).values())) for t in plan.targets))


def by_place(actor: Actor, *, plan_id: str, period: Period, place_id: int, on: date, guarded: bool | None = None) -> Breakdown:
    """The place and each of its communes. guarded True: as a counting role sees it, whoever asks (printed reports). Errors as figures."""
    area = territory.of(place_id, on=on)
    access.check_may_count(actor, area)
    plan = programme.plan(actor, plan_id)
    if guarded is None:
        guarded = not access.sees_exact(actor, area)
    if guarded:
        _check_whole(area)
    return breakdown(plan, period, area, {t.id: tallies(t, area.ids, period) for t in plan.targets}, guarded=guarded)


def rows_behind(
    actor: Actor, *, plan_id: str, target_id: str, period: Period, place_id: int, on: date, which: Which, after: UUID | None = None, limit: int = 50
) -> list[Behind]:
    """The people behind a figure by the day they were detected, at most `limit` behind the person `after`; under the actor's own wall.

    Raises NotInReach and MayNot for all but those who work on the files of this place; BadInput for an unknown plan or target.
    """
    area = territory.of(place_id, on=on)
    access.check_may_list(actor, area)
    target = programme.target(actor, plan_id, target_id)
    sql = _BEHIND.format(people=indicator(target.indicator).people, which=_WHICH[which], after=_AFTER if after else "")
    with connection.cursor() as cursor:
        cursor.execute(sql, {"units": area.ids, "since": period.since, "until": period.until, "after": after, "limit": limit})
        return [_behind(actor, *row) for row in cursor.fetchall()]


_WHICH = {
    Which.DENOMINATOR: "true",
    Which.NUMERATOR: "f.managed_at is not null and f.offered_at is not null",
    Which.MISSING: "(f.managed_at is null or f.offered_at is null)",
}
_AFTER = "and (f.detected_at, f.person_id) > (select l.detected_at, l.person_id from found l where l.person_id = %(after)s)"
_BEHIND = """
with found as (select * from {people}(%(units)s, %(since)s, %(until)s))
select f.person_id, p.full_name, p.is_sealed, p.birth_year, f.detected_at, f.managed_at, f.offered_at
from found f join people_person p on p.id = f.person_id where {which} {after} order by f.detected_at, f.person_id limit %(limit)s"""


def tallies(target: TargetRow, units: Sequence[int], period: Period, *, as_of: datetime | None = None) -> dict[int, Tally]:
    """Exact counts per commune, only of places in the scope that stands in the database; as_of: as the files stood at that moment."""
    how: Indicator = indicator(target.indicator)
    moment = ", %(moment)s" if as_of else ""
    columns = "unit_id, denominator, numerator, without_decision, without_service" + (", digest" if as_of else "")
    sql = f"select {columns} from {how.as_of_totals if as_of else how.totals}(%(units)s, %(since)s, %(until)s{moment})"
    with connection.cursor() as cursor:
        cursor.execute(sql, {"units": list(units), "since": period.since, "until": period.until, "moment": as_of})
        return {unit_id: Tally(*counts) for unit_id, *counts in cursor.fetchall()}


def breakdown(plan: PlanRow, period: Period, area: Territory, counted: dict[str, dict[int, Tally]], *, guarded: bool) -> Breakdown:
    """The table of a place from the counts of each target."""
    total = PlanFigures(plan, period, area.unit, tuple(_exact(t, _sum(counted[t.id].values())) for t in plan.targets))
    columns = [_column(t, [counted[t.id].get(unit_id, Tally()) for unit_id in area.ids], guarded=guarded) for t in plan.targets]
    if not all(columns):
        return Breakdown(total, (), is_exact=False, is_withheld=True)
    rows = tuple(PlaceFigures(unit, tuple(column[i] for column in columns)) for i, unit in enumerate(area.communes))
    return Breakdown(total, rows, is_exact=not guarded, is_withheld=False)


def _column(target: TargetRow, counted: list[Tally], *, guarded: bool) -> list[Figure]:
    """One target down the communes; empty where it must be withheld."""
    if not guarded:
        return [_exact(target, tally) for tally in counted]
    total = _sum(counted)
    cells = [disclosure.Cell(tally.denominator, tally.numerator) for tally in counted]
    _form, rows = disclosure.published(cells, parts=(total.without_decision, total.without_service))
    return [_guarded(target, row) for row in rows]


def _guarded_commune(actor: Actor, plan: PlanRow, period: Period, area: Territory, on: date) -> PlanFigures:
    """One commune for a counting role: its row in the province's table, so that two pages never say more than one."""
    commune = area.communes[0]
    around = territory.of(commune.parent_id, on=on) if commune.parent_id else None
    if around and set(around.ids) <= actor.stat_unit_ids:
        counted = {t.id: tallies(t, around.ids, period) for t in plan.targets}
        table = breakdown(plan, period, around, counted, guarded=True)
        row = next((row.targets for row in table.rows if row.place.id == commune.id), tuple(_guarded(t, None) for t in plan.targets))
        return PlanFigures(plan, period, area.unit, row)
    row = tuple(_guarded(t, _alone(tallies(t, area.ids, period).get(commune.id, Tally()))) for t in plan.targets)
    return PlanFigures(plan, period, area.unit, row)


def _alone(tally: Tally) -> disclosure.Shown:
    return disclosure.alone(disclosure.Cell(tally.denominator, tally.numerator))


def _check_whole(area: Territory) -> None:
    """A counting role asks about provinces of today: totals over other cuts could be set against each other."""
    if area.is_former or area.unit.level == "DISTRICT":
        raise CannotCount(
            "Số liệu theo địa bàn cũ chỉ lấy được bằng lệnh donghanh numbers.", mend="Chọn tỉnh hoặc xã của hiện nay, hoặc nhờ quản trị chạy lệnh."
        )


def _exact(target: TargetRow, tally: Tally) -> Figure:
    exact = share(tally.numerator, tally.denominator)
    return Figure(
        target.id,
        tally.numerator,
        tally.denominator,
        shown_share(exact, target),
        target.unit,
        target.is_met_by(exact),
        tally.denominator - tally.numerator,
        tally.without_decision,
        tally.without_service,
    )


def _guarded(target: TargetRow, row: disclosure.Shown | None) -> Figure:
    """Rates come from the rounded numbers, and nothing is said of who misses what."""
    denominator, numerator = (row.denominator, row.numerator) if row else (None, None)
    value = shown_share(share(numerator, denominator), target) if numerator is not None and denominator is not None else None
    return Figure(target.id, numerator, denominator, value, target.unit, None, None, is_exact=False)


def _sum(found: Iterable[Tally]) -> Tally:
    rows = list(found)
    parts = ("denominator", "numerator", "without_decision", "without_service")
    return Tally(*(sum(getattr(row, part) for row in rows) for part in parts))


def _behind(actor: Actor, person_id: UUID, name: str, is_sealed: bool, birth_year: int, *moments: datetime | None) -> Behind:
    shown = "" if is_sealed else name if actor.reads(DataClass.IDENTITY) else names.masked(name)
    return Behind(person_id, shown, birth_year, *moments)
