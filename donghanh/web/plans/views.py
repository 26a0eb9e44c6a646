"""Plans as printed: rows, targets, roadmap, reports, who does what on a day, and how a print that contradicts itself is read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from donghanh.base.places import queries as places
from donghanh.kernel.errors import BadInput, Cannot, NotInReach
from donghanh.programme import actions, queries
from donghanh.programme.money import queries as money
from donghanh.programme.queries import PlanRow
from donghanh.programme.shares import queries as shares
from donghanh.programme.tasks import queries as tasks
from donghanh.reports import periods, repository, territory
from donghanh.reports.filing import queries as filing
from donghanh.reports.repository import PlanFigures
from donghanh.web.plans import presenters, whole
from donghanh.web.plans.forms import DecideForm, WhoForm
from donghanh.web.shell import clock
from donghanh.web.tasks import presenters as task_lines


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """All plans, the newest first."""
    on, closed = clock.local_date(request.at), filing.reviewed(request.actor)
    found = [(one, whole.state(one, on, closed_on=closed.get(one.id))) for one in queries.plans(request.actor)]
    return render(
        request,
        "plans/list.jinja",
        {"plans": found, "counted": presenters.counted, "may_import": queries.may_import(request.actor), "reads_numbers": reads_numbers(request)},
    )


@require_safe
def plan(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One plan whole; its figures are those of the reader's place in the running half-year, its functions are held as of today."""
    found = _plan(request, plan_id)
    on = clock.local_date(request.at)
    figures = _figures(request, found, on)
    shown = {"plan": found, "rows": presenters.rows(found, figures, on=on), "figures": figures, "when": presenters.when}
    shown |= _tasks(request, found.id, on)
    shown["shows_money"] = "money.read" in request.actor.may
    shown["money"] = money.of_plan(request.actor, found.id) if shown["shows_money"] else ()
    shown["splits"] = shares.of_plan(request.actor, found.id)
    shown["obligations"] = queries.obligations(request.actor, found.id)
    shown["whole"] = whole.of(
        found,
        matrix=queries.matrix(request.actor, found, on=on),
        steps=queries.roadmap(request.actor, found.id),
        questions=queries.discrepancies(request.actor, found.id),
        closed_on=filing.reviewed(request.actor).get(found.id),
    )
    shown |= {"who": whole.who, "note": whole.note, "reads_numbers": reads_numbers(request)}
    shown["is_over"] = on.year > found.to_year
    shown["may_review"] = "report.read" in request.actor.may
    return render(request, "plans/plan.jinja", shown)


def _tasks(request: HttpRequest, plan_id: str, on: date) -> dict[str, Any]:
    """Tasks given from this plan, of those the reader sees; nothing for who reads no tasks."""
    may_read, may_give = ("task.do" in request.actor.may), ("task.give" in request.actor.may)
    found = tasks.of_plan(request.actor, plan_id) if may_read else []
    unions = tasks.by_union(found, on=on)
    return {"tasks": task_lines.lines(tuple(found), on=on), "unions": unions, "shows_tasks": may_read, "may_give": may_give}


@require_safe
def who(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The responsibility matrix: every function the plan names, who holds it on the day asked for, and its rows."""
    found, today = _plan(request, plan_id), clock.local_date(request.at)
    named = queries.functions_named(request.actor, found.id)
    form = WhoForm(request.GET, functions=named)
    asked = form.cleaned_data if form.is_valid() else {}
    on, function = asked.get("ngay") or today, asked.get("chuc_nang", "")
    matrix = queries.matrix(request.actor, found, on=on, function=function)
    boxes = {"chuc_nang": function, "ngay-d": str(on.day), "ngay-m": str(on.month), "ngay-y": str(on.year)}
    if not form.errors:
        form = WhoForm(boxes, functions=named)
    shown = {"plan": found, "form": form, "matrix": matrix, "functions": whole.table(matrix)}
    return render(request, "plans/who.jinja", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, plan_id: str, code: str) -> HttpResponse:
    """One place where the print contradicts itself: both readings, what was decided; the province's lead decides here."""
    found, question = _plan(request, plan_id), queries.discrepancy(request.actor, plan_id, code)
    may = queries.may_decide(request.actor, plan_id)
    start = {"decided_on": clock.local_date(request.at)}
    form = DecideForm(request.POST or None, question=question, initial=start)
    if request.method == "POST" and form.is_valid() and (answer := _decided(request, form, plan_id, code)):
        return answer
    clauses = whole.named(queries.clauses(request.actor, plan_id), question)
    shown = {"plan": found, "q": whole.question(question), "clauses": clauses, "form": form, "may": may}
    return render(request, "plans/reading.jinja", shown, status=422 if form.errors else 200)


def _decided(request: HttpRequest, form: DecideForm, plan_id: str, code: str) -> HttpResponse | None:
    """The answer after the decision; None where it was refused, with the reason in the form."""
    try:
        actions.decide_reading(actor=request.actor, at=request.at, plan_id=plan_id, code=code, **form.chosen())
    except (BadInput, Cannot) as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Đã ghi quyết định. Bản in và các cách đọc khác vẫn còn đây."))
    return redirect("plans:reading", plan_id, code)


def _plan(request: HttpRequest, plan_id: str) -> PlanRow:
    try:
        return queries.plan(request.actor, plan_id)
    except BadInput:
        raise NotInReach(_("Không tìm thấy kế hoạch này."), mend=_("Mở lại từ danh sách kế hoạch.")) from None


def reads_numbers(request: HttpRequest) -> bool:
    """Whether figures, and links to their pages, are shown: an office that only reads plans has neither."""
    return "numbers.read" in request.actor.may


def _figures(request: HttpRequest, plan: PlanRow, on: date) -> PlanFigures | None:
    """The figures of the reader's own place, where he reads numbers, the plan is of his province and something can be counted."""
    if not plan.counted or not reads_numbers(request):
        return None
    area = territory.of(request.actor.unit_id, on=on)
    province = places.unit_row(area.unit.parent_id) if area.is_commune and area.unit.parent_id else area.unit
    if province.level != "PROVINCE" or province.code != plan.province:
        return None
    return repository.figures_of(request.actor, plan=plan, period=periods.running_half(on), area=area, on=on)
