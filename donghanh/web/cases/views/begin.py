"""Beginning a procedure: which may begin for this person, and the form of the fact that opens it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from donghanh.base.audit import actions as audit
from donghanh.cases import actions, queries
from donghanh.cases.procedures import issuing
from donghanh.cases.procedures.court_order import BESIDE
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind, Procedure
from donghanh.web.cases import forms, grounds, openings, words
from donghanh.web.cases.openings import OPENINGS, Way
from donghanh.web.shell.acts import shown, tried


@require_GET
def start(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every procedure: what opens it, which may begin now, and why the others may not."""
    person = queries.person_to_open(request.actor, person_id)
    audit.note_reading(actor=request.actor, at=request.at, page="cases:start", person_id=person.id, unit_id=person.unit_id, classes="D1 D3")
    order = queries.beside_court_order(request.actor, person_id, at=request.at)
    return render(request, "cases/start.jinja", {"person": person, "choices": openings.choices(request.actor, person_id, request.at), "order": order})


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, person_id: UUID, procedure: str, kind: str) -> HttpResponse:
    """The form of one opening fact."""
    person = queries.person_to_open(request.actor, person_id)
    code, way = _way(procedure, kind)
    order = queries.beside_court_order(request.actor, person_id, at=request.at) if code in BESIDE else None
    form = forms.opening_form(code, way.kind, is_beside=order is not None)(request.POST or None, today=words.day_of(request.at))
    made: list[tuple[UUID, str]] = []
    if form.is_valid() and tried(form, lambda: made.append(_open(request, person_id, code, way.kind, form))):
        messages.success(request, _("Đã lập hồ sơ %(number)s.") % {"number": made[0][1]})
        return redirect("cases:case", made[0][0])
    about = {"person": person, "title": code.label, "what": way.kind.label, "explain": way.explain}
    claims = queries.grounds_to_open(request.actor, person_id, code, at=request.at)
    return shown(request, "cases/begin.jinja", about | {"grounds": grounds.before_opening(claims), "order": order}, form)


def _way(procedure: str, kind: str) -> tuple[Procedure, Way]:
    code, what = words.unslug(procedure), words.unslug(kind)
    ways = OPENINGS.get(Procedure(code), ()) if code in Procedure.values else ()
    found = next((way for way in ways if way.kind == what), None)
    if found is None:
        raise Http404
    return Procedure(code), found


def _open(request: HttpRequest, person_id: UUID, procedure: Procedure, kind: FactKind, form: forms.FactForm) -> tuple[UUID, str]:
    data = form.answers
    if issuing.is_signed(manifest(procedure), kind):
        issuing.check_issuer(manifest(procedure), kind, form.issuer, on=words.day_of(form.moment))
        data |= {"issuer": form.issuer}
    case = actions.open_case(
        actor=request.actor,
        at=request.at,
        person_id=person_id,
        procedure=procedure,
        kind=kind,
        happened_at=form.moment,
        data=data,
        is_date_only=form.is_date_only,
        key=request.once_taken,
    )
    return case.pk, case.number
