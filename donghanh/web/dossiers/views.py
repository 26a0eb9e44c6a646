"""Papers of a file, its hand-overs, what was sent to us, what is stuck."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from donghanh.base.audit import actions as audit
from donghanh.base.places import actions as place_actions
from donghanh.base.places import queries as places
from donghanh.cases.dossiers import actions, queries
from donghanh.cases.dossiers.rules import SENDABLE
from donghanh.cases.rules import Overtaken
from donghanh.cases.terms import FactKind
from donghanh.kernel import access
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal.dossiers import Standing
from donghanh.web.dossiers import forms, presenters
from donghanh.web.shell.errors import refusal_response
from donghanh.web.shell.forms import Form

both = require_http_methods(["GET", "POST"])


def _shown(request: HttpRequest, template: str, words: dict[str, Any], form: Form | None = None) -> HttpResponse:
    bad = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, words | {"form": form}, status=422 if bad else 200)


def _tried(form: Form, act: Callable[[], Any]) -> bool:
    try:
        act()
    except Overtaken:
        raise
    except (Cannot, BadInput) as refusal:
        form.refuse(refusal)
        return False
    return True


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
    if form.is_valid() and _tried(form, lambda: _place(request, case_id, form)):
        messages.success(request, _("Đã thêm giấy tờ vào hồ sơ."))
        return redirect("dossiers:dossier", case_id)
    may_send = "dossier.send" in request.actor.may
    lines = [presenters.line(one, case_id if may_send else None) for one in found.lines]
    about = {"dossier": found, "lines": lines, "may_send": may_send, "sendable": SENDABLE}
    passages = [presenters.passage(one, request.actor) for one in found.passages]
    return _shown(request, "dossiers/dossier.jinja", about | {"passages": passages}, form)


def _place(request: HttpRequest, case_id: UUID, form: forms.PlaceForm) -> None:
    given = form.cleaned_data
    told = {"paper_id": given["paper"], "reference": given["reference"], "pages": given["pages"]}
    actions.place_paper(actor=request.actor, at=request.at, case_id=case_id, **told)


@both
def send(request: HttpRequest, case_id: UUID, leg_id: str) -> HttpResponse:
    """Read where the file goes and what goes along, then send it."""
    access.require_verb(request.actor, "dossier.send")
    found = queries.dossier(request.actor, case_id, on=local_day(request.at), leg_id=leg_id)
    form = forms.SendForm(request.POST or None, missing=any(line.standing == Standing.MISSING for line in found.lines))
    if request.method == "POST" and form.is_valid() and _tried(form, lambda: _send(request, case_id, leg_id, form)):
        messages.success(request, _("Đã gửi hồ sơ. Bản danh mục giấy tờ đi kèm và được giữ ở hai bên."))
        return redirect("dossiers:dossier", case_id)
    about = {"dossier": found, "lines": [presenters.line(one) for one in found.lines]}
    return _shown(request, "dossiers/send.jinja", about, form)


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
    if form.is_valid() and _tried(form, lambda: actions.take_out(**told, reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã rút giấy tờ khỏi hồ sơ."))
        return redirect("dossiers:dossier", case_id)
    title = next((line.paper.title for line in found.lines if line.paper.id == paper_id), "")
    return _shown(request, "dossiers/take_out.jinja", {"dossier": found, "title": title}, form)


@require_GET
def sent_to_us(request: HttpRequest) -> HttpResponse:
    """Files sent to this body, those that wait first."""
    rows = [presenters.passage(one, request.actor) for one in queries.with_us(request.actor)]
    return render(request, "dossiers/list.jinja", {"rows": rows})


@both
def passage(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """One hand-over; a POST signs for it, accepts it or protests."""
    opened = queries.opened(request.actor, passage_id)
    audit.note_reading(actor=request.actor, at=request.at, page="dossiers:passage", person_id=opened.person_id, unit_id=None, classes="D1 D3")
    may = presenters.may(request.actor, opened.row)
    form = forms.OnPaperForm(request.POST or None) if may["by_paper"] else Form(request.POST or None)
    try:
        if request.method == "POST" and form.is_valid() and _tried(form, lambda: _act(request, passage_id, form)):
            messages.success(request, _("Đã ghi nhận."))
            return redirect("dossiers:passage", passage_id)
    except Overtaken as refusal:
        return refusal_response(request, refusal, status=409)
    possible = queries.own_acts(opened, at=request.at) if "dossier.answer" in request.actor.may else {}
    about = {"opened": opened, "one": presenters.passage(opened.row, request.actor), "may": may, "acts": presenters.acts(opened, possible)}
    owed = presenters.owed(queries.owed_here(opened)) if possible else []
    return _shown(request, "dossiers/passage.jinja", about | {"steps": presenters.steps(opened), "owed": owed}, form)


def _act(request: HttpRequest, passage_id: UUID, form: Form) -> None:
    told: dict[str, Any] = {"actor": request.actor, "at": request.at, "passage_id": passage_id}
    act = request.POST.get("act", "receive")
    if act == "accept":
        actions.accept_dossier(**told)
    elif act in ("protest", "recommend"):
        actions.protest_dossier(**told, form=act)
    else:
        actions.receive_dossier(**told, on_paper=form.cleaned_data.get("on_paper", ""))


@both
def give_back(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """All faults on one page, each at its paper; sent back at once."""
    opened = queries.opened(request.actor, passage_id)
    if not {"dossier.answer", "dossier.send"} & request.actor.may:
        access.require_verb(request.actor, "dossier.answer")
    by_paper = presenters.may(request.actor, opened.row)["by_paper"]
    form = forms.ReturnForm(request.POST or None, lines=opened.row.lines, asks_paper=by_paper)
    try:
        if form.is_valid() and _tried(form, lambda: _give_back(request, passage_id, form)):
            messages.success(request, _("Đã trả hồ sơ với mọi thiếu sót được nêu."))
            return redirect("dossiers:passage", passage_id)
    except Overtaken as refusal:
        return refusal_response(request, refusal, status=409)
    return _shown(request, "dossiers/return.jinja", {"one": presenters.passage(opened.row, request.actor)}, form)


def _give_back(request: HttpRequest, passage_id: UUID, form: forms.ReturnForm) -> None:
    on_paper = form.cleaned_data.get("on_paper", "")
    actions.return_dossier(actor=request.actor, at=request.at, passage_id=passage_id, faults=form.faults(), on_paper=on_paper)


@both
def tell(request: HttpRequest, passage_id: UUID, kind: str) -> HttpResponse:
    """One step of the court or the facility, in its own hand."""
    access.require_verb(request.actor, "dossier.answer")
    opened = queries.opened(request.actor, passage_id)
    what = next((one for one in queries.own_acts(opened, at=request.at) if presenters.slug(one) == kind), None)
    if what is None:
        raise Http404
    form = forms.StepForm(request.POST or None, **presenters.asked(what), initial={"on": local_day(request.at)})
    try:
        if form.is_valid() and _tried(form, lambda: _tell(request, passage_id, what, form)):
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": what.label})
            return redirect("dossiers:passage", passage_id)
    except Overtaken as refusal:
        return refusal_response(request, refusal, status=409)
    return _shown(request, "dossiers/tell.jinja", {"one": presenters.passage(opened.row, request.actor), "what": what.label}, form)


def _tell(request: HttpRequest, passage_id: UUID, kind: FactKind, form: forms.StepForm) -> None:
    told: dict[str, Any] = {"kind": kind, "happened_at": form.moment, "data": form.said() | presenters.implied(kind)}
    actions.tell_dossier(actor=request.actor, at=request.at, passage_id=passage_id, **told)


@both
def onward(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """The body with which the file lies sends it to the next one, each paper with its number."""
    access.require_verb(request.actor, "dossier.answer")
    opened = queries.opened(request.actor, passage_id)
    leg, lines = queries.onward_list(opened, on=local_day(request.at))
    papers = [(line.paper.id, line.paper.title) for line in lines if line.standing != Standing.NOT_NEEDED]
    form = forms.OnwardForm(request.POST or None, papers=papers, missing=True)
    try:
        if form.is_valid() and _tried(form, lambda: _onward(request, passage_id, form)):
            messages.success(request, _("Đã gửi hồ sơ."))
            return redirect("dossiers:list")
    except Overtaken as refusal:
        return refusal_response(request, refusal, status=409)
    about = {"one": presenters.passage(opened.row, request.actor), "leg": leg, "lines": [presenters.line(one) for one in lines]}
    return _shown(request, "dossiers/onward.jinja", about, form)


def _onward(request: HttpRequest, passage_id: UUID, form: forms.OnwardForm) -> None:
    told = {"references": form.references(), "why_missing": form.why()}
    actions.send_on(actor=request.actor, at=request.at, passage_id=passage_id, **told)


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
    if form is not None and form.is_valid() and _tried(form, lambda: _set_court(request, unit_id, form)):
        messages.success(request, _("Đã đặt nơi phụ trách."))
        return redirect("dossiers:receivers", unit_id)
    return _shown(request, "dossiers/receivers.jinja", {"unit": unit, "rows": places.covering(unit_id, local_day(request.at))}, form)


def _set_court(request: HttpRequest, unit_id: int, form: forms.CourtForm) -> None:
    given = form.cleaned_data
    place_actions.set_court(actor=request.actor, at=request.at, unit_id=unit_id, **given)
