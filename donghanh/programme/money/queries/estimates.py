"""Estimates: the desk of those over a province, and one estimate with its versions and lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet, Sum

from donghanh.base.accounts import queries as accounts
from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.money import access, routes
from donghanh.programme.money.models import Deadline, Estimate, EstimateLine, EstimateVersion
from donghanh.programme.money.queries import levels
from donghanh.programme.money.routes import Route
from donghanh.programme.money.rules import Part
from donghanh.programme.money.terms import ACCEPTED, EstimateState, FundKind, Purpose, Step

ROUTES = settings.ROOT / "seeds" / "money" / "routes.yaml"


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line: asked, appraised, approved side by side. parts: the norm's breakdown for one case, where the line rests on a norm."""

    id: UUID
    position: int
    purpose: Purpose
    fund_kind: FundKind
    content: str
    plan_id: str
    clause: str
    quantity: int | None
    parts: tuple[Part, ...]
    norm_document: str
    amount: int
    appraised: int | None
    note: str
    approved: int | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version; total in đồng. at: when it last moved. comment: why it came back."""

    id: UUID
    number: int
    state: EstimateState
    at: datetime
    comment: str
    total: int
    appraised: int | None
    approved: int | None
    decision: str


@dataclass(frozen=True, slots=True)
class EstimateSheet:
    """An estimate whole: versions, the newest first; the lines of the newest; whose turn it is and what the reader may do."""

    id: UUID
    year: int
    unit_id: int
    body_name: str
    versions: tuple[VersionRow, ...]
    lines: tuple[LineRow, ...]
    route: Route | None
    step: Step | None
    due_on: date | None
    may_record: bool
    may_submit: bool
    may_answer: bool

    @property
    def newest(self) -> VersionRow:
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A body of the province in the year: its newest version, or none. is_missing: not sent though the day is over; is_late: sent after it."""

    body_id: int
    body_name: str
    estimate_id: UUID | None
    state: EstimateState | None
    number: int
    total: int
    appraised: int | None
    approved: int | None
    is_missing: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands of a year's estimates. consolidated: the sum of those accepted, over the bodies that the reader sees."""

    year: int
    rows: tuple[DeskRow, ...]
    due_on: date | None
    due_source: str
    route: Route | None
    consolidated: int
    accepted: int
    missing: int


def desk(actor: Actor, *, year: int, on: date) -> Desk:
    """Own estimate, or for those over a province that of every commune and of every body that drew one up. Five queries whatever their number."""
    access.require_reader(actor)
    due = deadline(actor, year=year)
    rows = [_desk_row(one, due.due_on if due else None, on) for one in _estimates(actor, year)]
    known = {row.body_id for row in rows}
    if access.is_over(actor):
        late = due is not None and on > due.due_on
        rows += [DeskRow(pk, name, None, None, 0, 0, None, None, late, False) for pk, name in communes(actor, on) if pk not in known]
    accepted = [row for row in rows if row.state in ACCEPTED]
    return Desk(
        year=year,
        rows=tuple(sorted(rows, key=lambda row: (row.estimate_id is None, row.body_name))),
        due_on=due.due_on if due else None,
        due_source=due.source if due else "",
        route=route_for(actor.unit_id, on=on),
        consolidated=sum(row.total for row in accepted),
        accepted=len(accepted),
        missing=sum(row.is_missing for row in rows),
    )


def estimate_sheet(actor: Actor, estimate_id: UUID, *, on: date) -> EstimateSheet:
    """One estimate. Raises NotInReach, MayNot."""
    found = access.to_read(actor, Estimate, estimate_id)
    versions = tuple(_version(one) for one in _with_sums(EstimateVersion.objects.filter(estimate=found)).order_by("-number"))
    newest = EstimateVersion.objects.get(pk=versions[0].id)
    route = routes.named(routes.read(ROUTES), newest.route) or route_for(found.unit_id, on=on)
    step = route.next_step(newest.state) if route and newest.route else None
    due = _due(levels.province_of(found.unit_id), found.year)
    is_own = found.unit_id in actor.unit_ids or found.body_id == actor.body_id
    answers = access.REVIEW if step == Step.REVIEW else access.APPRAISE
    return EstimateSheet(
        id=found.pk,
        year=found.year,
        unit_id=found.unit_id,
        body_name=found.body.name,
        versions=versions,
        lines=tuple(_lines(newest)),
        route=route,
        step=step,
        due_on=due.due_on if due else None,
        may_record=is_own and access.RECORD in actor.may,
        may_submit=is_own and access.SUBMIT in actor.may,
        may_answer=step is not None and answers in actor.may and found.unit_id in actor.stat_unit_ids,
    )


def of_year(actor: Actor, *, body_id: int, year: int, on: date) -> EstimateSheet | None:
    """The estimate of a body for a year, as far as the reader sees it; None where it has none. Raises MayNot."""
    found = access.visible(actor, Estimate).filter(body_id=body_id, year=year).values_list("pk", flat=True).first()
    return estimate_sheet(actor, found, on=on) if found else None


def deadline(actor: Actor, *, year: int) -> Deadline | None:
    """The day by which estimates of this year are due in the actor's province; None where nobody has set one."""
    access.require_reader(actor)
    return _due(levels.province_of(actor.unit_id), year)


def route_for(unit_id: int | None, *, on: date) -> Route | None:
    """The way of an estimate from this place on this day; None where nothing printed says one."""
    above = places.ancestors(unit_id) if unit_id is not None else []
    code = next((one.code for one in above if one.level == "PROVINCE"), "")
    return routes.standing(routes.read(ROUTES), code, on)


def who_acted(actor: Actor, sheet: EstimateSheet) -> dict[str, str]:
    """Names of those who moved the newest version, by step."""
    access.require_reader(actor)
    found = EstimateVersion.objects.get(pk=sheet.newest.id)
    acts = {step: getattr(found, f"{step}_by") for step in ("submitted", "reviewed", "appraised", "decided", "returned")}
    names = accounts.names_of({user for user in acts.values() if user})
    return {step: names.get(user, "") for step, user in acts.items() if user is not None}


def _due(province: int | None, year: int) -> Deadline | None:
    return Deadline.objects.filter(unit_id=province, year=year).order_by("-made_at").first()


def _with_sums(rows: QuerySet[EstimateVersion]) -> QuerySet[EstimateVersion]:
    sums = {"total": Sum("lines__amount"), "appraised_total": Sum("lines__appraised"), "approved_total": Sum("lines__approved")}
    return rows.annotate(**sums)


def _estimates(actor: Actor, year: int) -> QuerySet[Estimate]:
    newest = _with_sums(EstimateVersion.objects.all()).order_by("-number")
    return access.visible(actor, Estimate).filter(year=year).select_related("body").prefetch_related(Prefetch("versions", newest))


def communes(actor: Actor, on: date) -> list[tuple[int, str]]:
    """The committees of today's communes of the actor's province: each of them owes an estimate."""
    bodies = Body.objects.filter(kind="commune_committee", unit_id__in=actor.stat_unit_ids, starts_on__lte=on)
    standing = bodies.exclude(ends_before__lte=on).exclude(unit__ends_before__lte=on).filter(unit__level="COMMUNE")
    return list(standing.order_by("name").values_list("id", "name"))


def _desk_row(one: Estimate, due_on: date | None, on: date) -> DeskRow:
    newest = one.versions.all()[0]
    first = min((version.submitted_at for version in one.versions.all() if version.submitted_at), default=None)
    late = due_on is not None and first is not None and local_day(first) > due_on
    missing = due_on is not None and first is None and on > due_on
    state = EstimateState(newest.state)
    total, appraised, approved = newest.total or 0, newest.appraised_total, newest.approved_total
    return DeskRow(one.body_id, one.body.name, one.pk, state, newest.number, total, appraised, approved, missing, late)


def _version(one: EstimateVersion) -> VersionRow:
    at = one.returned_at or one.decided_at or one.appraised_at or one.reviewed_at or one.submitted_at or one.made_at
    sums = one.total or 0, one.appraised_total, one.approved_total
    return VersionRow(one.pk, one.number, EstimateState(one.state), at, one.comment, *sums, one.decision)


def _lines(version: EstimateVersion) -> list[LineRow]:
    found = EstimateLine.objects.filter(version=version).select_related("norm").prefetch_related("norm__items").order_by("position")
    return [_line(one) for one in found]


def _line(one: EstimateLine) -> LineRow:
    items = sorted(one.norm.items.all(), key=lambda item: item.position) if one.norm else []
    parts = tuple(Part(item.part, item.name, item.measure, item.quantity, item.unit_cost) for item in items)

    return LineRow(
        one.pk, one.position, Purpose(one.purpose), FundKind(one.fund_kind), one.content, one.plan_id, one.clause, one.quantity, parts,
        one.norm.document if one.norm else "", one.amount, one.appraised, one.note, one.approved,
    )  # fmt: skip
