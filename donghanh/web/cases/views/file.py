"""One case: its sheet, a new one, what happened, and what is taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.base.places import queries as places
from donghanh.cases import actions, queries
from donghanh.cases.dossiers import queries as dossiers
from donghanh.cases.procedures import issuing
from donghanh.cases.procedures.court_order import COMPULSORY
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind, Procedure
from donghanh.decisions.papers import queries as papers
from donghanh.kernel.errors import NotInReach
from donghanh.web.cases import acts, answers, forms, grounds, presenters, sheets, words
from donghanh.web.cases.happenings import by_hand, happening
from donghanh.web.cases.views._common import opened, opened_to_record
from donghanh.web.papers.presenters import step_panel
from donghanh.web.shell.acts import both, shown, tried

TRAVELLING = frozenset({Procedure.COMPULSORY, Procedure.COMPULSORY_MINOR, Procedure.USER_MANAGEMENT})
"""Procedures whose file goes to another body with its list of papers (law/dossiers)."""


@require_GET
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The sheet of a case; the receipt alone for the commune that has handed it over."""
    try:
        sheet = opened(request, case_id, page="cases:case")
    except NotInReach:
        return _moved(request, case_id)
    wanted = sheets.number(request.GET.get("xem"), presenters.FIRST_LINES)
    panels = presenters.case_panels(request.actor, sheet, request.at, shown=wanted)
    asked = tuple(papers.AskedForm(form, None, None) for form in papers.asked_now(sheet, at=request.at))
    lines = _grounds(request, sheet)
    panels = presenters.before_sending(panels, lines) if panels else None
    page = {
        "sheet": sheet,
        "bar": sheets.bar(request.actor, sheet, panels),
        "case_panels": panels,
        "step_lines": _step_lines(request, sheet, asked),
        "travels": sheet.row.procedure in TRAVELLING,
        "grounds": lines,
        "awaited": _awaited(request, sheet),
    }
    return render(request, "cases/case.jinja", page)


def _awaited(request: HttpRequest, sheet: queries.CaseSheet) -> tuple[str, datetime] | None:
    """Who has been sent the papers and has not signed for them."""
    may_see = sheet.row.procedure in TRAVELLING and "dossier.read" in request.actor.may
    return dossiers.waiting_to_be_received(request.actor, sheet.row.id) if may_see else None


def _grounds(request: HttpRequest, sheet: queries.CaseSheet) -> list[grounds.Line]:
    """What a compulsory file rests on, and what of it is missing."""
    claims = queries.grounds_claimed(request.actor, sheet, at=request.at)
    if not claims:
        return grounds.unnamed() if sheet.row.procedure in COMPULSORY else []
    inside = dossiers.papers_inside(request.actor, sheet.row.id) if "dossier.read" in request.actor.may else frozenset()
    return grounds.of_case(claims, inside=inside, case_id=sheet.row.id)


def _step_lines(request: HttpRequest, sheet: queries.CaseSheet, asked: tuple[papers.AskedForm, ...]) -> list[dict[str, str]]:
    """Papers of the step; one that lies in the travelling file is there on this page too."""
    case_id, actor = sheet.row.id, request.actor
    lines = step_panel(case_id, asked, may_draft="case.record" in actor.may)
    if sheet.row.procedure not in TRAVELLING or "dossier.read" not in actor.may:
        return lines
    inside = dossiers.forms_inside(actor, case_id, on=words.day_of(request.at))
    there = {"word": _("Có trong hồ sơ"), "mark": "ok", "href": reverse("dossiers:dossier", args=[case_id])}
    return [line | there if one.form.id in inside else line for one, line in zip(asked, lines, strict=True)]


def _moved(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """404 like any file that lies elsewhere, with the receipt for the commune that sent it there; for all others the plain 404."""
    receipt = queries.receipt_of(request.actor, case_id)
    return render(request, "cases/moved.jinja", {"receipt": receipt}, status=404)


@both
def open_case(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A positive test begins a case."""
    person = queries.person_to_open(request.actor, person_id)
    form = forms.open_form()(request.POST or None, today=words.day_of(request.at))
    if form.is_valid():
        made = []

        def act() -> None:
            made.append(
                actions.open_case(
                    actor=request.actor,
                    at=request.at,
                    person_id=person_id,
                    happened_at=form.moment,
                    data=form.answers,
                    is_date_only=form.is_date_only,
                    key=request.once_taken,
                )
            )

        if tried(form, act):
            messages.success(request, _("Đã lập hồ sơ %(number)s.") % {"number": made[0].number})
            return redirect("cases:case", made[0].pk)
    return shown(request, "cases/open.jinja", {"person": person}, form)


@both
def record(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """One form for each kind of fact that is recorded by hand."""
    sheet = opened_to_record(request, case_id, page="cases:record")
    what = _kind(sheet, kind)
    shape = forms.fact_form(sheet.row.procedure, what)
    form = shape(request.POST or None, today=words.day_of(request.at), initial=sheets.initial(sheet, what))
    if form.is_valid() and tried(form, lambda: _record(request, sheet, what, form)):
        messages.success(request, _("Đã ghi: %(what)s.") % {"what": what.label})
        return redirect("cases:case", case_id)
    about = {"sheet": sheet, "bar": sheets.bar(request.actor, sheet), "what": what.label, "happening": happening(what)}
    return shown(request, "cases/record.jinja", about | {"why_not": acts.theirs(sheet, what) or acts.why_not(sheet, what, request.at)}, form)


@require_GET
def why(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Why an act is possible now or not, with the article, and what would be different under the neighbouring law."""
    sheet, what = opened(request, case_id, page="cases:why"), words.unslug(kind)
    if what not in FactKind.values or FactKind(what) not in manifest(sheet.row.procedure).accepts:
        raise Http404
    look = words.Look(request.actor, request.at, places.calendar())
    about = {"sheet": sheet, "bar": sheets.bar(request.actor, sheet), "reason": answers.why(look, sheet, FactKind(what))}
    return render(request, "cases/why.jinja", about)


@both
def void(request: HttpRequest, case_id: UUID, fact_id: UUID) -> HttpResponse:
    """Take back a wrong fact, with a reason."""
    sheet = opened_to_record(request, case_id, page="cases:void")
    fact = next((one for one in sheet.facts if one.id == fact_id), None)
    if fact is None:
        raise Http404
    form = forms.ReasonForm(request.POST or None)
    about = {"sheet": sheet, "bar": sheets.bar(request.actor, sheet), "fact": sheets.fact_line(fact), "fact_id": fact_id}
    about |= {"not_ours": queries.void_refusal(request.actor, fact_id)}
    if form.is_valid() and tried(form, lambda: _void(request, fact_id, form.cleaned_data["reason"])):
        messages.success(request, _("Đã huỷ: %(what)s. Các hạn đã được tính lại.") % {"what": fact.kind.label})
        return redirect("cases:case", case_id)
    return shown(request, "cases/void.jinja", about, form)


def _kind(sheet: queries.CaseSheet, text: str) -> FactKind:
    name = words.unslug(text)
    if name not in FactKind.values or FactKind(name) not in by_hand(sheet.row.procedure):
        raise Http404
    return FactKind(name)


def _record(request: HttpRequest, sheet: queries.CaseSheet, kind: FactKind, form: forms.FactForm) -> None:
    told = {
        "actor": request.actor,
        "at": request.at,
        "case_id": sheet.row.id,
        "kind": kind,
        "happened_at": form.moment,
        "data": form.answers,
        "is_date_only": form.is_date_only,
        "key": request.once_taken,
    }
    if issuing.is_signed(manifest(sheet.row.procedure), kind):
        actions.record_decision(**told, issuer=form.issuer)
    else:
        actions.record_fact(**told, place_id=form.unit.id if form.unit else None)


def _void(request: HttpRequest, fact_id: UUID, reason: str) -> None:
    actions.void_fact(actor=request.actor, at=request.at, fact_id=fact_id, reason=reason)
