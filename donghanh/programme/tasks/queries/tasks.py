"""Reading tasks: one, a unit's desk, the board, what serves other programmes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from donghanh.base.accounts import queries as accounts
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.programme.tasks import access, rules
from donghanh.programme.tasks.models import Step, Task
from donghanh.programme.tasks.queries._rows import PartRow, TaskRow, rows, visible
from donghanh.programme.tasks.terms import Programme, State, StepKind, Union

MOST = 2000
"""So many open tasks of one reader are read at once; the page says when there are more."""


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """One task for its reader. own: his unit's part. may_*: what stands open to him now. names: officials by id."""

    row: TaskRow
    own: PartRow | None
    may_acknowledge: bool
    may_report: bool
    may_accept: bool
    may_manage: bool
    may_remind: bool
    names: dict[int, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit's tasks that are not over, the most urgent first: to acknowledge, to do, to accept as giver, and those that wait for others."""

    to_acknowledge: tuple[TaskRow, ...]
    to_do: tuple[TaskRow, ...]
    to_accept: tuple[TaskRow, ...]
    waiting: tuple[TaskRow, ...]
    own: frozenset[int]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What one unit leads, of the tasks that its reader sees. unnamed: acknowledged by nobody with a responsible official."""

    body_id: int
    body: str
    level: str
    total: int
    to_do: int
    overdue: int
    waiting: int
    accepted: int
    percent: int | None
    unnamed: int


@dataclass(frozen=True, slots=True)
class Board:
    """All tasks given in a year that the reader sees. lines: by leading unit; overdue: the latest first."""

    year: int
    lines: tuple[UnitLine, ...]
    tasks: tuple[TaskRow, ...]
    overdue: tuple[TaskRow, ...]
    oversees: bool


def task(actor: Actor, task_id: UUID) -> TaskRow:
    """One task within reach. Raises MayNot, NotInReach."""
    access.check_may_read(actor)
    found = rows(Task.objects.filter(visible(actor, access.own_bodies(actor)), pk=task_id))
    access.found(found or None)
    return found[0]


def several(actor: Actor, task_ids: list[UUID]) -> list[TaskRow]:
    """These tasks, as far as they are within reach. Raises MayNot."""
    access.check_may_read(actor)
    return rows(Task.objects.filter(visible(actor, access.own_bodies(actor)), pk__in=task_ids))


def task_sheet(actor: Actor, task_id: UUID, *, on: date) -> TaskSheet:
    """One task with what its reader may do. Raises MayNot, NotInReach."""
    row, own = task(actor, task_id), access.own_bodies(actor)
    part, is_open = row.part_of(own), not row.now.state.is_over
    is_giver = row.giver_id in own and holds(access.check_may_give, actor)
    return TaskSheet(
        row=row,
        own=part,
        may_acknowledge=is_open and part is not None and part.standing.is_open and not (part.standing.responsible and not part.standing.returned),
        may_report=is_open and part is not None and part.standing.is_open and part.standing.acknowledged_at is not None,
        may_accept=is_open and is_giver and not row.now.open_mandatory and actor.user_id not in row.now.doers,
        may_manage=is_open and is_giver,
        may_remind=row.now.is_overdue(on) and (is_giver or holds(access.check_may_oversee, actor)),
        names=accounts.names_of({step.by for step in row.steps}),
    )


def desk(actor: Actor, *, on: date) -> Desk:
    """What waits for the actor's unit, and what it waits for. Raises MayNot."""
    access.check_may_read(actor)
    own = access.own_bodies(actor)
    over = Exists(Step.objects.filter(task_id=OuterRef("pk"), kind__in=[StepKind.ACCEPTED, StepKind.TAKEN_BACK]))
    found = rows(Task.objects.filter(~over, bodies__overlap=sorted(own)).order_by("due_on", "id")[:MOST])
    by_need: dict[str, list[TaskRow]] = defaultdict(list)
    for row in sorted(found, key=lambda one: (one.now.due_on, one.given_at)):
        for need in _needs(row, own):
            by_need[need].append(row)
    return Desk(*(tuple(by_need[need]) for need in ("acknowledge", "do", "accept", "wait")), own)


def _needs(row: TaskRow, own: frozenset[int]) -> set[str]:
    part = row.part_of(own)
    needs = set()
    if part and part.standing.is_open:
        needs.add("acknowledge" if part.standing.acknowledged_at is None else "do")
    if row.giver_id in own and row.now.state == State.DONE:
        needs.add("accept")
    return needs or {"wait"}


def board(actor: Actor, *, on: date, year: int) -> Board:
    """Tasks given in this year, by leading unit. Raises MayNot."""
    access.check_may_read(actor)
    seen = Task.objects.filter(visible(actor, access.own_bodies(actor)), made_at__year=year)
    found = sorted(rows(seen.order_by("made_at", "id")[:MOST]), key=lambda row: (row.now.due_on, row.given_at))
    by_lead: dict[int, list[TaskRow]] = defaultdict(list)
    for row in found:
        by_lead[row.lead.body_id].append(row)
    lines = sorted((_line(tasks, on) for tasks in by_lead.values()), key=lambda line: (line.level == "COMMUNE", line.body))
    late = tuple(row for row in found if row.now.is_overdue(on))
    return Board(year, tuple(lines), tuple(found), late, holds(access.check_may_oversee, actor))


def _line(tasks: list[TaskRow], on: date) -> UnitLine:
    lead, states = tasks[0].lead, [row.now.state for row in tasks]
    return UnitLine(
        lead.body_id,
        lead.body,
        lead.level,
        total=len(tasks),
        to_do=sum(state.is_to_do for state in states),
        overdue=sum(row.now.is_overdue(on) for row in tasks),
        waiting=states.count(State.DONE),
        accepted=states.count(State.ACCEPTED),
        percent=rules.percent_done(states),
        unnamed=sum(not row.lead.standing.responsible and not row.now.state.is_over for row in tasks),
    )


def of_clauses(actor: Actor, clause_ids: list[UUID]) -> list[TaskRow]:
    """Tasks given from these clauses of a directive, of those the actor sees."""
    seen = Task.objects.filter(visible(actor, access.own_bodies(actor)), clause_id__in=clause_ids)
    return rows(seen.order_by("due_on", "id")[:MOST])


def of_plan(actor: Actor, plan_id: str) -> list[TaskRow]:
    """Tasks given from clauses of a plan, of those the actor sees. Raises MayNot."""
    access.check_may_read(actor)
    return rows(Task.objects.filter(visible(actor, access.own_bodies(actor)), plan_id=plan_id).order_by("clause_code", "due_on", "id")[:MOST])


@dataclass(frozen=True, slots=True)
class UnionLine:
    """What a mass organisation carries out. done: accepted; overdue: open past its day; open: the rest. What was taken back is not counted."""

    union: Union
    total: int
    done: int
    open: int
    overdue: int


def by_union(found: Iterable[TaskRow], *, on: date) -> list[UnionLine]:
    """These tasks by the mass organisation that carries them out, in the order of the list of organisations."""
    of: dict[Union, list[TaskRow]] = defaultdict(list)
    for row in found:
        if row.union and row.now.state != State.TAKEN_BACK:
            of[row.union].append(row)
    return [_union(one, of[one], on) for one in Union if of[one]]


def _union(one: Union, rows_of: list[TaskRow], on: date) -> UnionLine:
    done, late = sum(row.now.state == State.ACCEPTED for row in rows_of), sum(row.now.is_overdue(on) for row in rows_of)
    return UnionLine(one, len(rows_of), done, len(rows_of) - done - late, late)


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme with the activities that serve it and what it pays in đồng; unsaid: activities whose co-funding nobody said."""

    programme: Programme
    tasks: tuple[tuple[TaskRow, int | None], ...]
    cofunding: int
    unsaid: int


def integrated(actor: Actor, *, year: int) -> list[ProgrammeLine]:
    """Activities of a year by the programme they serve too; what was taken back is left out. Raises MayNot."""
    access.check_may_read(actor)
    seen = Task.objects.filter(visible(actor, access.own_bodies(actor)), made_at__year=year, links__isnull=False).distinct()
    by: dict[Programme, list[tuple[TaskRow, int | None]]] = defaultdict(list)
    for row in rows(seen.order_by("made_at", "id")[:MOST]):
        for programme, money in row.links if row.now.state != State.TAKEN_BACK else ():
            by[programme].append((row, money))
    return [
        ProgrammeLine(one, tuple(by[one]), sum(money or 0 for _row, money in by[one]), sum(money is None for _row, money in by[one]))
        for one in Programme
        if by[one]
    ]
