"""Models: by their evaluation, as pilots, clubs in step, what there can be at a commune."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.base.places import queries as places
from donghanh.programme.roadmap import actions, queries
from donghanh.programme.roadmap.actions import Checklist
from donghanh.programme.roadmap.terms import ROUND, SiteKind
from donghanh.web.roadmap import modelling, presenters
from donghanh.web.roadmap.forms import ReadinessForm
from donghanh.web.roadmap.views._common import province_of
from donghanh.web.shell.acts import both, paged, today, tried


@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """Models by their score, and what evaluations propose."""
    rows = queries.models(request.actor, province=province_of(request), on=today(request))
    proposed = sorted((one for row in rows for one in row.proposals), key=lambda one: (one.by, one.unit))
    words = {"rows": rows, "proposed": proposed, "on": today(request), "p": presenters, "m": modelling}
    words["guides"] = queries.guides(request.actor, province=province_of(request))
    return render(request, "roadmap/models.jinja", words | paged(request, len(rows)))


@both
def pilots(request: HttpRequest) -> HttpResponse:
    """Pilots with their next action, and how ready communes were found; whoever may assesses here."""
    on, province = today(request), province_of(request)
    form = _readiness_form(request, province)
    if request.method == "POST" and tried(form, lambda: _assess(request, form)):
        messages.success(request, _("Đã ghi đánh giá điều kiện."))
        return redirect("roadmap:pilots")
    rows = [row for row in queries.models(request.actor, province=province, on=on) if row.waiting]
    words = {"rows": rows, "ready": queries.readiness(request.actor, province=province, on=on), "form": form, "p": presenters, "m": modelling}
    words |= {"on": on, "may_assess": "roadmap.record" in request.actor.may}
    words |= paged(request, max(len(rows), len(words["ready"])))
    return render(request, "roadmap/pilots.jinja", words, status=422 if form.errors else 200)


def _readiness_form(request: HttpRequest, province: int) -> ReadinessForm:
    mine = [one for one in places.communes_of(province, today(request)) if one.id in request.actor.stat_unit_ids] if province else []
    units = [(str(one.id), one.title) for one in mine]
    start = {"on": today(request), "unit": request.GET.get("xa", units[0][0] if len(units) == 1 else "")}
    return ReadinessForm(request.POST or None, units=units, initial=start)


def _assess(request: HttpRequest, form: ReadinessForm) -> None:
    typed = dict(form.cleaned_data)
    has, unit_id, kind = typed.pop("has"), int(typed.pop("unit")), SiteKind(typed.pop("kind"))
    checklist = Checklist(**{name: name in has for name in queries.CONDITIONS})
    is_go = typed.pop("decision") == "du"
    actions.assess(actor=request.actor, at=request.at, unit_id=unit_id, kind=kind, checklist=checklist, is_go=is_go, **typed)


@require_safe
def clubs(request: HttpRequest) -> HttpResponse:
    """What was done for each club this quarter, its scores by year, and clubs nobody judged this year."""
    rows = queries.clubs(request.actor, province=province_of(request), on=today(request))
    words = {"rows": rows, "round": ROUND, "on": today(request), "quarter": (today(request).month - 1) // 3 + 1, "m": modelling}
    words["unjudged"] = [row for row in rows if not row.is_judged_this_year]
    return render(request, "roadmap/clubs.jinja", words | paged(request, len(rows)))


@require_safe
def options(request: HttpRequest, unit_id: int) -> HttpResponse:
    """What help there is at a commune and what else there can be."""
    unit, rows = queries.options(request.actor, unit_id=unit_id, on=today(request))
    return render(request, "roadmap/options.jinja", {"unit": unit, "rows": rows, "p": presenters, "m": modelling})
