"""Files sent to a body: signing, returning, accepting, its own steps, sending on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.base.audit import actions as audit
from donghanh.cases.dossiers import actions, queries
from donghanh.cases.terms import FactKind
from donghanh.decisions.held import queries as held
from donghanh.decisions.held.queries import GOES_BY
from donghanh.kernel import access
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.legal import Answer
from donghanh.web.dossiers import forms, presenters, said
from donghanh.web.shell.acts import both, shown, tried
from donghanh.web.shell.forms import Form


@require_GET
def sent_to_us(request: HttpRequest) -> HttpResponse:
    """Files sent to this body, those that wait first."""
    found = queries.with_us(request.actor)
    standing = queries.standings(found)
    rows = [presenters.passage(one, request.actor, standing.get(one.id)) for one in found]
    return render(request, "dossiers/list.jinja", {"rows": rows})


@both
def passage(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """One hand-over; a POST signs for it or accepts it, by the name of its button (`act`); another name is not known here."""
    opened = queries.opened(request.actor, passage_id)
    audit.note_reading(actor=request.actor, at=request.at, page="dossiers:passage", person_id=opened.person_id, unit_id=None, classes="D1 D3")
    may = presenters.may(request.actor, opened.row)
    form = forms.OnPaperForm(request.POST or None) if may["by_paper"] else Form(request.POST or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _act(request, passage_id, form)):
        messages.success(request, _("Đã ghi nhận."))
        return redirect("dossiers:passage", passage_id)
    about = {
        "opened": opened,
        "one": presenters.passage(opened.row, request.actor, queries.standings([opened.row]).get(passage_id)),
        "may": may,
        "steps": presenters.steps(opened),
    }
    return shown(request, "dossiers/passage.jinja", about | _beside(request, opened) | _own(request, opened), form)


def _beside(request: HttpRequest, opened: queries.Opened) -> dict[str, Any]:
    """What is said of the file: the procuracy's papers and whether one more may be written, and the conclusion on dependence."""
    papers = queries.protests(request.actor, opened.row.id)
    about = {"protests": [said.protest(one) for one in papers], "conclusion": queries.conclusion(request.actor, opened.row.id)}
    return about | {"protesting": said.protesting(opened, papers) if "dossier.protest" in request.actor.may else {}}


def _own(request: HttpRequest, opened: queries.Opened) -> dict[str, Any]:
    """What the body with which the file lies does: its steps, its limits, sending on, taking back."""
    about: dict[str, Any] = {"acts": [], "came_in": [], "not_yet": [], "owed": [], "onward": {}, "transfer": {}, "void_hrefs": {}, "void_waiting": []}
    if "dossier.answer" not in request.actor.may or not opened.row.to_us:
        return about
    possible, passage_id = queries.own_acts(opened, at=request.at), opened.row.id
    if possible:
        onward = presenters.onward(opened, queries.onward_refusal(opened, on=local_day(request.at)))
        about |= {"acts": presenters.acts(opened, possible), "came_in": presenters.came_in(opened, possible), "not_yet": presenters.not_yet(possible)}
        about |= {"owed": presenters.owed(queries.owed_here(opened)), "onward": onward}
        about |= {"transfer": presenters.transfer(opened, on=local_day(request.at))}
    return about | said.voidings(opened, queries.voidable(request.actor, passage_id), queries.void_proposals(request.actor, passage_id))


ACTS = ("receive", "accept")


def _act(request: HttpRequest, passage_id: UUID, form: Form) -> None:
    act = request.POST.get("act", "")
    if act not in ACTS:
        raise BadInput(_("Không rõ việc cần ghi."), mend=_("Tải lại trang và bấm đúng nút."))
    told: dict[str, Any] = {"actor": request.actor, "at": request.at, "passage_id": passage_id}
    if act == "accept":
        actions.accept_dossier(**told)
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
    if form.is_valid() and tried(form, lambda: _give_back(request, passage_id, form)):
        messages.success(request, _("Đã trả hồ sơ với mọi thiếu sót được nêu."))
        return redirect("dossiers:passage", passage_id)
    return shown(request, "dossiers/return.jinja", {"one": presenters.passage(opened.row, request.actor)}, form)


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
    unread = presenters.contest_unread(opened.row, what, local_day(request.at))
    form = forms.StepForm(request.POST or None, **_asked(request, passage_id, what, unread), initial={"on": local_day(request.at)})
    if form.is_valid() and tried(form, lambda: _tell(request, passage_id, what, form)):
        messages.success(request, _("Đã ghi: %(what)s.") % {"what": what.label})
        return redirect("dossiers:passage", passage_id)
    about = {"one": presenters.passage(opened.row, request.actor), "what": what.label, "unread": unread}
    about |= {"lacks_decision": "decision" in form.fields and not form.fields["decision"].choices}
    return shown(request, "dossiers/tell.jinja", about, form)


def _asked(request: HttpRequest, passage_id: UUID, what: FactKind, unread: Answer | None) -> dict[str, Any]:
    """Fields of the step; where the head of the facility signs here, one of the decisions that he signed in place of number and signer."""
    if what in GOES_BY and queries.head_signs(passage_id, on=local_day(request.at)):
        return presenters.going_by(held.to_go_by(request.actor, passage_id, what))
    return presenters.asked(what, unread)


def _tell(request: HttpRequest, passage_id: UUID, kind: FactKind, form: forms.StepForm) -> None:
    told: dict[str, Any] = {"kind": kind, "happened_at": form.moment, "data": form.said() | presenters.implied(kind)}
    told["decision_id"] = form.cleaned_data.get("decision") or None
    actions.tell_dossier(actor=request.actor, at=request.at, passage_id=passage_id, **told)
