"""Sentinel sites and their rounds; the lead agency records one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from donghanh.base.places import queries as places
from donghanh.programme.inspections import actions, queries
from donghanh.programme.inspections.actions import RoundDraft
from donghanh.programme.inspections.queries import Value
from donghanh.programme.inspections.terms import Measure
from donghanh.web.inspections import planning_forms
from donghanh.web.shell.acts import both, bound, check_open, sent, shown, today, tried
from donghanh.web.ui.helpers import so


@both
def sentinels(request: HttpRequest) -> HttpResponse:
    """Every site with its rounds."""
    sites = queries.sentinels(request.actor)
    form = _form(request) if "inspection.plan" in request.actor.may else None
    check_open(request, *(["ghi"] if form else []))
    if form and sent(request, "ghi") and tried(form, lambda: _record(request, form)):
        messages.success(request, _("Đã ghi đợt giám sát."))
        return redirect("inspections:sentinels")
    heads = [(one.label, "r") for one in Measure]
    return shown(
        request, "inspections/sentinels.jinja", {"sites": sites, "form": form, "measures": heads, "change": change}, *([form] if form else [])
    )


def _form(request: HttpRequest) -> planning_forms.RoundForm:
    units = [(one.id, one.title) for one in places.communes_of(request.actor.unit_id or 0, today(request))]
    return bound(request, "ghi", planning_forms.RoundForm, places=units)


def _record(request: HttpRequest, form: planning_forms.RoundForm) -> None:
    given = form.cleaned_data
    counts = {measure: given[measure.value] for measure in Measure}
    about = {name: given[name] for name in ("site", "done_on", "sample", "paper")}
    actions.record_round(actor=request.actor, at=request.at, draft=RoundDraft(place_id=int(given["place"]), counts=counts, **about))


def change(value: Value) -> str:
    """ "tăng 5,0 điểm"; the first round has nothing before it."""
    if value.change is None:
        return _("chưa có đợt trước")
    if value.change == 0:
        return _("như đợt trước")
    word = _("tăng %(n)s điểm") if value.change > 0 else _("giảm %(n)s điểm")
    return word % {"n": so(abs(value.change))}
