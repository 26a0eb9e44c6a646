"""The procuracy's papers, and a body taking back a step of its own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from donghanh.cases.dossiers import actions, queries
from donghanh.kernel import access
from donghanh.kernel.workdays import local_day
from donghanh.web.dossiers import forms, presenters, said
from donghanh.web.shell.acts import both, shown, tried


@require_GET
def watched(request: HttpRequest) -> HttpResponse:
    """Files that this procuracy checks or checked, each with its state and its own papers."""
    rows = [said.watched(one) for one in queries.watched(request.actor)]
    return render(request, "dossiers/watched.jinja", {"rows": rows})


@both
def protest(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """A recommendation or a protest: number, day, against what, and its words; with the law's limit and what the court does next.

    Refused while the court does not have the file.
    """
    access.require_verb(request.actor, "dossier.protest")
    opened = queries.opened(request.actor, passage_id)
    said.check_court_has(opened.row)
    ruling = said.ruling(opened)
    form = forms.ProtestForm(request.POST or None, has_ruling=ruling is not None, initial={"on": local_day(request.at)})
    if form.is_valid() and tried(form, lambda: _protest(request, passage_id, form)):
        messages.success(request, _("Đã ghi. Toà án và xã đọc được ở trang hồ sơ."))
        return redirect("dossiers:passage", passage_id)
    about = {"one": presenters.passage(opened.row, request.actor), "ruling": ruling, "limits": said.limits(opened, request.at)}
    return shown(request, "dossiers/protest.jinja", about, form)


def _protest(request: HttpRequest, passage_id: UUID, form: forms.ProtestForm) -> None:
    given = form.cleaned_data
    told = {"form": given["form"], "against": given["against"], "number": given["number"], "content": given["content"]}
    actions.protest_dossier(actor=request.actor, at=request.at, passage_id=passage_id, happened_at=form.moment, **told)


@both
def propose_voiding(request: HttpRequest, passage_id: UUID, fact_id: UUID) -> HttpResponse:
    """Ask a colleague to take back a step that this body wrote."""
    access.require_verb(request.actor, "dossier.answer")
    opened = queries.opened(request.actor, passage_id)
    step = next((one for one in opened.steps if one.id == fact_id and one.id in opened.ours), None)
    if step is None:
        raise Http404
    form = forms.VoidForm(request.POST or None)
    told = {"actor": request.actor, "at": request.at, "passage_id": passage_id, "fact_id": fact_id}
    if form.is_valid() and tried(form, lambda: actions.propose_voiding(**told, reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã đề nghị. Bước này còn nguyên cho tới khi một người khác của cơ quan xác nhận."))
        return redirect("dossiers:passage", passage_id)
    return shown(request, "dossiers/void.jinja", {"one": presenters.passage(opened.row, request.actor), "step": step}, form)


@require_POST
def decide_voiding(request: HttpRequest, passage_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Agree to take a step back, or let it stand."""
    access.require_verb(request.actor, "dossier.answer")
    answer = request.POST.get("act", "")
    if answer not in ("agree", "keep"):
        raise Http404
    actions.decide_voiding(actor=request.actor, at=request.at, proposal_id=proposal_id, is_agreed=answer == "agree")
    messages.success(request, _("Đã huỷ bước này.") if answer == "agree" else _("Bước này được giữ nguyên."))
    return redirect("dossiers:passage", passage_id)
