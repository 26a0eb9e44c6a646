"""The body with which the file lies hands it on: to the next one of the procedure, or to the facility to which the person is transferred."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from donghanh.cases.dossiers import actions, queries
from donghanh.kernel import access
from donghanh.kernel.workdays import local_day
from donghanh.legal.dossiers import Line, Standing
from donghanh.web.dossiers import forms, presenters
from donghanh.web.shell.acts import both, shown, tried


@both
def onward(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """The body with which the file lies sends it to the next one, each paper with its number."""
    access.require_verb(request.actor, "dossier.answer")
    opened = queries.opened(request.actor, passage_id)
    leg, lines = queries.onward_list(opened, on=local_day(request.at))
    form = forms.OnwardForm(request.POST or None, papers=_papers(lines), missing=True)
    if form.is_valid() and tried(form, lambda: _onward(request, passage_id, form)):
        messages.success(request, _("Đã gửi hồ sơ."))
        return redirect("dossiers:list")
    about = {"one": presenters.passage(opened.row, request.actor), "leg": leg, "lines": [presenters.line(one) for one in lines]}
    return shown(request, "dossiers/onward.jinja", about, form)


def _papers(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    return [(line.paper.id, line.paper.title) for line in lines if line.standing != Standing.NOT_NEEDED]


def _onward(request: HttpRequest, passage_id: UUID, form: forms.OnwardForm) -> None:
    told = {"references": form.references(), "why_missing": form.why()}
    actions.send_on(actor=request.actor, at=request.at, passage_id=passage_id, **told)


@both
def transfer(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """The facility hands the file to the one to which the person is transferred, each paper with its number."""
    access.require_verb(request.actor, "dossier.answer")
    opened = queries.opened(request.actor, passage_id)
    leg, lines = queries.transfer_list(opened, on=local_day(request.at))
    known = queries.facilities_beside(request.actor, on=local_day(request.at))
    form = forms.TransferForm(request.POST or None, papers=_papers(lines), facilities=known)
    if form.is_valid() and tried(form, lambda: _transfer(request, passage_id, form)):
        messages.success(request, _("Đã gửi hồ sơ cho cơ sở mới. Cơ sở của bạn còn giữ người và hồ sơ đến khi nơi đó ký nhận."))
        return redirect("dossiers:passage", passage_id)
    about = {"one": presenters.passage(opened.row, request.actor), "leg": leg, "lines": [presenters.line(one) for one in lines]}
    return shown(request, "dossiers/transfer.jinja", about, form)


def _transfer(request: HttpRequest, passage_id: UUID, form: forms.TransferForm) -> None:
    told = {"to_body_id": form.cleaned_data["facility"], "to_name": form.cleaned_data["other"]}
    told |= {"references": form.references(), "why_missing": form.why()}
    actions.transfer_dossier(actor=request.actor, at=request.at, passage_id=passage_id, **told)
