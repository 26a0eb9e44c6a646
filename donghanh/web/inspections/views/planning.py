"""The year's plan, a new inspection, criteria, training."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.base.accounts import queries as accounts
from donghanh.kernel import access
from donghanh.kernel.errors import BadInput
from donghanh.programme.inspections import actions, queries
from donghanh.programme.inspections.terms import Kind
from donghanh.programme.tasks.queries import plans
from donghanh.web.inspections import planning_forms, presenters
from donghanh.web.shell.acts import both, bound, check_open, sent, shown, today, tried

PLAN = "inspection.plan"


@both
def year_plan(request: HttpRequest) -> HttpResponse:
    """The paper of a year's plan."""
    access.require_verb(request.actor, PLAN)
    on = today(request)
    typed = (request.POST,) if request.method == "POST" else ()
    form = planning_forms.YearPlanForm(*typed, on=on, plans=plans(), **({} if typed else {"initial": {"year": on.year}}))

    def act() -> None:
        given = {name: form.cleaned_data[name] for name in ("year", "number", "signed_on", "title")}
        actions.set_year_plan(actor=request.actor, at=request.at, **given, **form.where)

    if typed and tried(form, act):
        messages.success(request, _("Đã ghi kế hoạch kiểm tra. Thêm các cuộc kiểm tra vào kế hoạch."))
        return redirect(f"/kiem-tra/?nam={form.cleaned_data['year']}")
    words = {"title": _("Kế hoạch kiểm tra của năm"), "intro": _("Ghi văn bản đã ký; các cuộc kiểm tra thêm sau."), "verb": _("Ghi kế hoạch")}
    return shown(request, "inspections/form.jinja", words | {"form": form, "back": "/kiem-tra/"}, form)


@both
def plan(request: HttpRequest) -> HttpResponse:
    """An inspection of a unit."""
    access.require_verb(request.actor, PLAN)
    on = today(request)
    about = {"targets": queries.targets(request.actor, on=on), "criteria": queries.criteria(request.actor), "plans": plans()}
    start = {"kind": Kind.INSPECTION, "is_in_plan": True, "inspected": request.GET.get("don-vi", "")}
    typed = (request.POST,) if request.method == "POST" else ()
    form = planning_forms.InspectionForm(*typed, **about, **({} if typed else {"initial": start}))
    made: list[UUID] = []
    if typed and tried(form, lambda: made.append(actions.plan_inspection(actor=request.actor, at=request.at, draft=form.draft).pk)):
        messages.success(request, _("Đã lập cuộc kiểm tra. Lập đoàn rồi công bố; đơn vị thấy sau khi công bố."))
        return redirect("inspections:inspection", made[0])
    words = {"title": _("Lập cuộc kiểm tra"), "intro": _("Đơn vị được kiểm tra chỉ thấy sau khi công bố."), "verb": _("Lập cuộc kiểm tra")}
    needs = "" if about["criteria"] else _("Chưa có bộ tiêu chí nào. Ban hành bộ tiêu chí trước, ở mục Tiêu chí.")
    return shown(request, "inspections/form.jinja", words | {"form": form, "back": "/kiem-tra/", "needs": needs}, form)


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """Sets of criteria with their versions."""
    return render(request, "inspections/criteria.jinja", {"rows": queries.criteria(request.actor), "may_plan": PLAN in request.actor.may})


@require_safe
def criteria_version(request: HttpRequest, criteria_id: UUID) -> HttpResponse:
    """One version with all its criteria."""
    (row,) = queries.criteria(request.actor, only=criteria_id)
    return render(request, "inspections/criteria_version.jinja", {"row": row, "may_plan": PLAN in request.actor.may})


@both
def publish(request: HttpRequest) -> HttpResponse:
    """A new set of criteria, or (?tu=) the next version of one."""
    access.require_verb(request.actor, PLAN)
    start = _before(request)
    form = planning_forms.CriteriaForm(request.POST) if request.method == "POST" else planning_forms.CriteriaForm(initial=start)
    made: list[UUID] = []
    if request.method == "POST" and tried(
        form, lambda: made.append(actions.publish_criteria(actor=request.actor, at=request.at, draft=form.draft).pk)
    ):
        messages.success(request, _("Đã ban hành. Cuộc kiểm tra đã lập giữ bản cũ."))
        return redirect("inspections:criteria_version", made[0])
    words = {"title": _("Ban hành bộ tiêu chí"), "intro": _("Bản mới không làm thay đổi cuộc kiểm tra đã lập."), "verb": _("Ban hành")}
    return shown(request, "inspections/form.jinja", words | {"form": form, "back": "/kiem-tra/tieu-chi/"}, form)


def _before(request: HttpRequest) -> dict[str, object]:
    """What the form starts from: the version named in the address, or nothing."""
    asked = request.GET.get("tu", "")
    row = next((one for one in queries.criteria(request.actor) if str(one.id) == asked), None)
    if row is None:
        return {"starts_on": today(request)}
    lines = "\n".join(planning_forms.line_of(item) for item in row.items)
    about = {"name": row.name, "subject": row.subject, "source": row.source, "code": row.code}
    return about | {"items": lines, "starts_on": today(request)}


@both
def trainings(request: HttpRequest) -> HttpResponse:
    """Who was trained to inspect; the lead agency records certificates."""
    form = bound(request, "ghi", planning_forms.TrainingForm) if PLAN in request.actor.may else None
    rows = queries.trainings(request.actor)
    check_open(request, *(["ghi"] if form else []))

    def act() -> None:
        user = accounts.user_named(form.cleaned_data["username"])
        if user is None:
            raise BadInput(_("Không có tài khoản này."), mend=_("Ghi đúng tài khoản công vụ của cán bộ."), field="username")
        actions.record_training(actor=request.actor, at=request.at, draft=form.draft(user.pk))

    if form and sent(request, "ghi") and tried(form, act):
        messages.success(request, _("Đã ghi giấy chứng nhận."))
        return redirect("inspections:trainings")
    return shown(
        request, "inspections/trainings.jinja", {"rows": rows, "form": form, "on": today(request), "p": presenters}, *([form] if form else [])
    )
