"""Tasks as frozen rows: four statements for any number of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.kernel.actor import Actor
from donghanh.programme.models import Clause, Plan
from donghanh.programme.tasks import access, rules
from donghanh.programme.tasks.models import Link, Part, Step, Task
from donghanh.programme.tasks.rules import PartFact, PartStanding, Standing, StepFact
from donghanh.programme.tasks.terms import PartRole, Programme, StepKind, Union


@dataclass(frozen=True, slots=True)
class PlanRef:
    """A plan, or one clause of it (code). number: as printed, or the day it was issued; words: the clause in our words, empty where it has none."""

    id: str
    number: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One unit's part. level: of its place. proof: (id, name) of the file it handed in last."""

    id: UUID
    body_id: int
    body: str
    level: str
    role: PartRole
    is_mandatory: bool
    what: str
    standing: PartStanding
    proof: tuple[UUID, str] | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of a task's story. part: the unit whose part it was."""

    kind: StepKind
    at: datetime
    by: int
    body: str
    part: str
    note: str
    responsible: str
    due_on: date | None
    title: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as it stands. clause: (code, words) of the directive; plan: that it carries out; union: the mass organisation that does it; if any."""

    id: UUID
    giver_id: int
    giver: str
    content: str
    given_at: datetime
    first_due_on: date
    directive: tuple[UUID, str] | None
    clause: tuple[str, str] | None
    plan: PlanRef | None
    links: tuple[tuple[Programme, int | None], ...]
    parts: tuple[PartRow, ...]
    steps: tuple[StepRow, ...]
    now: Standing
    union: Union | None

    @property
    def title(self) -> str:
        return self.now.title

    @property
    def lead(self) -> PartRow:
        return next(part for part in self.parts if part.role == PartRole.LEAD)

    def part_of(self, bodies: Iterable[int]) -> PartRow | None:
        """The part of one of these bodies; the lead's before others."""
        own = set(bodies)
        return min((part for part in self.parts if part.body_id in own), key=lambda part: part.role != PartRole.LEAD, default=None)


def visible(actor: Actor, own: frozenset[int]) -> Q:
    """Rows that name one of these bodies, or lie in the province that the actor oversees: the same as the row wall."""
    reach = Q(bodies__overlap=sorted(own))
    return reach | Q(unit_id__in=actor.stat_unit_ids) if access.OVERSEE in actor.may else reach


def plan_refs(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], PlanRef]:
    """(plan, code of its clause) → the plan and the clause in words; nothing for what names no plan. Two statements at most."""
    wanted = {(plan, code) for plan, code in pairs if plan}
    if not wanted:
        return {}
    plans, codes = {plan for plan, _ in wanted}, {code for _, code in wanted}
    issued = Plan.objects.filter(pk__in=plans).values_list("id", "number", "issued_on")
    numbers = {plan: number or f"ngày {day:%d/%m/%Y}" for plan, number, day in issued}
    found = Clause.objects.filter(plan_id__in=plans, code__in=codes).values_list("plan_id", "code", "name")
    words = {(plan, code): name for plan, code, name in found}
    return {(plan, code): PlanRef(plan, numbers.get(plan, plan), code, words.get((plan, code), "")) for plan, code in wanted}


def rows(tasks: QuerySet[Task]) -> list[TaskRow]:
    """These tasks in the order of the query set, with parts, programmes and all that happened."""
    found = list(tasks.select_related("giver", "clause__directive"))
    parts, links = _of(Part.objects.select_related("body__unit").order_by("-role", "id"), found), _of(Link.objects.order_by("programme"), found)
    steps = _of(Step.objects.select_related("body", "attachment").defer("attachment__content").order_by("made_at", "id"), found)
    plans = plan_refs((task.plan_id, task.clause_code) for task in found)
    return [_row(task, parts[task.pk], links[task.pk], steps[task.pk], plans) for task in found]


def _of(children: QuerySet[Any], tasks: list[Task]) -> dict[UUID, list[Any]]:
    by_task: dict[UUID, list[Any]] = defaultdict(list)
    for child in children.filter(task_id__in=[task.pk for task in tasks]):
        by_task[child.task_id].append(child)
    return by_task


def _row(task: Task, parts: list[Part], links: list[Link], steps: list[Step], plans: dict[tuple[str, str], PlanRef]) -> TaskRow:
    facts = [PartFact(part.pk, part.body_id, PartRole(part.role), part.is_mandatory) for part in parts]
    now = rules.standing(title=task.title, due_on=task.due_on, parts=facts, steps=map(_fact, steps))
    of = {part.pk: part.body.name for part in parts}
    proofs = {step.part_id: (step.attachment_id, step.attachment.title) for step in steps if step.kind == StepKind.DONE and step.attachment}
    clause = task.clause
    return TaskRow(
        task.pk,
        task.giver_id,
        task.giver.name,
        task.content,
        task.made_at,
        task.due_on,
        (clause.directive_id, f"{clause.directive.number}: {clause.directive.title}") if clause else None,
        (clause.code, clause.text) if clause else None,
        plans.get((task.plan_id, task.clause_code)),
        tuple((Programme(link.programme), link.cofunding) for link in links),
        tuple(_part(part, standing, proofs) for part, standing in zip(parts, now.parts, strict=True)),
        tuple(
            StepRow(StepKind(s.kind), s.made_at, s.made_by, s.body.name, of.get(s.part_id, ""), s.note, s.responsible, s.due_on, s.title)
            for s in steps
        ),
        now,
        Union(task.union) if task.union else None,
    )


def _fact(step: Step) -> StepFact:
    about = (step.part_id, step.note, step.responsible, step.due_on, step.title)
    return StepFact(StepKind(step.kind), step.body_id, step.made_at, step.made_by, *about)


def _part(part: Part, standing: PartStanding, proofs: dict[UUID, tuple[UUID, str]]) -> PartRow:
    about = (part.body_id, part.body.name, part.body.unit.level, PartRole(part.role), part.is_mandatory, part.what)
    return PartRow(part.pk, *about, standing, proofs.get(part.pk))
