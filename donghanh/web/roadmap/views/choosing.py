"""Candidates for a step by the plan's own rule, and the choice of a place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.programme.roadmap import actions
from donghanh.programme.roadmap.queries import Road
from donghanh.web.roadmap import presenters
from donghanh.web.roadmap.forms import ChooseForm
from donghanh.web.roadmap.people import by_clause, number
from donghanh.web.roadmap.views._common import roadmap_of
from donghanh.web.shell.acts import today, tried


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, plan_id: str, clause: str) -> HttpResponse:
    """One step: which places its rule names, which were chosen and why; the lead of the plan's province chooses here."""
    found = roadmap_of(request, plan_id)
    road = found.road(clause)
    form = _form(request, road)
    if request.method == "POST" and tried(form, lambda: _choose(request, form, plan_id, clause)):
        messages.success(request, _("Đã ghi quyết định chọn nơi."))
        return redirect("roadmap:choose", plan_id, clause)
    views, _others = presenters.roads(found, on=today(request))
    people = by_clause(request.actor, found, [road], on=today(request)).get(clause)
    words = {"found": found, "plan": found.plan, "road": road, "form": form, "people": people, "number": number, "p": presenters}
    words["view"] = next((one for one in views if one.road.clause.code == clause), None)
    return render(request, "roadmap/choose.jinja", words, status=422 if form.errors else 200)


def _form(request: HttpRequest, road: Road) -> ChooseForm:
    names = [name for name, _unit in road.choosable]
    start = {"decided_on": today(request), "way": "chon", "place": request.GET.get("noi", "")}
    return ChooseForm(request.POST or None, places=names, initial=start)


def _choose(request: HttpRequest, form: ChooseForm, plan_id: str, clause: str) -> None:
    typed = dict(form.cleaned_data)
    is_chosen = typed.pop("way") == "chon"
    actions.choose(actor=request.actor, at=request.at, plan_id=plan_id, clause=clause, is_chosen=is_chosen, **typed)
