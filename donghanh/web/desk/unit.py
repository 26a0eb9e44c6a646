"""What the unit owes beside its files: reports and tasks that are late or soon due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from donghanh.cases import access
from donghanh.kernel.actor import Actor
from donghanh.programme.tasks import queries as tasks
from donghanh.reports.filing import queries as filing
from donghanh.web.reports import desk_presenters
from donghanh.web.shell.acts import today
from donghanh.web.tasks import presenters as task_presenters
from donghanh.web.ui.due import Due

SOON = timedelta(days=30)
"""What is due later is not said here: the desks of reports and tasks say it."""
MOST = 5
"""So many lines of each are shown; the desks of reports and tasks show all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A report or a task of the unit."""

    title: str
    href: str
    due: Due


@require_GET
def unit(request: HttpRequest) -> HttpResponse:
    """A page of its own, and the piece that the working list asks for after itself, so that the list never waits for it."""
    access.require_list(request.actor)
    on = today(request)
    return render(request, "desk/unit.jinja", {"reports": _reports(request.actor, on), "tasks": _tasks(request.actor, on), "most": MOST})


def _reports(actor: Actor, on: date) -> list[Line]:
    if "report.read" not in actor.may or actor.body_id is None:
        return []
    desk = filing.desk(actor, on=on, year=on.year)
    found = [desk_presenters.owed(one, on=on) for one in (*desk.older, *desk.owed) if _is_near(one, on)]
    return [Line(one.title, one.href, one.due) for one in found]


def _is_near(one: filing.Owed, on: date) -> bool:
    return one.now.state.is_with_sender and (one.now.is_late or (one.is_open and one.duty.day <= on + SOON))


def _tasks(actor: Actor, on: date) -> list[Line]:
    if "task.do" not in actor.may or actor.body_id is None:
        return []
    desk = tasks.desk(actor, on=on)
    asked = {one.id: one for one in (*desk.to_acknowledge, *desk.to_do, *desk.to_accept) if one.now.due_on <= on + SOON}
    found = task_presenters.lines(tuple(sorted(asked.values(), key=lambda one: one.now.due_on)), on=on, own=desk.own)
    return [Line(one.title, reverse("tasks:task", args=[one.id]), one.due) for one in found]
