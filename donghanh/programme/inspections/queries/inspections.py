"""Reading inspections: the desk of a unit, one inspection, the year's plan, what each unit was found to be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.programme.inspections import access
from donghanh.programme.inspections.models import Finding, FindingStep, Inspection, Sample, YearPlan
from donghanh.programme.inspections.queries._rows import FindingRow, InspectionRow, finding_rows, rows, visible
from donghanh.programme.inspections.terms import FindingState, RemedyStep, State
from donghanh.programme.tasks.models import Directive

MOST = 1000
"""So many inspections or findings of one reader are read at once."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The paper of a year's plan. done, planned: inspections that belong to it, cancelled ones left out."""

    id: UUID
    year: int
    number: str
    signed_on: date
    title: str
    plan: tuple[str, str] | None
    body: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for the reader's unit. plan None: the year has no plan of inspections. to_judge: remedies that wait for its team."""

    year: int
    plan: PlanRow | None
    planned: tuple[InspectionRow, ...]
    done: int
    to_do: tuple[InspectionRow, ...]
    to_sign: tuple[InspectionRow, ...]
    to_answer: tuple[FindingRow, ...]
    to_judge: tuple[FindingRow, ...]
    overdue: tuple[FindingRow, ...]
    may_plan: bool


@dataclass(frozen=True, slots=True)
class StratumRow:
    """Of how many files of a procedure the sample was drawn, to the nearest 5; None: fewer than 8."""

    procedure: str
    total: int | None
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleRow:
    """Files drawn, by procedure."""

    id: UUID
    seed: UUID
    size: int
    drawn_at: datetime
    opened_before: datetime
    strata: tuple[StratumRow, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One inspection for its reader. may_*: what stands open to him now."""

    row: InspectionRow
    findings: tuple[FindingRow, ...]
    samples: tuple[SampleRow, ...]
    is_member: bool
    is_leader: bool
    may_plan: bool
    may_sign: bool

    @property
    def may_work(self) -> bool:
        """The team marks, finds and draws samples between announcement and conclusion."""
        return self.is_member and self.row.now.state == State.ANNOUNCED


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as inspections left it. last: the newest concluded visit; trend: (day, points) of all, the newest first.

    guidance: papers of direction and guidance that it received.
    """

    body_id: int
    body: str
    kind: str
    level: str
    visits: int
    last: date | None
    total: Decimal | None
    trend: tuple[tuple[date, Decimal], ...]
    open_findings: tuple[FindingRow, ...]
    guidance: int


def inspection(actor: Actor, inspection_id: UUID) -> InspectionRow:
    """One inspection within reach. Raises MayNot, NotInReach."""
    access.check_may_read(actor)
    found = rows(Inspection.objects.filter(visible(actor, access.own_bodies(actor)), pk=inspection_id))
    access.found(found or None)
    return found[0]


def sheet(actor: Actor, inspection_id: UUID) -> Sheet:
    """One inspection with its findings, samples and what its reader may do. Raises MayNot, NotInReach."""
    row, own = inspection(actor, inspection_id), access.own_bodies(actor)
    found = finding_rows(Finding.objects.filter(inspection_id=inspection_id).order_by("due_on", "id"))
    is_member = actor.user_id in row.member_ids
    body = next((one.body_id for one in row.members if one.user_id == actor.user_id), None)
    return Sheet(
        row=row,
        findings=tuple(found),
        samples=_samples(inspection_id),
        is_member=is_member,
        is_leader=actor.user_id is not None and actor.user_id == row.leader_id,
        may_plan=row.planner_id in own and holds(access.check_may_plan, actor),
        may_sign=row.now.state == State.CONCLUDED and body in row.now.unsigned and body == actor.body_id,
    )


def _samples(inspection_id: UUID) -> tuple[SampleRow, ...]:
    found = Sample.objects.filter(inspection_id=inspection_id).prefetch_related("strata", "files").order_by("made_at", "id")
    made = []
    for one in found:
        files = sorted(one.files.all(), key=lambda file: file.position)
        numbers = {s.procedure: tuple(file.number for file in files if file.procedure == s.procedure) for s in one.strata.all()}
        strata = tuple(StratumRow(s.procedure, s.total, numbers[s.procedure]) for s in sorted(one.strata.all(), key=lambda s: s.procedure))
        made.append(SampleRow(one.pk, one.seed, one.size, one.made_at, one.opened_before, strata))
    return tuple(made)


def desk(actor: Actor, *, on: date, year: int) -> Desk:
    """The year's plan and what waits for the actor's unit. Raises MayNot."""
    access.check_may_read(actor)
    own = access.own_bodies(actor)
    seen = rows(Inspection.objects.filter(visible(actor, own)).order_by("starts_on", "id")[:MOST])
    of_year = [one for one in seen if one.year == year and one.now.state != State.CANCELLED]
    running = [one for one in seen if one.now.state in (State.PLANNED, State.ANNOUNCED)]
    open_ones = open_findings(actor)
    is_lead = holds(access.check_may_plan, actor)
    waits = [one for one in open_ones if one.now.state == FindingState.REMEDIED and actor.user_id not in one.now.remedied_by]
    return Desk(
        year=year,
        plan=year_plan(actor, year),
        planned=tuple(of_year),
        done=sum(one.now.state in (State.CONCLUDED, State.CLOSED) for one in of_year),
        to_do=tuple(one for one in running if actor.user_id in one.member_ids or one.inspected_id in own),
        to_sign=tuple(one for one in seen if one.now.state == State.CONCLUDED and _signs(actor, one)),
        to_answer=tuple(one for one in open_ones if one.body_id in own and one.now.state != FindingState.REMEDIED),
        to_judge=tuple(one for one in waits if actor.user_id in one.inspectors or (is_lead and one.planner_id in own)),
        overdue=tuple(one for one in open_ones if one.now.days_late(on)),
        may_plan=is_lead,
    )


def _signs(actor: Actor, row: InspectionRow) -> bool:
    return any(one.user_id == actor.user_id and one.body_id in row.now.unsigned for one in row.members)


def year_plan(actor: Actor, year: int) -> PlanRow | None:
    """The plan of inspections of this year in the actor's province; None where there is none. Raises MayNot."""
    access.check_may_read(actor)
    above = [unit.id for unit in places.ancestors(actor.unit_id or 0)]
    one = YearPlan.objects.filter(year=year, unit_id__in=above).select_related("body").first()
    if one is None:
        return None
    return PlanRow(one.pk, one.year, one.number, one.signed_on, one.title, (one.plan_id, one.clause_code) if one.plan_id else None, one.body.name)


def open_findings(actor: Actor) -> list[FindingRow]:
    """Findings within reach whose remedy is not accepted, the most urgent first. Raises MayNot."""
    access.check_may_read(actor)
    seen = Inspection.objects.filter(visible(actor, access.own_bodies(actor)))
    accepted = FindingStep.objects.filter(kind=RemedyStep.ACCEPTED).values("finding_id")
    found = finding_rows(Finding.objects.filter(inspection__in=seen).exclude(pk__in=accepted).order_by("due_on", "id")[:MOST])
    return sorted(found, key=lambda one: (one.now.due_on, one.found_at))


def finding(actor: Actor, finding_id: UUID) -> FindingRow:
    """One finding within reach. Raises MayNot, NotInReach."""
    access.check_may_read(actor)
    seen = Inspection.objects.filter(visible(actor, access.own_bodies(actor)))
    found = finding_rows(Finding.objects.filter(inspection__in=seen, pk=finding_id))
    access.found(found or None)
    return found[0]


def units(actor: Actor) -> list[UnitLine]:
    """Every unit with its visits, last points and open findings; committees of communes and facilities also where nobody has been yet."""
    access.check_may_read(actor)
    seen = rows(Inspection.objects.filter(visible(actor, access.own_bodies(actor))).order_by("-starts_on", "-id")[:MOST])
    visits: dict[int, list[InspectionRow]] = {}
    for one in seen:
        if one.now.state in (State.CONCLUDED, State.CLOSED):
            visits.setdefault(one.inspected_id, []).append(one)
    left: dict[int, list[FindingRow]] = {}
    for finding_ in open_findings(actor):
        left.setdefault(finding_.body_id, []).append(finding_)
    wanted = Body.objects.filter(pk__in={*visits, *left}) | Body.objects.filter(
        unit_id__in=actor.stat_unit_ids, kind__in=("commune_committee", "facility"), ends_before=None
    )
    guidance = Counter(body for bodies in Directive.objects.values_list("bodies", flat=True) for body in bodies)
    made = [_line(body, visits.get(body.pk, []), left.get(body.pk, []), guidance[body.pk]) for body in wanted.select_related("unit")]
    return sorted(made, key=lambda line: (line.level == "COMMUNE", line.body))


def looked_at(actor: Actor, *, year: int) -> dict[int, date]:
    """Unit → the last day of the newest inspection of this year that was concluded at any body there. Raises MayNot."""
    access.check_may_read(actor)
    own = visible(actor, access.own_bodies(actor))
    seen = rows(Inspection.objects.filter(own, steps__kind="CONCLUDED").distinct().order_by("-starts_on", "-id")[:MOST])
    done = sorted((one.now.ends_on, one.inspected_unit_id) for one in seen if one.now.ends_on.year == year)
    return {unit_id: day for day, unit_id in done}


def _line(body: Body, visits: list[InspectionRow], left: list[FindingRow], guidance: int) -> UnitLine:
    trend = tuple((one.now.ends_on, one.total) for one in visits if one.total is not None)
    last = visits[0] if visits else None
    return UnitLine(
        body.pk, body.name, body.kind, body.unit.level, len(visits), last.now.ends_on if last else None, last.total if last else None, trend,
        tuple(left), guidance,
    )  # fmt: skip
