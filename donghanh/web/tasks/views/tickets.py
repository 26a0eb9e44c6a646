"""Difficulties with the work: the list, raising one, one with its answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.programme.tasks import actions, queries
from donghanh.programme.tasks.queries import TicketRow
from donghanh.programme.tasks.terms import Severity
from donghanh.web.shell.acts import both, bound, check_open, sent, shown, today, tried
from donghanh.web.tasks import forms, presenters


@require_safe
def tickets(request: HttpRequest) -> HttpResponse:
    """Difficulties within reach, those without an answer first."""
    rows = [(row, presenters.GRAVITY[row.severity], _waits(request, row)) for row in queries.tickets(request.actor)]
    return render(request, "tasks/tickets.jinja", {"rows": rows})


@both
def raise_ticket(request: HttpRequest) -> HttpResponse:
    """A difficulty of the reader's unit."""
    handlers = queries.handlers(request.actor, on=today(request))
    about = {"handlers": handlers, "plans": queries.plans()}
    start = {"task": request.GET.get("nhiem-vu", ""), "severity": Severity.ASKS}
    form = forms.TicketForm(request.POST, **about) if request.method == "POST" else forms.TicketForm(initial=start, **about)
    made: list[UUID] = []
    if request.method == "POST" and tried(form, lambda: made.append(_raise(request, form))):
        messages.success(request, _("Đã gửi. Câu trả lời hiện ở đây kèm thời gian chờ."))
        return redirect("tasks:ticket", made[0])
    return shown(request, "tasks/raise.jinja", {"form": form}, form)


def _raise(request: HttpRequest, form: forms.TicketForm) -> UUID:
    given = form.cleaned_data
    where = {"plan_id": given["plan"], "clause_code": given["clause"].strip(), "task_id": given["task"]}
    about = {"severity": Severity(given["severity"]), "matter": given["matter"], "proposal": given["proposal"]}
    return actions.raise_ticket(actor=request.actor, at=request.at, handler_id=int(given["handler"]), **about, **where).pk


@both
def ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """One difficulty; its handler answers here."""
    row = queries.ticket(request.actor, ticket_id)
    form = bound(request, "tra-loi", forms.AnswerForm)
    who = {"actor": request.actor, "at": request.at, "ticket_id": ticket_id}
    check_open(request, *(["tra-loi"] if row.may_answer else []))
    if sent(request, "tra-loi") and tried(form, lambda: actions.answer_ticket(**who, text=form.cleaned_data["text"])):
        messages.success(request, _("Đã trả lời."))
        return redirect("tasks:ticket", ticket_id)
    about = {"row": row, "mark": presenters.GRAVITY[row.severity], "waits": _waits(request, row), "moment": presenters.moment}
    about |= {"plan": presenters.plan_words(row.plan) if row.plan else "", "form": form if row.may_answer else None}
    return shown(request, "tasks/ticket.jinja", about, form)


def _waits(request: HttpRequest, row: TicketRow) -> str:
    """How long the answer took, or is waited for."""
    if row.answered_at:
        return _("trả lời sau %(time)s") % {"time": presenters.waited(row.answered_at - row.raised_at)}
    return _("đã chờ %(time)s") % {"time": presenters.waited(request.at - row.raised_at)}
