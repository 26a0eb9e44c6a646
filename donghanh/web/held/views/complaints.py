"""Complaints against what the head signed: received by the people of the facility, answered by the head."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from donghanh.kernel import access
from donghanh.kernel.workdays import local_day
from donghanh.rights import actions, queries
from donghanh.rights.terms import Effect
from donghanh.web.held.views._common import noted, opened
from donghanh.web.rights import forms, presenters, receiving
from donghanh.web.shell.acts import both, tried

COMPLAINED = "Ghi đơn khiếu nại gửi đến cơ sở. Nhận cả khiếu nại đã quá hạn: máy đánh dấu, người đứng đầu xem xét lý do muộn."


@both
def complain(request: HttpRequest, passage_id: UUID, decision_id: UUID) -> HttpResponse:
    """Receive a complaint; a late one too."""
    access.require_verb(request.actor, "held.draft")
    sheet = opened(request, passage_id, decision_id, page="held:complain")
    acting = queries.spokesmen(request.actor, decision_id, on=local_day(request.at))
    form = receiving.form_for(request, sheet, acting)
    if made := receiving.received(request, form, decision_id):
        messages.success(request, _("Đã nhận khiếu nại. Người đứng đầu cơ sở trả lời."))
        return redirect("held:complaint", passage_id, decision_id, made)
    words = {
        "title": _("Ghi khiếu nại"),
        "verb": _("Nhận khiếu nại"),
        "intro": COMPLAINED,
        "facts": presenters.complain_facts(sheet),
        "place": "held",
    }
    words["back"] = ("held:decision", passage_id, decision_id, sheet.row.number_text)
    return render(request, "rights/form.jinja", words | {"form": form}, status=422 if form.errors else 200)


@both
def complaint(request: HttpRequest, passage_id: UUID, decision_id: UUID, contest_id: UUID) -> HttpResponse:
    """One complaint with its limit, and the answer of the head."""
    row = queries.contest_row(request.actor, contest_id)
    if (row.passage_id, row.decision_id) != (passage_id, decision_id):
        raise Http404
    noted(request, page="held:complaint", person_id=row.person_id)
    form = forms.SettleForm(request.POST or None)

    def act() -> None:
        given = {"effect": Effect(form.cleaned_data["effect"]), "reasons": form.cleaned_data["reasons"]}
        actions.answer_contest(actor=request.actor, at=request.at, contest_id=contest_id, **given)

    if form.is_valid() and tried(form, act):
        messages.success(request, _("Đã trả lời khiếu nại."))
        return redirect("held:complaint", passage_id, decision_id, contest_id)
    may = request.actor.may
    words = {"row": row, "facts": presenters.contest_facts(row), "form": form, "line": presenters.contest_line(row)}
    words |= {"may_answer": "held.sign" in may and row.is_open, "may_withdraw": "held.draft" in may}
    return render(request, "rights/complaint.jinja", words, status=422 if form.errors else 200)
