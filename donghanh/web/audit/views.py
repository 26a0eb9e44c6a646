"""Pages of the auditor: the log, its seals, a sample of looks. Each opening is itself written into the log."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from donghanh.base.audit import actions, queries, sealing
from donghanh.web.audit import presenters, words
from donghanh.web.audit.forms import LogForm

PAGE, SEALS_CHECKED, SAMPLE, SAMPLE_DAYS = 50, 200, 50, 30


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was done, or who looked: newest first, filtered."""
    form = LogForm(request.GET)
    wanted = form.wanted()
    rows = queries.log(request.actor, form.kind, wanted, after=presenters.read_after(request.GET.get("sau", "")), limit=PAGE)
    _note(request, "audit:log", person_id=wanted.person_id)
    asked = {key: value for key, value in request.GET.items() if key != "sau" and value}
    shown = {
        "form": form,
        "kind": form.kind,
        "lines": presenters.lines(form.kind, rows),
        "next": presenters.next_page(rows, PAGE, asked),
        "tabs": presenters.tabs(asked),
        "filtered": bool(asked.keys() - {"loai"}),
    }
    return render(request, "audit/log.jinja", shown, status=422 if form.errors else 200)


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The last seals; with kiem=1 the newest batches are read again and compared."""
    rows = queries.newest_seals(request.actor)
    report = sealing.verify_newest(seals=SEALS_CHECKED) if request.GET.get("kiem") else None
    _note(request, "audit:seals")
    shown = {
        "seals": rows,
        "report": report,
        "faults": presenters.verdict(report) if report else [],
        "spaced": presenters.spaced,
        "names": words.LOG_NAMES,
    }
    return render(request, "audit/seals.jinja", shown)


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """Fifty looks of the last thirty days, drawn by the newest seal, so that nobody picks them."""
    newest = queries.newest_seals(request.actor, limit=1)
    draw = newest[0].link if newest else ""
    rows = queries.sample(request.actor, since=request.at - timedelta(days=SAMPLE_DAYS), until=request.at, draw=draw, size=SAMPLE)
    _note(request, "audit:sample")
    shown = {"lines": presenters.lines(queries.READINGS, rows), "draw": presenters.spaced(draw[:32]), "days": SAMPLE_DAYS}
    return render(request, "audit/sample.jinja", shown)


def _note(request: HttpRequest, page: str, person_id=None) -> None:
    actions.note_reading(actor=request.actor, at=request.at, page=page, person_id=person_id, unit_id=request.actor.unit_id, classes="")
