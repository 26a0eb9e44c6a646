"""The notice that goes with a decision, complaints against it, and their answers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.kernel.workdays import local_day
from donghanh.rights import actions, printing, queries
from donghanh.rights.terms import Effect
from donghanh.web.rights import forms, presenters, receiving
from donghanh.web.rights.views._common import decision_opened, noted, paper
from donghanh.web.shell import sign_in
from donghanh.web.shell.acts import both, tried

COMPLAINED = "Nhận cả khiếu nại đã quá hạn: máy đánh dấu, người trả lời xem xét lý do muộn."


@require_GET
def notice(request: HttpRequest, decision_id: UUID, form: str) -> HttpResponse:
    """The page in plain words that goes with a decision, its taking noted."""
    sheet = decision_opened(request, decision_id, page="rights:notice")
    sign_in.require_step_up(request)
    name = presenters.file_name("thong-bao", sheet.row.number_text, form) if sheet.row.number_text else ""
    return paper(printing.notice_of(sheet), form, name)


@both
def complain(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Receive a complaint; a late one too."""
    sheet = decision_opened(request, decision_id, page="rights:complain")
    acting = queries.delegates(request.actor, sheet.row.person_id, on=local_day(request.at))
    form = receiving.form_for(request, sheet, acting)
    if made := receiving.received(request, form, decision_id):
        messages.success(request, _("Đã nhận khiếu nại."))
        return redirect("rights:complaint", made)
    words = {"title": _("Ghi khiếu nại"), "verb": _("Nhận khiếu nại"), "intro": COMPLAINED, "facts": presenters.complain_facts(sheet)}
    words["back"] = ("decisions:decision", decision_id, sheet.row.number_text)
    return render(request, "rights/form.jinja", words | {"form": form}, status=422 if form.errors else 200)


@both
def complaint(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """One complaint with its limit, and its answer."""
    row = queries.contest_row(request.actor, contest_id)
    noted(request, row.person_id, row.unit_id, "rights:complaint")
    form = forms.SettleForm(request.POST or None)

    def act() -> None:
        given = {"effect": Effect(form.cleaned_data["effect"]), "reasons": form.cleaned_data["reasons"]}
        actions.answer_contest(actor=request.actor, at=request.at, contest_id=contest_id, **given)

    if form.is_valid() and tried(form, act):
        messages.success(request, _("Đã trả lời khiếu nại."))
        return redirect("rights:complaint", contest_id)
    may_answer = "decision.sign" in request.actor.may and row.is_open and row.is_here
    words = {"row": row, "facts": presenters.contest_facts(row), "form": form, "may_answer": may_answer, "line": presenters.contest_line(row)}
    return render(request, "rights/complaint.jinja", words, status=422 if form.errors else 200)
