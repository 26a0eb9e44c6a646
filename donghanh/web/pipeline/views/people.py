"""Where people are: on any day, while a compulsory file is made, and who is absent. Every list is noted as a reading."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.cases import access
from donghanh.cases.pipeline import queries
from donghanh.web.cases import freshness, words
from donghanh.web.pipeline import presenters
from donghanh.web.pipeline.forms import DayForm
from donghanh.web.shell import clock

PAGE = 50


@require_GET
def whereabouts(request: HttpRequest) -> HttpResponse:
    """Where each person was registered and staying on the chosen day."""
    access.require_list(request.actor)
    today = clock.local_date(request.at)
    form = DayForm(request.GET if presenters.asked(request.GET) else {"ngay": today.isoformat()})
    on = form.cleaned_data["ngay"] if form.is_valid() else today
    among = presenters.among(request.GET.get("o", ""))
    found = queries.on_day(request.actor, on=on, among=among, after=_uuid(request.GET.get("sau", "")), limit=PAGE)
    _note(request, "pipeline:whereabouts", "D1 D2 D3")
    shown = presenters.day_page(request, found, queries.went(request.actor, limit=PAGE), on)
    return render(request, "pipeline/whereabouts.jinja", shown | {"form": form}, status=422 if form.errors else 200)


@require_GET
def pending(request: HttpRequest) -> HttpResponse:
    """People for whom a compulsory file is being made."""
    access.require_list(request.actor)
    freshness.freshen(request.actor)
    rows = queries.pending(request.actor, at=request.at, after=request.GET.get("sau", ""), limit=PAGE + 1)
    _note(request, "pipeline:pending", "D1 D3")
    look = words.Look(request.actor, request.at, places.calendar())
    return render(request, "pipeline/pending.jinja", presenters.pending(look, request, rows, PAGE))


@require_GET
def absent(request: HttpRequest) -> HttpResponse:
    """Who left and whose return is not recorded; whose execution is postponed."""
    away, waiting = queries.absent(request.actor, at=request.at), queries.postponed(request.actor, at=request.at)
    _note(request, "pipeline:absent", "D1 D3")
    return render(request, "pipeline/absent.jinja", presenters.absent(request, away, waiting))


def _note(request: HttpRequest, page: str, classes: str) -> None:
    audit.note_reading(actor=request.actor, at=request.at, page=page, person_id=None, unit_id=request.actor.unit_id, classes=classes)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
