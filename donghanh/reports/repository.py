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
from donghanh.programme.terms import Counting
from donghanh.reports import access, guarded, made, periods, territory
from donghanh.reports.counting import Counts
from donghanh.reports.indicators import counter, counts_people
from donghanh.reports.made import Figure
from donghanh.reports.parts import Formula
from donghanh.reports.periods import Period
from donghanh.reports.rules import CannotCount, share
from donghanh.reports.terms import Which
from donghanh.reports.territory import Territory
from donghanh.reports.typed import queries as typed


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
    """A place and its communes by name. rows is empty where no target could be shown of any commune (is_withheld)."""

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
    return figures_of(actor, plan=programme.plan(actor, plan_id), period=period, area=territory.of(place_id, on=on), on=on)


def figures_of(actor: Actor, *, plan: PlanRow, period: Period, area: Territory, on: date) -> PlanFigures:
    """`figures` for a caller that has read plan and place already."""
    access.check_may_count(actor, area)
    if not access.sees_exact(actor, area):
        guarded.check_offered(period)
        if area.is_commune:
            return _guarded_commune(actor, plan, period, area, on)
        check_whole(area)
    return _whole(plan, period, area, Counts(tuple(area.ids)))


def by_place(actor: Actor, *, plan_id: str, period: Period, place_id: int, on: date) -> Breakdown:
    """The place and each of its communes, exact or as the actor may see them. Errors as figures."""
    return by_place_of(actor, plan=programme.plan(actor, plan_id), period=period, area=territory.of(place_id, on=on))


def by_place_of(actor: Actor, *, plan: PlanRow, period: Period, area: Territory) -> Breakdown:
    """`by_place` for a caller that has read plan and place already."""
    access.check_may_count(actor, area)
    exact = access.sees_exact(actor, area)
    if not exact:
        guarded.check_offered(period)
        check_whole(area)
    return breakdown(plan, period, area, Counts(tuple(area.ids)), is_exact=exact)


def rows_behind(
    actor: Actor, *, plan_id: str, target_id: str, period: Period, place_id: int, on: date, which: Which, after: UUID | None = None, limit: int = 50
) -> list[Behind]:
    """The people behind a figure by the day they were detected, at most `limit` behind the person `after`; under the actor's own wall.

    Raises NotInReach and MayNot for all but those who work on the files of this place; BadInput for an unknown plan or target.
    """
    area = territory.of(place_id, on=on)
    access.check_may_list(actor, area)
    how = counter(programme.target(actor, plan_id, target_id))
    if not how.people:
        raise CannotCount("Chỉ tiêu này không có danh sách.", mend="Mở danh sách từ một chỉ tiêu khác.")
    sql = _BEHIND.format(people=how.people, which=_WHICH[which], after=_AFTER if after else "")
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
with found as (select * from {people}(array(select id from units_and_former(%(units)s)), %(since)s, %(until)s))
select f.person_id, p.full_name, p.is_sealed, p.birth_year, f.detected_at, f.managed_at, f.offered_at
from found f join people_person p on p.id = f.person_id where {which} {after} order by f.detected_at, f.person_id limit %(limit)s"""


def breakdown(plan: PlanRow, period: Period, area: Territory, counts: Counts, *, is_exact: bool) -> Breakdown:
    """The table of a place from its counts; is_exact False: as a counting role may see it, whoever asks (printed reports of a province)."""
    _prepare(plan, period, counts, as_guarded=not is_exact)
    columns = [column(target, counts, period, is_exact=is_exact) for target in plan.targets]
    whole = _whole(plan, period, area, counts)
    rows = tuple(PlaceFigures(unit, tuple(column[i] for column in columns)) for i, unit in enumerate(area.communes))
    if _says_nothing_of_people(plan, rows):
        return Breakdown(whole, (), is_exact=False, is_withheld=True)
    return Breakdown(whole, rows, is_exact=is_exact, is_withheld=False)


def _says_nothing_of_people(plan: PlanRow, rows: Sequence[PlaceFigures]) -> bool:
    """True where every target over people had to be hidden in every commune; a plan over places alone has nothing to hide."""
    if any(target.source.is_counted for target in plan.targets) and not any(map(counts_people, plan.targets)):
        return False
    return all(figure.is_hidden or not counts_people(target) for row in rows for target, figure in _pairs(plan, row))


def _prepare(plan: PlanRow, period: Period, counts: Counts, *, as_guarded: bool = False) -> None:
    """Ask for everything that the figures of this plan need, at once."""
    asked = [(target, one) for target in plan.counted for one in (_periods(target, period) if as_guarded else (period,))]
    before = [(target, periods.year_before(period)) for target in plan.counted if _is_beside_year_before(target)]
    counts.read_each([*asked, *before], beside=_beside(plan.counted, period) if as_guarded else ())


def _periods(target: TargetRow, period: Period) -> Sequence[Period]:
    """The period, and those whose tables are worked out together with its own for a role that only counts (guarded.column)."""
    family, how = periods.family(period), counter(target)
    if family is None or how.of_places or how.assigned or target.counting is not Counting.SHARE:
        return (period,)
    if how.is_told_at_end:
        return tuple(dict.fromkeys((period, _end(period))))
    return family


def _beside(targets: Iterable[TargetRow], period: Period) -> list[tuple[Formula, Period]]:
    return [(formula, _end(period)) for formula in guarded.beside(targets)]


def _end(period: Period) -> Period:
    """The half in which the period ends, of a year; what looks at the end alone is the same of both."""
    family = periods.family(period)
    return family[1] if family and period == family[2] else period


def _is_beside_year_before(target: TargetRow) -> bool:
    return target.comparison.is_direction and target.counting is Counting.SHARE


def _pairs(plan: PlanRow, row: PlaceFigures) -> Iterable[tuple[TargetRow, Figure]]:
    return zip(plan.targets, row.targets, strict=True)


def _whole(plan: PlanRow, period: Period, area: Territory, counts: Counts) -> PlanFigures:
    """The exact figures over all the communes."""
    _prepare(plan, period, counts)
    return PlanFigures(plan, period, area.unit, tuple(of_place(target, period, area, counts) for target in plan.targets))


def of_place(target: TargetRow, period: Period, area: Territory, counts: Counts) -> Figure:
    """The exact figure of one target over all the communes; nothing counted where there are no facts."""
    if not target.source.is_counted:
        return made.uncounted(target)
    if parts := made.listed_parts(target):
        is_whole = not area.is_commune or any(part.listed.is_sample for part in parts)
        return made.of_registers(target, counts, period) if is_whole else made.of_commune(target, counts, period, area.ids[0])
    tally = counts.total(target, period)
    if counter(target).assigned:
        return made.against_assigned(target, tally, typed.assigned(target.indicator, place_id=area.unit.id, period=period, as_of=counts.as_of))
    if not _is_beside_year_before(target):
        return made.exact(target, tally)
    earlier = counts.total(target, periods.year_before(period))
    return made.exact(target, tally, before=share(earlier.numerator, earlier.denominator))


def column(target: TargetRow, counts: Counts, period: Period, *, is_exact: bool) -> list[Figure]:
    """One target down the communes, in their order; is_exact False: as a counting role may see it."""
    if not target.source.is_counted:
        return [made.uncounted(target)] * len(counts.units)
    if counter(target).listed:
        return [made.of_commune(target, counts, period, unit_id) for unit_id in counts.units]
    if is_exact and counter(target).assigned:
        return [made.against_assigned(target, tally, None) for tally in counts.row(target, period)]
    if is_exact:
        return [made.exact(target, tally) for tally in counts.row(target, period)]
    return _told(target, counts, period)


def _told(target: TargetRow, counts: Counts, period: Period, *, with_totals: bool = True) -> list[Figure]:
    """One target down the communes for a role that only counts: true numbers of places, guarded ones of people."""
    if made.listed_parts(target):
        return column(target, counts, period, is_exact=True)
    if counter(target).of_places:
        return [made.exact(target, tally) for tally in counts.row(target, period)]
    return [made.guarded(target, row) for row in guarded.column(target, counts, period, with_totals=with_totals)]


def _guarded_commune(actor: Actor, plan: PlanRow, period: Period, area: Territory, on: date) -> PlanFigures:
    return PlanFigures(plan, period, area.unit, guarded_commune(actor, plan.targets, period, area, on=on))


def guarded_commune(actor: Actor, targets: Sequence[TargetRow], period: Period, area: Territory, *, on: date) -> tuple[Figure, ...]:
    """One commune for a counting role: its row in the province's table, so that two pages never say more than one."""
    commune = area.communes[0]
    around = territory.of(commune.parent_id, on=on) if commune.parent_id else None
    sees_around = around is not None and set(around.ids) <= actor.stat_unit_ids
    ids = around.ids if around is not None and sees_around else area.ids
    counts, place = Counts(tuple(ids)), ids.index(commune.id)
    counted = [target for target in targets if target.source.is_counted]
    counts.read_each([(target, one) for target in counted for one in _periods(target, period)], beside=_beside(counted, period))
    return tuple(_told(t, counts, period, with_totals=sees_around)[place] if t.source.is_counted else made.uncounted(t) for t in targets)


def check_whole(area: Territory) -> None:
    """A counting role asks about provinces of today: totals over other cuts could be set against each other."""
    if area.is_former or area.unit.level == "DISTRICT":
        raise CannotCount(
            "Số liệu theo địa bàn cũ chỉ lấy được bằng lệnh donghanh numbers.", mend="Chọn tỉnh hoặc xã của hiện nay, hoặc nhờ quản trị chạy lệnh."
        )


def _behind(actor: Actor, person_id: UUID, name: str, is_sealed: bool, birth_year: int, *moments: datetime | None) -> Behind:
    shown = "" if is_sealed else name if actor.reads(DataClass.IDENTITY) else names.masked(name)
    return Behind(person_id, shown, birth_year, *moments)
