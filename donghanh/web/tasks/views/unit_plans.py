"""What units owe for a year: the matrix, asking for a paper, one unit's paper with its versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel import access
from donghanh.programme.money import access as money
from donghanh.programme.money import queries as money_queries
from donghanh.programme.money.queries import EstimateSheet
from donghanh.programme.tasks import actions, queries
from donghanh.programme.tasks.queries import PaperSheet
from donghanh.programme.tasks.terms import PaperKind
from donghanh.web.shell.acts import both, bound, check_open, sent, shown, today, tried, year_of
from donghanh.web.tasks import forms, giving_forms, presenters


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Units × papers of a year."""
    on, year = today(request), year_of(request)
    found = queries.matrix(request.actor, year=year, on=on)
    lines = [(name, [(cell, *presenters.handed(cell)) for cell in cells]) for name, _level, cells in found.lines]
    about = {"matrix": found, "lines": lines, "years": range(on.year + 2, on.year - 3, -1)}
    about["without"] = [(demand, demand.without_approved) for demand in found.demands if demand.kind == PaperKind.PLAN]
    return render(request, "tasks/matrix.jinja", about | {"moment": presenters.moment})


@both
def demand(request: HttpRequest) -> HttpResponse:
    """Ask units for a plan or report."""
    access.require_verb(request.actor, "task.oversee")
    on = today(request)
    receivers = [one for one in queries.receivers(request.actor, on=on) if one.id != request.actor.body_id]
    about = {"receivers": receivers, "plans": queries.plans(), "on": on}
    form = (
        giving_forms.DemandForm(request.POST, **about)
        if request.method == "POST"
        else giving_forms.DemandForm(initial={"year": on.year + 1}, **about)
    )
    if request.method == "POST" and tried(form, lambda: _demand(request, form)):
        messages.success(request, _("Đã yêu cầu các đơn vị gửi."))
        return redirect(f"/nhiem-vu/ke-hoach-don-vi/?nam={form.cleaned_data['year']}")
    return shown(request, "tasks/demand.jinja", {"form": form}, form)


def _demand(request: HttpRequest, form: giving_forms.DemandForm) -> None:
    given = form.cleaned_data
    about = {"kind": PaperKind(given["kind"]), "year": int(given["year"]), "title": given["title"], "due_on": given["due_on"]}
    actions.demand(actor=request.actor, at=request.at, body_ids=form.chosen, plan_id=given["plan"], **about)


@both
def remind_units(request: HttpRequest, demand_id: UUID) -> HttpResponse:
    """Who has not handed the paper in after the last day; one reminder to all of them."""
    access.require_verb(request.actor, "task.oversee")
    found = queries.demand(request.actor, demand_id, on=today(request))
    form = forms.RemindForm(request.POST) if request.method == "POST" else forms.RemindForm()
    made: list[int] = []
    about = {"actor": request.actor, "at": request.at, "demand_id": demand_id}
    if request.method == "POST" and tried(form, lambda: made.append(actions.remind_units(**about, note=form.cleaned_data["note"]))):
        messages.success(request, _("Đã nhắc %(n)d đơn vị.") % {"n": made[0]})
        return redirect(f"/nhiem-vu/ke-hoach-don-vi/?nam={found.year}")
    return shown(request, "tasks/remind_units.jinja", {"form": form, "demand": found, "moment": presenters.moment}, form)


@both
def paper(request: HttpRequest, demand_id: UUID, body_id: int) -> HttpResponse:
    """One unit's paper: handing a version in, judging it."""
    on = today(request)
    sheet = queries.paper(request.actor, demand_id, body_id, on=on)
    submit = bound(request, "gui", forms.SubmitForm) if sheet.may_submit else None
    judge = bound(request, "y-kien", forms.JudgeForm) if sheet.may_judge else None
    check_open(request, *(["gui"] if submit else []), *(["y-kien"] if judge else []))
    if said := _acted(request, sheet, submit, judge):
        messages.success(request, said)
        return redirect("tasks:paper", demand_id, body_id)
    word, mark = presenters.handed(sheet.cell)
    open_forms = [form for form in (submit, judge) if form]
    about = {
        "costs": _costs(request, sheet),
        "sheet": sheet,
        "word": word,
        "mark": mark,
        "due": presenters.due_of_paper(sheet.demand.due_on, sheet.cell, on=on),
        "submit": submit,
        "judge": judge,
        "moment": presenters.moment,
    }
    return shown(request, "tasks/paper.jinja", about, *open_forms)


def _costs(request: HttpRequest, sheet: PaperSheet) -> EstimateSheet | None:
    """The unit's estimate of the year of its plan, for who reads money and sees it."""
    if sheet.demand.kind != PaperKind.PLAN or money.READ not in request.actor.may:
        return None
    return money_queries.of_year(request.actor, body_id=sheet.cell.body_id, year=sheet.demand.year, on=today(request))


def _acted(request: HttpRequest, sheet: PaperSheet, submit: Any, judge: Any) -> str:
    """What to say of the act that was sent; empty where none was, or it was refused in its form."""
    who = {"actor": request.actor, "at": request.at, "demand_id": sheet.demand.id, "body_id": sheet.cell.body_id}
    if submit and sent(request, "gui"):
        done = tried(submit, lambda: actions.submit(**who, text=submit.cleaned_data["text"], file=forms.taken(submit)))
        return _("Đã gửi.") if done else ""
    if judge and sent(request, "y-kien"):
        is_approved = judge.is_valid() and judge.cleaned_data["verdict"] == "yes"
        version = sheet.cell.versions[0].id
        done = tried(
            judge,
            lambda: actions.judge(**who, version_id=version, is_approved=is_approved, reason="" if is_approved else judge.cleaned_data["reason"]),
        )
        return (_("Đã duyệt.") if is_approved else _("Đã trả lại.")) if done else ""
    return ""
