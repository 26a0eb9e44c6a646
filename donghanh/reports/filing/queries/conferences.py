"""Reviews of a plan's work, with the tasks that came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from donghanh.kernel.actor import Actor
from donghanh.programme import access as plans
from donghanh.programme import queries as programme
from donghanh.programme.tasks import access as task_access
from donghanh.programme.tasks import queries as tasks
from donghanh.programme.tasks.queries import TaskRow
from donghanh.reports import access as reports
from donghanh.reports import periods
from donghanh.reports.filing import access
from donghanh.reports.filing.models import Conclusion, Conference, Version
from donghanh.reports.filing.terms import ConferenceKind
from donghanh.reports.periods import Period


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    """A review. plan: the number of its plan; report: (duty, period, version's id) of the sent report that lay before it."""

    id: UUID
    kind: ConferenceKind
    title: str
    held_on: date
    plan: str
    period: Period
    keeper: str
    summary: str
    conclusions: int
    report: tuple[str, str, UUID] | None


@dataclass(frozen=True, slots=True)
class ConclusionRow:
    """One conclusion with the task it became."""

    text: str
    task: TaskRow


@dataclass(frozen=True, slots=True)
class ConferenceSheet:
    row: ConferenceRow
    conclusions: tuple[ConclusionRow, ...]


def conferences(actor: Actor, *, limit: int = 50) -> list[ConferenceRow]:
    """Reviews that the reader's unit kept or got a task from, the newest first. Raises MayNot without the right to reports."""
    reports.check_may_open_reports(actor)
    bodies = access.seat(actor).bodies
    mine = Q(body_id__in=bodies) | Q(bodies__overlap=list(bodies))
    found = Conference.objects.filter(mine).select_related("body", "version__filing").prefetch_related("conclusions")
    numbers = programme.numbers()
    return [_row(one, numbers) for one in found.order_by("-held_on", "-id")[:limit]]


def reviewed(actor: Actor) -> dict[str, date]:
    """Plan → the day of its final review, of those that the reader's units kept or got a task from. Raises MayNot without the right to plans."""
    plans.check_may_read(actor)
    found = Conference.objects.filter(kind=ConferenceKind.FINAL).order_by("held_on")
    return dict(found.values_list("plan_id", "held_on"))


def conference(actor: Actor, conference_id: UUID) -> ConferenceSheet:
    """One review with its conclusions. Raises NotInReach outside the reader's units."""
    bodies = access.seat(actor).bodies
    mine = Q(body_id__in=bodies) | Q(bodies__overlap=list(bodies))
    found = Conference.objects.filter(mine, pk=conference_id).select_related("body", "version__filing").prefetch_related("conclusions").first()
    access.found(found)
    assert found is not None
    rows = list(Conclusion.objects.filter(conference=found).order_by("position"))
    made = {one.id: one for one in tasks.several(actor, [row.task_id for row in rows])}
    return ConferenceSheet(_row(found, programme.numbers()), tuple(ConclusionRow(row.text, made[row.task_id]) for row in rows if row.task_id in made))


def origin(actor: Actor, task_id: UUID) -> tuple[UUID, str] | None:
    """(conference, its title) of which this task is a conclusion; None for any other task, and for readers whom the conference does not name."""
    task_access.check_may_read(actor)
    bodies = list(task_access.own_bodies(actor))
    mine = Q(conference__body_id__in=bodies) | Q(conference__bodies__overlap=bodies)
    return Conclusion.objects.filter(mine, task_id=task_id).values_list("conference_id", "conference__title").first()


def packs(actor: Actor, *, limit: int = 20) -> list[tuple[UUID, str]]:
    """(version, words) of the sent reports of the reader's unit that can lie before a review, the newest first."""
    here = access.seat(actor)
    found = (
        Version.objects.filter(filing__body_id__in=here.bodies).order_by("-made_at").values_list("pk", "filing__plan_id", "filing__period", "number")
    )
    numbers = programme.numbers()
    return [(pk, f"{numbers.get(plan, plan)}, {periods.read(period).label.lower()}, bản {number}") for pk, plan, period, number in found[:limit]]


def _row(one: Conference, numbers: dict[str, str]) -> ConferenceRow:
    report = (one.version.filing.duty, one.version.filing.period, one.version.pk) if one.version else None
    kind, period = ConferenceKind(one.kind), periods.read(one.period)
    about = (one.title, one.held_on, numbers.get(one.plan_id, one.plan_id), period, one.body.name, one.summary, len(one.conclusions.all()))
    return ConferenceRow(one.pk, kind, *about, report)
