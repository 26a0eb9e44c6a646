"""Papers of a file and its sending, what is stuck, who serves a commune."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.base.audit import actions as audit
from donghanh.base.places import actions as place_actions
from donghanh.base.places import queries as places
from donghanh.cases.dossiers import actions, queries
from donghanh.cases.dossiers.rules import SENDABLE
from donghanh.kernel import access
from donghanh.kernel.workdays import local_day
from donghanh.legal.dossiers import Standing
from donghanh.web.dossiers import forms, presenters
from donghanh.web.shell.acts import both, shown, tried


@both
def dossier(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The list of papers; a POST puts one in."""
    found = queries.dossier(request.actor, case_id, on=local_day(request.at), leg_id=request.GET.get("buoc", ""))
    audit.note_reading(
        actor=request.actor, at=request.at, page="dossiers:dossier", person_id=found.person_id, unit_id=request.actor.unit_id, classes="D3"
    )
    papers = [(line.paper.id, line.paper.title) for line in found.lines]
    form = forms.PlaceForm(request.POST or None, papers=papers)
    if request.method == "POST":
        access.require_verb(request.actor, "dossier.send")
    if form.is_valid() and tried(form, lambda: _place(request, case_id, form)):
        messages.success(request, _("Đã thêm giấy tờ vào hồ sơ."))
        return redirect("dossiers:dossier", case_id)
    may_send = "dossier.send" in request.actor.may
    lines = [presenters.line(one, case_id if may_send else None) for one in found.lines]
    about = {"dossier": found, "lines": lines, "may_send": may_send, "sendable": SENDABLE, "without": presenters.without_basis(found.lines)}
    passages = [presenters.passage(one, request.actor) for one in found.passages]
    return shown(request, "dossiers/dossier.jinja", about | {"passages": passages}, form)


def _place(request: HttpRequest, case_id: UUID, form: forms.PlaceForm) -> None:
    given = form.cleaned_data
    told = {"paper_id": given["paper"], "reference": given["reference"], "pages": given["pages"]}
    actions.place_paper(actor=request.actor, at=request.at, case_id=case_id, **told)


@both
def send(request: HttpRequest, case_id: UUID, leg_id: str) -> HttpResponse:
    """Read where the file goes and what goes along, then send it."""
    access.require_verb(request.actor, "dossier.send")
    found = queries.dossier(request.actor, case_id, on=local_day(request.at), leg_id=leg_id)
    without = presenters.without_basis(found.lines)
    form = forms.SendForm(request.POST or None, missing=not without and any(line.standing == Standing.MISSING for line in found.lines))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _send(request, case_id, leg_id, form)):
        messages.success(request, _("Đã gửi hồ sơ. Bản danh mục giấy tờ đi kèm và được giữ ở hai bên."))
        return redirect("dossiers:dossier", case_id)
    about = {"dossier": found, "lines": [presenters.line(one) for one in found.lines], "without": without}
    return shown(request, "dossiers/send.jinja", about, form)


def _send(request: HttpRequest, case_id: UUID, leg_id: str, form: forms.SendForm) -> None:
    key = getattr(request, "once_taken", None)
    actions.send_dossier(actor=request.actor, at=request.at, case_id=case_id, leg_id=leg_id, why_missing=form.why(), key=key)


@both
def take_out(request: HttpRequest, case_id: UUID, paper_id: str) -> HttpResponse:
    """A paper put in by mistake, taken out after one question."""
    access.require_verb(request.actor, "dossier.send")
    found = queries.dossier(request.actor, case_id, on=local_day(request.at))
    form = forms.TakeOutForm(request.POST or None)
    told = {"actor": request.actor, "at": request.at, "case_id": case_id, "paper_id": paper_id}
    if form.is_valid() and tried(form, lambda: actions.take_out(**told, reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã rút giấy tờ khỏi hồ sơ."))
        return redirect("dossiers:dossier", case_id)
    title = next((line.paper.title for line in found.lines if line.paper.id == paper_id), "")
    return shown(request, "dossiers/take_out.jinja", {"dossier": found, "title": title}, form)


@require_GET
def stuck(request: HttpRequest) -> HttpResponse:
    """Files that do not move: where, since when, under which limit, who can move them; the province reads bodies only."""
    if "dossier.stuck" in request.actor.may:
        return render(request, "dossiers/stuck_bodies.jinja", {"rows": queries.stuck_in_province(request.actor, at=request.at), "few": queries.FEW})
    rows = queries.stuck(request.actor, at=request.at)
    return render(request, "dossiers/stuck.jinja", {"rows": presenters.stuck_rows(rows, request.at)})


@both
def receivers(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Which court and procuracy serve a commune and who says so; a POST sets one where no source does."""
    access.require_verb(request.actor, "places.read")
    unit = places.unit_row(unit_id)
    may_set = "places.edit" in request.actor.may and unit_id in request.actor.stat_unit_ids and unit.level == "COMMUNE"
    if request.method == "POST" and not may_set:
        access.require_verb(request.actor, "places.edit")
        access.require_unit(request.actor, unit_id)
    form = forms.CourtForm(request.POST or None) if may_set else None
    if form is not None and form.is_valid() and tried(form, lambda: _set_court(request, unit_id, form)):
        messages.success(request, _("Đã đặt nơi phụ trách."))
        return redirect("dossiers:receivers", unit_id)
    return shown(request, "dossiers/receivers.jinja", {"unit": unit, "rows": places.covering(unit_id, local_day(request.at))}, form)


def _set_court(request: HttpRequest, unit_id: int, form: forms.CourtForm) -> None:
    given = form.cleaned_data
    place_actions.set_court(actor=request.actor, at=request.at, unit_id=unit_id, **given)
