"""Reading frozen reports, and counting one again from the facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from donghanh import legal
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.programme import queries as programme
from donghanh.programme.queries import PlanRow
from donghanh.reports import access, frozen, periods, repository, territory
from donghanh.reports.counting import Counts
from donghanh.reports.frozen import Frozen
from donghanh.reports.indicators import counts_people
from donghanh.reports.models import FrozenReport
from donghanh.reports.periods import Period
from donghanh.reports.rules import CannotCount
from donghanh.reports.territory import Territory


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the list. is_newest: no later version of the same report."""

    id: UUID
    plan_id: str
    plan_number: str
    period: Period
    place: str
    version: int
    as_of: datetime
    made_by: int | None
    reason: str
    is_newest: bool


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A report as frozen. issuer: name and kind of the body that built it."""

    row: ReportRow
    place_id: int
    figures: Frozen
    issuer: dict[str, str]
    definition: str
    law_edition: str
    data_class: DataClass


@dataclass(frozen=True, slots=True)
class Difference:
    """One printed number that the facts do not give any more. where: a target's id or a commune's name."""

    what: str
    where: str
    printed: object
    counted: object


@dataclass(frozen=True, slots=True)
class Derivation:
    """The report counted again as of its own moment.

    is_same: every number is the printed one. same_files: the very same files stand behind. definition: how it was counted now.
    """

    as_of: datetime
    is_same: bool
    same_files: bool
    same_definition: bool
    differences: tuple[Difference, ...]


def reports(actor: Actor, *, limit: int = 50) -> list[ReportRow]:
    """Reports the actor may read, newest first."""
    access.check_may_open_reports(actor)
    found = access.readable(actor).select_related("plan", "place").order_by("-as_of", "-id")
    rows = list(found[:limit])
    newest: dict[tuple[str, str, int], int] = {}
    for one in rows:
        key = (one.plan_id, one.period, one.place_id)
        newest[key] = max(newest.get(key, 0), one.version)
    return [_row(one, is_newest=one.version == newest[one.plan_id, one.period, one.place_id]) for one in rows]


def report_sheet(actor: Actor, report_id: UUID) -> ReportSheet:
    """One report. Raises NotInReach outside the scope, MayNot without the right to reports."""
    found = access.report_to_read(actor, report_id)
    later = FrozenReport.objects.filter(plan=found.plan, period=found.period, place=found.place, version__gt=found.version).exists()
    return ReportSheet(
        _row(found, is_newest=not later),
        found.place_id,
        frozen.from_json(found.content),
        found.content["issuer"],
        found.definition,
        found.law_edition,
        DataClass(found.data_class),
    )


def derive_again(actor: Actor, report_id: UUID) -> Derivation:
    """Count the report again from the facts as they were known at its moment, and compare.

    Errors as report_sheet; CannotCount where the reader only counts and another report of this place was built later the same day.
    """
    found = access.report_to_read(actor, report_id)
    plan = programme.plan(actor, found.plan_id)
    area = territory.of(found.place_id, on=timezone.localtime(found.as_of).date())
    access.check_may_count(actor, area)
    if not access.sees_exact(actor, area):
        _check_is_last_of_day(found)
    printed = frozen.from_json(found.content)
    again = counted_at(plan, periods.read(found.period), area, as_of=found.as_of)
    unlike = tuple(Difference(*one) for one in frozen.differences(printed, again))
    same_files = [t.digest for t in printed.targets] == [t.digest for t in again.targets]
    return Derivation(found.as_of, not unlike, same_files, found.definition == definition(plan), unlike)


def _check_is_last_of_day(found: FrozenReport) -> None:
    """The database tells who only counts one moment a day of a province (reports/migrations/0003, is_day_of_report)."""
    day = timezone.localtime(found.as_of).replace(hour=0, minute=0, second=0, microsecond=0)
    later = FrozenReport.objects.filter(place=found.place_id, data_class=found.data_class, as_of__gt=found.as_of, as_of__lt=day + timedelta(days=1))
    if later.exists():
        raise CannotCount(
            "Cùng ngày, địa bàn này có báo cáo lập sau báo cáo này; mỗi ngày chỉ đếm lại được theo báo cáo lập sau cùng.",
            mend="Đếm lại báo cáo lập sau cùng của ngày đó.",
        )


def counted_at(plan: PlanRow, period: Period, area: Territory, *, as_of: datetime) -> Frozen:
    """The figures of a report from the facts alone, as known at a moment; communes of a province as a counting role may see them."""
    counts = Counts(tuple(area.ids), as_of)
    return frozen.made(repository.breakdown(plan, period, area, counts, is_exact=area.is_commune), counts)


def cells(table: repository.Breakdown, unit_id: int) -> dict[str, repository.Figure]:
    """Target → this commune's cell of a table, of the targets that are counted; empty where none is shown."""
    row = next((one for one in table.rows if one.place.id == unit_id), None)
    counted = {target.id for target in table.total.plan.counted}
    return {figure.target_id: figure for figure in row.targets if figure.target_id in counted} if row else {}


def digests(plan: PlanRow, period: Period, unit_ids: Sequence[int], *, as_of: datetime) -> dict[int, dict[str, str]]:
    """Commune → target → digest of the files behind its figure at a moment, as the commune's own frozen report keeps it."""
    counts = Counts(tuple(unit_ids), as_of)
    found = {target.id: counts.of(target, period) for target in plan.counted}
    return {unit_id: {key: frozen.digest({unit_id: told[unit_id]} if unit_id in told else {}) for key, told in found.items()} for unit_id in unit_ids}


def definition(plan: PlanRow) -> str:
    """Names the counting of all targets that can be counted: part of every report."""
    return ", ".join(dict.fromkeys(target.definition for target in plan.counted))[:1000]


def law_edition() -> str:
    """The edition of the law that milestones rest on."""
    return legal.edition()


def plans_to_report(actor: Actor, *, place_id: int, on: date) -> list[PlanRow]:
    """The plans a report of this place can be built on: those over people, then those over places alone, each the newest first.

    Errors as programme.queries.plans.
    """
    province = territory.province_code(territory.of(place_id, on=on))
    found = [plan for plan in programme.plans(actor) if plan.province == province and plan.counted]
    return sorted(found, key=lambda plan: not any(map(counts_people, plan.targets)))


def offered_periods(actor: Actor, *, on: date, from_year: int) -> list[Period]:
    """Periods for which a report or figures may be asked for."""
    access.check_may_read_numbers(actor)
    return periods.offered(on=on, from_year=from_year)


def _row(one: FrozenReport, *, is_newest: bool) -> ReportRow:
    period = periods.read(one.period)
    return ReportRow(one.pk, one.plan_id, one.plan.number, period, str(one.place), one.version, one.as_of, one.made_by, one.reason, is_newest)
