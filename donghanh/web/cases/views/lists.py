"""Lists of cases: by step, under management now, ending soon."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from donghanh.base.audit import actions as audit
from donghanh.cases import queries
from donghanh.cases.terms import Procedure, Stage
from donghanh.kernel.workdays import start_of
from donghanh.web.cases import freshness, roll, sheets
from donghanh.web.shell import sign_in

PAGE, PRINTED, SOON = 50, 200, 30


@require_GET
def procedures(request: HttpRequest) -> HttpResponse:
    """All cases of the unit, by procedure and by the step they are at."""
    freshness.freshen(request.actor)
    stage = next((one for one in Stage if one == request.GET.get("buoc")), None)
    procedure = _procedure(request)
    after, before = request.GET.get("sau", ""), sheets.day_asked(request.GET.get("mo-truoc", ""))
    opened_before = start_of(before) if before else None
    rows = queries.listing(request.actor, at=request.at, stage=stage, procedure=procedure, opened_before=opened_before, after=after, limit=PAGE + 1)
    counts = queries.open_counts(request.actor, at=request.at)
    tabs = sheets.procedure_tabs("cases:procedures", counts, keep=procedure)
    about = {"stage": stage, "procedure": procedure, "short": sheets.SHORT, "tabs": tabs, "stages": sheets.stage_tabs(procedure), "before": before}
    return render(request, "cases/procedures.jinja", sheets.page(request, rows, PAGE) | about)


@require_GET
def active(request: HttpRequest) -> HttpResponse:
    """Over whom a measure stands at this moment, by procedure."""
    freshness.freshen(request.actor)
    procedure = _procedure(request)
    rows = queries.active_list(request.actor, at=request.at, procedure=procedure, after=request.GET.get("sau", ""), limit=PAGE + 1)
    tabs = sheets.procedure_tabs("cases:list", queries.active_counts(request.actor, at=request.at), keep=procedure)
    return render(request, "cases/list.jinja", sheets.page(request, rows, PAGE) | {"procedure": procedure, "tabs": tabs, "short": sheets.SHORT})


def _procedure(request: HttpRequest) -> Procedure | None:
    return next((one for one in Procedure if one == request.GET.get("thu-tuc")), None)


@require_GET
def active_print(request: HttpRequest) -> HttpResponse:
    """The same list in the columns of form 10 (Decree 163/2026, annex III), to be printed on a fresh proof of identity; noted as a reading."""
    freshness.freshen(request.actor)
    after = request.GET.get("sau", "")
    rows = queries.active_list(request.actor, at=request.at, procedure=Procedure.USER_MANAGEMENT, after=after, limit=PRINTED + 1)
    sign_in.require_step_up(request)
    audit.note_reading(actor=request.actor, at=request.at, page="cases:list_print", person_id=None, unit_id=request.actor.unit_id, classes="D1 D2 D3")
    about = {"columns": roll.COLUMNS, "lines": roll.lines(request.actor, rows[:PRINTED], request.at), "at": request.at}
    return render(request, "cases/list_print.jinja", sheets.page(request, rows, PRINTED) | about)


@require_GET
def expiring(request: HttpRequest) -> HttpResponse:
    """Managements that end within thirty days."""
    freshness.freshen(request.actor)
    rows = queries.expiring(request.actor, at=request.at, within_days=SOON, limit=PAGE)
    return render(request, "cases/expiring.jinja", sheets.page(request, rows, PAGE) | {"days": SOON})
