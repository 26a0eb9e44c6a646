"""Inspections and findings as frozen rows: a fixed number of statements for any number of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from donghanh.base.accounts import queries as accounts
from donghanh.kernel.actor import Actor
from donghanh.programme.inspections import access, rules
from donghanh.programme.inspections.models import Finding, FindingStep, Inspection, Item, Mark, Member, Step, Team
from donghanh.programme.inspections.rules import FindingFact, FindingStanding, ItemFact, Standing, StepFact
from donghanh.programme.inspections.terms import Kind, RemedyStep, Severity, StepKind
from donghanh.programme.models import Function


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An official in a team, with the certificate that lets him inspect."""

    user_id: int
    name: str
    body_id: int
    body: str
    is_leader: bool
    certificate: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of an inspection's or a finding's story."""

    kind: StepKind | RemedyStep
    at: datetime
    by: str
    body: str
    note: str
    starts_on: date | None = None
    ends_on: date | None = None
    file: tuple[UUID, str] | None = None


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A criterion with the points it was given last; points None: none yet."""

    item_id: UUID
    text: str
    how: str
    source: str
    weight: int
    most: int
    needs_evidence: bool
    points: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """An inspection as it stands. total: the weighted sum of 100, None while a criterion has no points. plan: (plan id, clause code).

    year: of the year plan it belongs to, None where it is outside. members: the team of today. findings: (open, all).
    """

    id: UUID
    kind: Kind
    planner_id: int
    planner: str
    inspected_id: int
    inspected: str
    inspected_unit_id: int
    level: str
    subject: str
    criteria_id: UUID
    criteria: str
    version: int
    year: int | None
    plan: tuple[str, str] | None
    planned_at: datetime
    now: Standing
    members: tuple[MemberRow, ...]
    marks: tuple[MarkRow, ...]
    total: Decimal | None
    findings: tuple[int, int]
    steps: tuple[StepRow, ...]

    @property
    def leader_id(self) -> int | None:
        return next((one.user_id for one in self.members if one.is_leader), None)

    @property
    def member_ids(self) -> frozenset[int]:
        return frozenset(one.user_id for one in self.members)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as it stands. body: who has to remedy it; function: as whose task, empty: as the one inspected. inspectors: the team of today."""

    id: UUID
    inspection_id: UUID
    kind: Kind
    subject: str
    inspected_id: int
    inspected: str
    planner_id: int
    body_id: int
    body: str
    level: str
    function: str
    severity: Severity
    item: str
    text: str
    order: str
    found_at: datetime
    found_by: str
    first_due_on: date
    now: FindingStanding
    steps: tuple[StepRow, ...]
    inspectors: frozenset[int]


def visible(actor: Actor, own: frozenset[int]) -> Q:
    """Inspections that these bodies plan, lead in a team, answer for, or are told of; for the lead agency all of its province: as the row wall."""
    here = {"inspection_id": OuterRef("pk")}
    announced = Exists(Step.objects.filter(**here, kind=StepKind.ANNOUNCED))
    team = Exists(Member.objects.filter(team__inspection_id=OuterRef("pk"), body_id__in=own))
    answers = Exists(Finding.objects.filter(**here, body_id__in=own))
    reach = Q(body_id__in=own) | Q(inspected_id__in=own) & Q(announced) | Q(team) | Q(answers)
    return reach | Q(unit_id__in=actor.stat_unit_ids) if access.PLAN in actor.may else reach


def rows(found: QuerySet[Inspection]) -> list[InspectionRow]:
    """These inspections in the order of the query set, with team, points, counts of findings and all that happened."""
    kept = list(found.select_related("body", "inspected__unit", "criteria", "year_plan"))
    ids = [one.pk for one in kept]
    steps = _by(Step.objects.filter(inspection_id__in=ids).select_related("body").order_by("made_at", "id"), "inspection_id")
    members = newest_members(ids)
    items = _by(Item.objects.filter(criteria_id__in={one.criteria_id for one in kept}).order_by("position"), "criteria_id")
    marks = {(mark.inspection_id, mark.item_id): mark for mark in Mark.objects.filter(inspection_id__in=ids).order_by("made_at", "id")}
    counts = _counts(ids)
    names = accounts.names_of({one.user_id for rows in members.values() for one in rows} | {step.made_by for all_ in steps.values() for step in all_})
    made = []
    for one in kept:
        told = tuple(_mark(item, marks.get((one.pk, item.pk))) for item in items[one.criteria_id])
        row = _row(one, steps[one.pk], members.get(one.pk, ()), told, names)
        made.append(replace(row, findings=counts.get(one.pk, (0, 0))))
    return made


def newest_members(ids: Iterable[UUID]) -> dict[UUID, list[Member]]:
    """Inspection → the members of its newest team, the leader first. Two statements."""
    newest = {team.inspection_id: team.pk for team in Team.objects.filter(inspection_id__in=list(ids)).order_by("made_at", "id")}
    members = Member.objects.filter(team_id__in=newest.values()).select_related("body", "training").order_by("-is_leader", "id")
    by = _by(members, "team_id")
    return {inspection: by[team] for inspection, team in newest.items()}


def _by(found: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    made: dict[Any, list[Any]] = defaultdict(list)
    for one in found:
        made[getattr(one, key)].append(one)
    return made


def _counts(ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    done = Exists(FindingStep.objects.filter(finding_id=OuterRef("pk"), kind=RemedyStep.ACCEPTED))
    made: dict[UUID, tuple[int, int]] = {}
    for inspection, is_done in Finding.objects.filter(inspection_id__in=ids).annotate(is_done=done).values_list("inspection_id", "is_done"):
        left, whole = made.get(inspection, (0, 0))
        made[inspection] = (left + (not is_done), whole + 1)
    return made


def _mark(item: Item, mark: Mark | None) -> MarkRow:
    about = (item.pk, item.text, item.how, item.source, item.weight, item.most, item.needs_evidence)
    return MarkRow(*about, mark.points if mark else None, mark.evidence if mark else "")


def _row(one: Inspection, steps: list[Step], members: Sequence[Member], marks: tuple[MarkRow, ...], names: dict[int, str]) -> InspectionRow:
    facts = [StepFact(StepKind(s.kind), s.body_id, s.made_at, s.made_by, s.note, s.starts_on, s.ends_on) for s in steps]
    now = rules.standing(starts_on=one.starts_on, ends_on=one.ends_on, bodies=[m.body_id for m in members], steps=facts)
    points = {mark.item_id: mark.points for mark in marks if mark.points is not None}
    return InspectionRow(
        id=one.pk,
        kind=Kind(one.kind),
        planner_id=one.body_id,
        planner=one.body.name,
        inspected_id=one.inspected_id,
        inspected=one.inspected.name,
        inspected_unit_id=one.inspected.unit_id,
        level=one.inspected.unit.level,
        subject=one.subject,
        criteria_id=one.criteria_id,
        criteria=one.criteria.name,
        version=one.criteria.version,
        year=one.year_plan.year if one.year_plan else None,
        plan=(one.plan_id, one.clause_code) if one.plan_id else None,
        planned_at=one.made_at,
        now=now,
        members=tuple(
            MemberRow(m.user_id, names.get(m.user_id, ""), m.body_id, m.body.name, m.is_leader, m.training.certificate, m.training.issued_on)
            for m in members
        ),
        marks=marks,
        total=rules.total([ItemFact(mark.item_id, mark.weight, mark.most) for mark in marks], points),
        findings=(0, 0),
        steps=tuple(StepRow(StepKind(s.kind), s.made_at, names.get(s.made_by, ""), s.body.name, s.note, s.starts_on, s.ends_on) for s in steps),
    )


def finding_rows(found: QuerySet[Finding]) -> list[FindingRow]:
    """These findings in the order of the query set, with all that happened."""
    kept = list(found.select_related("inspection__inspected", "body__unit", "item"))
    ids = [one.pk for one in kept]
    steps = _by(
        FindingStep.objects.filter(finding_id__in=ids).select_related("body", "attachment").defer("attachment__content").order_by("made_at", "id"),
        "finding_id",
    )
    members = newest_members({one.inspection_id for one in kept})
    names = accounts.names_of({one.made_by for one in kept} | {step.made_by for all_ in steps.values() for step in all_})
    titles = dict(Function.objects.filter(pk__in={one.function for one in kept if one.function}).values_list("code", "title"))
    return [_finding(one, steps[one.pk], members.get(one.inspection_id, ()), names, titles) for one in kept]


def _finding(one: Finding, steps: list[FindingStep], members: Sequence[Member], names: dict[int, str], titles: dict[str, str]) -> FindingRow:
    facts = [FindingFact(RemedyStep(s.kind), s.made_at, s.made_by, s.body_id, s.note, s.due_on) for s in steps]
    return FindingRow(
        id=one.pk,
        inspection_id=one.inspection_id,
        kind=Kind(one.inspection.kind),
        subject=one.inspection.subject,
        inspected_id=one.inspection.inspected_id,
        inspected=one.inspection.inspected.name,
        planner_id=one.inspection.body_id,
        body_id=one.body_id,
        body=one.body.name,
        level=one.body.unit.level,
        function=titles.get(one.function, one.function),
        severity=Severity(one.severity),
        item=one.item.text if one.item else "",
        text=one.text,
        order=one.order,
        found_at=one.made_at,
        found_by=names.get(one.made_by, ""),
        first_due_on=one.due_on,
        now=rules.finding_standing(due_on=one.due_on, steps=facts),
        steps=tuple(
            StepRow(
                RemedyStep(s.kind), s.made_at, names.get(s.made_by, ""), s.body.name, s.note, s.due_on, None,
                (s.attachment.pk, s.attachment.title) if s.attachment else None,
            )
            for s in steps
        ),
        inspectors=frozenset(m.user_id for m in members),
    )  # fmt: skip
