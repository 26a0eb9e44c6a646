"""What the lead agency sets: days, who owes, until when; and a report beside the plan's rhythm."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel import access
from donghanh.kernel.errors import NotInReach
from donghanh.reports import periods
from donghanh.reports.filing import actions, queries
from donghanh.web.reports.filing_forms import ArrangeForm, CallForm
from donghanh.web.shell.acts import both, shown, today, tried


@require_safe
def arrangements(request: HttpRequest) -> HttpResponse:
    """Every report that the province's plans ask for: who owes it, when, why, what was decided."""
    access.require_verb(request.actor, "plan.decide")
    return render(request, "reports/arrangements.jinja", {"rows": queries.arrangements(request.actor, on=today(request))})


@both
def arrangement(request: HttpRequest, code: str) -> HttpResponse:
    """Decide about one of them."""
    access.require_verb(request.actor, "plan.decide")
    row = next((one for one in queries.arrangements(request.actor, on=today(request)) if one.code == code), None)
    if row is None:
        raise NotInReach(_("Không tìm thấy báo cáo này."), mend=_("Mở lại từ danh sách."))
    held = {name: getattr(row.arranged, name) for name in ("by_communes", "due_before", "due_days", "until_year")}
    form = ArrangeForm(request.POST) if request.method == "POST" else ArrangeForm(initial=held)
    about = {"actor": request.actor, "at": request.at, "code": code}
    if request.method == "POST" and tried(form, lambda: actions.arrange(**about, arranged=form.arranged)):
        messages.success(request, _("Đã ghi quyết định về báo cáo này."))
        return redirect("reports:arrangements")
    return shown(request, "reports/arrangement.jinja", {"row": row, "form": form}, form)


@both
def call(request: HttpRequest) -> HttpResponse:
    """Ask every commune for a report beside the plan's rhythm."""
    access.require_verb(request.actor, "task.oversee")
    on = today(request)
    offered = periods.offered(on=on, from_year=on.year - 1)
    choices = {"plans": queries.plan_heads(request.actor), "periods": [(one.code, one.label) for one in offered]}
    form = CallForm(request.POST or None, **choices)
    if request.method == "POST" and tried(form, lambda: _called(request, form)):
        messages.success(request, _("Đã yêu cầu mọi xã, phường gửi báo cáo."))
        return redirect("reports:desk")
    return shown(request, "reports/call.jinja", {"form": form}, form)


def _called(request: HttpRequest, form: CallForm) -> None:
    given = form.cleaned_data
    about = {"plan_id": given["plan"], "period": given["period"], "title": given["title"], "due_on": given["due_on"]}
    actions.call(actor=request.actor, at=request.at, **about)
