"""Files by step, the files behind a count, and how long courts and health bodies take."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.cases import access
from donghanh.cases.pipeline import queries
from donghanh.cases.terms import Procedure, Stage
from donghanh.kernel.access import holds
from donghanh.reports import waiting
from donghanh.web.cases import freshness, words
from donghanh.web.pipeline import presenters
from donghanh.web.shell import clock

PAGE = 50


@require_GET
def steps(request: HttpRequest) -> HttpResponse:
    """How many files stand at each step: one's own, or of the province with its communes guarded."""
    asked = _procedure(request)
    if not holds(access.require_list, request.actor):
        found = waiting.by_step(request.actor, procedure=asked, at=request.at, on=clock.local_date(request.at))
        return render(request, "pipeline/province.jinja", presenters.province(found, asked, _stage(request)))
    freshness.freshen(request.actor)
    return render(request, "pipeline/steps.jinja", presenters.commune(queries.counts(request.actor, at=request.at), asked))


@require_GET
def files(request: HttpRequest) -> HttpResponse:
    """The files behind one count of one's own; noted as a reading."""
    access.require_list(request.actor)
    procedure, stage = _procedure(request), _stage(request)
    if procedure is None or stage is None:
        raise Http404
    freshness.freshen(request.actor)
    after = request.GET.get("sau", "")
    rows = queries.files(request.actor, procedure=procedure, stage=stage, at=request.at, after=after, limit=PAGE + 1)
    audit.note_reading(actor=request.actor, at=request.at, page="pipeline:files", person_id=None, unit_id=request.actor.unit_id, classes="D1 D3")
    look = words.Look(request.actor, request.at, places.calendar())
    return render(request, "pipeline/files.jinja", presenters.files(look, request, rows, procedure, PAGE) | {"procedure": procedure, "stage": stage})


@require_GET
def times(request: HttpRequest) -> HttpResponse:
    """Courts and health bodies: medians, what waits, and what is past the legal limit."""
    if "dossier.stuck" in request.actor.may:
        on = clock.local_date(request.at)
        courts, bodies = waiting.courts(request.actor, at=request.at, on=on), waiting.health_bodies(request.actor, at=request.at, on=on)
        return render(request, "pipeline/times_province.jinja", {"courts": presenters.guarded(courts), "bodies": presenters.guarded(bodies)})
    freshness.freshen(request.actor)
    asked = queries.requests(request.actor, at=request.at)
    paces = queries.court_paces(request.actor, at=request.at), queries.health_paces(asked, at=request.at)
    return render(request, "pipeline/times.jinja", presenters.times(request, *paces, asked[:PAGE]))


def _procedure(request: HttpRequest) -> Procedure | None:
    return next((one for one in Procedure if one == request.GET.get("thu-tuc")), None)


def _stage(request: HttpRequest) -> Stage | None:
    return next((one for one in Stage if one == request.GET.get("buoc")), None)
