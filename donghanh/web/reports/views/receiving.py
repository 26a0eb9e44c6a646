"""The receiver's desk: who has sent, and one commune's report to accept or return."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.base.audit import actions as audit
from donghanh.reports.filing import actions, queries
from donghanh.web.reports import desk_presenters, filing_presenters
from donghanh.web.reports.filing_forms import ReturnForm
from donghanh.web.shell.acts import ACT, both, shown, today, tried

ACCEPT, RETURN = "nhan", "tra-lai"


@require_safe
def roll(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Every unit that owes a report, with where it stands and how late it is."""
    on = today(request)
    found = queries.roll(request.actor, code, period, on=on)
    return render(request, "reports/roll.jinja", {"roll": found, "page": desk_presenters.roll(found, on=on)})


@both
def received(request: HttpRequest, code: str, period: str, body_id: int) -> HttpResponse:
    """One commune's report: its words, its figures as a counting role may see them, and the two answers."""
    on = today(request)
    sheet = queries.received(request.actor, code, period, body_id, at=request.at, on=on)
    audit.note_reading(actor=request.actor, at=request.at, page="reports:received", person_id=None, unit_id=sheet.unit.unit_id, classes="D11")
    form = ReturnForm(request.POST if request.POST.get(ACT) == RETURN else None, parts=sheet.versions[0].words)
    which = {"actor": request.actor, "at": request.at, "code": code, "period": period, "body_id": body_id}
    if request.POST.get(ACT) == ACCEPT:
        actions.accept(**which)
        messages.success(request, _("Đã nhận báo cáo."))
        return redirect("reports:roll", code, period)
    if form.is_bound and tried(form, lambda: actions.give_back(**which, reasons=form.reasons)):
        messages.success(request, _("Đã trả lại báo cáo kèm lý do."))
        return redirect("reports:roll", code, period)
    page = filing_presenters.received(sheet, on=on)
    return shown(request, "reports/received.jinja", {"sheet": sheet, "page": page, "form": form}, form)
