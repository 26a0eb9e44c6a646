"""A file changes its commune: sent, on its way, received or sent back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.cases import actions, queries
from donghanh.cases.terms import FactKind
from donghanh.kernel import access
from donghanh.kernel.errors import Overtaken
from donghanh.web.cases import acts, forms, reviews, sheets, words
from donghanh.web.cases.views._common import opened_to_record, reviewed, stage
from donghanh.web.shell.acts import both, shown, tried


@require_GET
def moves(request: HttpRequest) -> HttpResponse:
    """Files that wait for this commune's receipt, and those it sent."""
    waiting, sent = queries.incoming(request.actor), queries.outgoing(request.actor)
    may_answer = "case.record" in request.actor.may
    return render(request, "cases/moves.jinja", {"incoming": sheets.handovers(waiting), "outgoing": sheets.handovers(sent), "may_answer": may_answer})


@both
def send(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Choose the commune of the new residence, by any of its names, read what will happen, and send the file there."""
    sheet = opened_to_record(request, case_id, page="cases:send")
    form = forms.SendForm(request.POST or None, today=words.day_of(request.at), initial=sheets.destination(sheet))
    about = {"sheet": sheet, "bar": sheets.bar(request.actor, sheet), "nav": "procedures"}
    step = stage(request, form)
    if step == "review":
        return reviewed(request, reviews.of_sending(sheet, form.unit), about)
    if step == "act" and tried(form, lambda: _send(request, case_id, form)):
        messages.success(request, _("Đã gửi hồ sơ đến %(place)s. Hồ sơ vẫn ở đây cho đến khi nơi đó ký nhận.") % {"place": form.unit.path})
        return redirect("cases:case", case_id)
    return shown(request, "cases/send.jinja", about | {"why_not": acts.why_not(sheet, FactKind.FILE_SENT, request.at)}, form)


@both
def receive(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Read what signing for a file means, then sign for it."""
    if request.method == "GET":
        return _receipt(request, handover_id)
    case = actions.receive_file(actor=request.actor, at=request.at, handover_id=handover_id)
    messages.success(request, _("Đã ký nhận hồ sơ %(number)s. Từ nay đơn vị bạn quản lý hồ sơ này.") % {"number": case.number})
    return redirect("cases:case", case.pk)


def _receipt(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    handover = queries.handover_waiting(request.actor, handover_id)
    if handover.received_at or handover.returned_at:
        raise Overtaken(_("Hồ sơ này đã được trả lời."), mend=_("Tải lại danh sách chuyển đến."))
    return reviewed(request, reviews.of_receiving(handover), {"nav": "moves", "back": reverse("cases:moves")})


@both
def send_back(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Send a file back, with the reason."""
    handover = queries.handover_waiting(request.actor, handover_id)
    access.require_verb(request.actor, "case.record")
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid() and tried(form, lambda: _send_back(request, handover_id, form)):
        messages.success(request, _("Đã trả lại hồ sơ cho %(place)s.") % {"place": handover.from_name})
        return redirect("cases:moves")
    return shown(request, "cases/send_back.jinja", {"handover": handover}, form)


def _send(request: HttpRequest, case_id: UUID, form: forms.SendForm) -> None:
    assert form.unit is not None
    actions.send_file(actor=request.actor, at=request.at, case_id=case_id, to_unit_id=form.unit.id, key=request.once_taken)


def _send_back(request: HttpRequest, handover_id: UUID, form: forms.ReasonForm) -> None:
    actions.return_file(actor=request.actor, at=request.at, handover_id=handover_id, reason=form.cleaned_data["reason"])
