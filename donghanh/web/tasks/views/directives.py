"""Directives: the list, sending one, one opened with who has acknowledged, its tasks, questions and answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel import access
from donghanh.programme.tasks import actions, queries
from donghanh.programme.tasks.queries import DirectiveSheet
from donghanh.web.shell.acts import both, bound, check_open, sent, shown, today, tried
from donghanh.web.tasks import forms, giving_forms, presenters


@require_safe
def directives(request: HttpRequest) -> HttpResponse:
    """Papers that went out or came in, the newest first."""
    rows = queries.directives(request.actor, on=today(request))
    return render(request, "tasks/directives.jinja", {"rows": rows, "may_send": "task.give" in request.actor.may})


@both
def send(request: HttpRequest) -> HttpResponse:
    """A paper to units."""
    access.require_verb(request.actor, "task.give")
    receivers = [one for one in queries.receivers(request.actor, on=today(request)) if one.id != request.actor.body_id]
    about = {"receivers": receivers, "plans": queries.plans()}
    form = giving_forms.SendForm(initial={"issuer": request.actor.body_name}, **about)
    made: list[UUID] = []
    if request.method == "POST":
        form = giving_forms.SendForm(request.POST, request.FILES, **about)
        if tried(form, lambda: made.append(actions.send_directive(actor=request.actor, at=request.at, draft=form.draft()).pk)):
            messages.success(request, _("Đã gửi văn bản đến các đơn vị."))
            return redirect("tasks:directive", made[0])
    return shown(request, "tasks/send.jinja", {"form": form}, form)


@both
def directive(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    """One paper; acknowledging, asking and answering are sent to it."""
    on = today(request)
    sheet = queries.directive_sheet(request.actor, directive_id, on=on)
    ask = bound(request, "hoi", forms.AskForm)
    answers = {one.id: bound(request, f"tra-loi-{one.id}", forms.AnswerForm) for one in sheet.questions if sheet.may_give and not one.answer}
    open_acts = [*(["tiep-nhan"] if sheet.may_acknowledge else []), *(["hoi"] if sheet.may_ask else []), *(f"tra-loi-{one}" for one in answers)]
    check_open(request, *open_acts)
    if said := _acted(request, sheet, ask, answers):
        messages.success(request, said)
        return redirect("tasks:directive", directive_id)
    about = {
        "sheet": sheet,
        "row": sheet.row,
        "clauses": [(one, [presenters.line(task, on=on) for task in one.tasks], presenters.percent(one.percent)) for one in sheet.clauses],
        "percent": presenters.percent(sheet.percent),
        "plan": presenters.plan_words(sheet.plan) if sheet.plan else "",
        "moment": presenters.moment,
        "ask": ask if sheet.may_ask else None,
        "answers": answers,
        "due": presenters.due(sheet.row.acknowledge_by, on=on, is_late=sheet.row.overdue > 0),
    }
    return shown(request, "tasks/directive.jinja", about, ask, *answers.values())


def _acted(request: HttpRequest, sheet: DirectiveSheet, ask: forms.AskForm, answers: dict[UUID, Any]) -> str:
    """What to say of the act that was sent; empty where none was, or it was refused in its form."""
    who = {"actor": request.actor, "at": request.at, "directive_id": sheet.row.id}
    if sent(request, "tiep-nhan"):
        actions.acknowledge_directive(**who)
        return _("Đã tiếp nhận văn bản.")
    if sent(request, "hoi"):
        return _("Đã gửi câu hỏi.") if tried(ask, lambda: actions.ask(**who, text=ask.cleaned_data["text"])) else ""
    for question_id, form in answers.items():
        if sent(request, f"tra-loi-{question_id}"):
            done = tried(form, lambda form=form, one=question_id: actions.answer(**who, question_id=one, text=form.cleaned_data["text"]))
            return _("Đã trả lời.") if done else ""
    return ""
