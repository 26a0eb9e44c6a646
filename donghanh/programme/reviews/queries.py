"""All reading of reviews: frozen rows without figures, which the pages ask of the one repository."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from donghanh.base.accounts import queries as accounts
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.programme.reviews import access
from donghanh.programme.reviews.models import Action, Adjustment, Analysis, Capacity, Cause, Gone, Reported
from donghanh.programme.reviews.terms import CareForm, CauseKind


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """What holds of one reporter, indicator and period. earlier: how many lines it replaced."""

    id: UUID
    unit_id: int
    indicator: str
    period: str
    value: Decimal
    denominator: Decimal | None
    provider: str
    paper: str
    note: str
    earlier: int


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A changed measure; by, at: who wrote it down, and when."""

    id: UUID
    unit_id: int
    indicator: str
    finding: str
    measure: str
    starts_on: date
    paper: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActionRow:
    id: UUID
    text: str
    who: str
    due_on: date


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause with what is planned against it."""

    id: UUID
    kind: CauseKind
    text: str
    indicator: str
    period: str
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class AnalysisSheet:
    """The sheet of a year."""

    id: UUID
    unit_id: int
    year: int
    title: str
    paper: str
    causes: tuple[CauseRow, ...]


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """What holds of a former district and a form of care in a year. unmet None: fewer than 8; is_exact: unmet is not rounded."""

    id: UUID
    district_id: int
    district: str
    form: CareForm
    places: int
    unmet: int | None
    basis: str
    is_exact: bool


def may_write(actor: Actor) -> bool:
    """Whether to offer forms: the bool twin of the check."""
    return holds(access.seat, actor)


def reported(actor: Actor, *, period: str) -> list[ReportedRow]:
    """What was reported of this period, by indicator and reporter. Two statements. Raises MayNot."""
    rows: dict[tuple[int, str, str], list[Reported]] = defaultdict(list)
    gone = _gone(actor)
    for one in access.visible(actor, Reported).filter(period=period).order_by("made_at", "id"):
        if one.pk not in gone:
            rows[one.unit_id, one.indicator, one.provider].append(one)
    return [_reported(*found) for _key, found in sorted(rows.items())]


def periods_reported(actor: Actor) -> list[str]:
    """Codes of the periods that something was reported of, the newest first. Raises MayNot."""
    return sorted(set(access.visible(actor, Reported).values_list("period", flat=True)), reverse=True)


def adjustments(actor: Actor) -> list[AdjustmentRow]:
    """Changed measures, the newest first. Three statements. Raises MayNot."""
    gone = _gone(actor)
    found = [one for one in access.visible(actor, Adjustment).order_by("-starts_on", "-made_at", "-id") if one.pk not in gone]
    names = accounts.names_of({one.made_by for one in found})
    return [_adjustment(one, names) for one in found]


def adjustment(actor: Actor, adjustment_id: UUID) -> AdjustmentRow:
    """One changed measure. Raises MayNot, NotInReach."""
    found = access.one(actor, Adjustment, adjustment_id)
    return _adjustment(found, accounts.names_of({found.made_by}))


def analysis(actor: Actor, *, year: int) -> AnalysisSheet | None:
    """The sheet of a year with its causes (objective ones first) and actions; None where there is none. Four statements. Raises MayNot."""
    found = access.visible(actor, Analysis).filter(year=year).order_by("-made_at").first()
    if found is None:
        return None
    gone = _gone(actor)
    planned: dict[UUID, list[ActionRow]] = defaultdict(list)
    for one in access.visible(actor, Action).filter(cause__analysis=found).order_by("due_on", "id"):
        if one.pk not in gone:
            planned[one.cause_id].append(ActionRow(one.pk, one.text, one.who, one.due_on))
    causes = tuple(
        CauseRow(one.pk, CauseKind(one.kind), one.text, one.indicator, one.period, tuple(planned[one.pk]))
        for one in access.visible(actor, Cause).filter(analysis=found).order_by("kind", "made_at", "id")
        if one.pk not in gone
    )
    return AnalysisSheet(found.pk, found.unit_id, found.year, found.title, found.paper, causes)


def capacities(actor: Actor, *, year: int) -> list[CapacityRow]:
    """Places and unmet requests of a year by former district and form. Three statements. Raises MayNot."""
    gone, holds_now = _gone(actor), {}
    for one in access.visible(actor, Capacity).filter(year=year).select_related("district").order_by("made_at", "id"):
        if one.pk not in gone:
            holds_now[one.district.folded, one.district_id, one.form] = one
    told = _unmet([one.pk for one in holds_now.values()])
    return [_capacity(one, *told[one.pk]) for _key, one in sorted(holds_now.items(), key=lambda item: item[0])]


def _unmet(lines: list[UUID]) -> dict[UUID, tuple[int | None, bool]]:
    with connection.cursor() as cursor:
        cursor.execute("select id, unmet, is_exact from reviews_unmet(%s)", [lines])
        return {line: (unmet, is_exact) for line, unmet, is_exact in cursor.fetchall()}


def _capacity(one: Capacity, unmet: int | None, is_exact: bool) -> CapacityRow:
    name = f"{one.district.kind} {one.district.name}"
    return CapacityRow(one.pk, one.district_id, name, CareForm(one.form), one.places, unmet, one.basis, is_exact)


def _gone(actor: Actor) -> set[UUID]:
    return set(access.visible(actor, Gone).values_list("line", flat=True))


def _reported(*found: Reported) -> ReportedRow:
    one = found[-1]
    about = (one.indicator, one.period, one.value, one.denominator, one.provider, one.paper, one.note)
    return ReportedRow(one.pk, one.unit_id, *about, len(found) - 1)


def _adjustment(one: Adjustment, names: dict[int, str]) -> AdjustmentRow:
    about = (one.indicator, one.finding, one.measure, one.starts_on, one.paper)
    return AdjustmentRow(one.pk, one.unit_id, *about, names.get(one.made_by, ""), one.made_at)
