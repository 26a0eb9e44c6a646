"""What is mine, what all do, what serves other programmes; files."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from donghanh.base.audit import actions as audit
from donghanh.programme.tasks import queries
from donghanh.web.shell.acts import handed, today, year_of
from donghanh.web.tasks import presenters, sheets

GIVE = "task.give"


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's unit, overdue first."""
    on = today(request)
    found = queries.desk(request.actor, on=on)
    groups = {name: presenters.lines(getattr(found, name), on=on, own=found.own) for name in ("to_acknowledge", "to_do", "to_accept", "waiting")}
    papers = [row for row in queries.directives(request.actor, on=on) if not row.is_followed and not row.acknowledged]
    owed = [(demand, cell, presenters.handed(cell)) for demand, cell in queries.owed(request.actor, on=on)]
    answers = [row for row in queries.tickets(request.actor) if row.may_answer]
    about = {
        "directives": papers,
        "owed": owed,
        "tickets": answers,
        "may_give": GIVE in request.actor.may,
        "due": presenters.due,
        "due_of_paper": presenters.due_of_paper,
        "on": on,
    }
    return render(request, "tasks/desk.jinja", groups | about)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every task of a year that the reader sees, by leading unit, the overdue ones first."""
    on, year = today(request), year_of(request)
    found = queries.board(request.actor, on=on, year=year)
    about = {
        "board": found,
        "overdue": presenters.lines(found.overdue, on=on),
        "tasks": [(row, presenters.line(row, on=on)) for row in found.tasks],
        "unnamed": [line for line in found.lines if line.unnamed],
        "percent": presenters.percent,
        "years": range(on.year + 1, on.year - 4, -1),
    }
    return render(request, "tasks/board.jinja", about)


@require_safe
def board_file(request: HttpRequest) -> HttpResponse:
    """The board as Excel; taking it away is noted."""
    on, year = today(request), year_of(request)
    found = queries.board(request.actor, on=on, year=year)
    audit.note_reading(actor=request.actor, at=request.at, page="tasks:board_file", person_id=None, unit_id=request.actor.unit_id, classes="")
    content = sheets.board_file(found, on=on, at=request.at)
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="nhiem-vu-{year}.xlsx"'
    return answer


@require_safe
def integrated(request: HttpRequest) -> HttpResponse:
    """Activities of a year by the other programme they serve."""
    found = queries.integrated(request.actor, year=year_of(request))
    total = sum(line.cofunding for line in found)
    return render(
        request,
        "tasks/integrated.jinja",
        {"year": year_of(request), "lines": found, "total": total, "money": presenters.money, "source": presenters.source},
    )


@require_safe
def file(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """A proof or a paper as it was handed in; never shown in the page's own frame."""
    kept = queries.attachment(request.actor, attachment_id)
    return handed(kept, attachment_id)
