"""The year's sheet by unit, source and purpose, and the same as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from donghanh.base.audit import actions as audit
from donghanh.base.documents.sheet import workbook
from donghanh.programme.money import access, queries
from donghanh.programme.money.queries import Sheet
from donghanh.programme.money.terms import FundKind, Purpose
from donghanh.web.money import presenters
from donghanh.web.money.forms import FilterForm
from donghanh.web.shell.acts import today, year_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Estimated, allocated and paid; narrowed by year, source, purpose and unit. Units without any money only where asked for (?tat_ca=1)."""
    found, chosen = _asked(request)
    form = FilterForm(initial=chosen, year=today(request).year)
    shown: dict[str, Any] = {"sheet": found, "form": form, "p": presenters, "chosen": chosen, "query": presenters.query(chosen)}
    shown |= presenters.lines(found, chosen, all_units=request.GET.get("tat_ca") == "1")
    shown |= {"is_over": access.is_over(request.actor), "parts": _parts(request, found, chosen)}
    shown["twice"] = queries.paid_twice(request.actor) if access.SUPPORT in request.actor.may else ()
    return render(request, "money/sheet.jinja", shown)


@require_safe
def sheet_file(request: HttpRequest) -> HttpResponse:
    """The sheet as it is shown, with living totals; taking it away is noted."""
    found, _chosen = _asked(request)
    audit.note_reading(actor=request.actor, at=request.at, page="money:sheet_file", person_id=None, unit_id=request.actor.unit_id, classes="D11")
    answer = HttpResponse(workbook(presenters.workbook_sheets(found), at=request.at), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="kinh-phi-{found.year}.xlsx"'
    return answer


@require_safe
def by_commune(request: HttpRequest) -> HttpResponse:
    """Per case and unaccounted for, commune by commune; those without any money only where asked for (?tat_ca=1)."""
    year = year_of(request)
    found = queries.accounting(request.actor, year=year, on=today(request))
    rows = [row for row in found.rows if request.GET.get("tat_ca") == "1" or row.cases or row.allocated or row.unsettled]
    shown = {"found": found, "rows": rows, "left_out": len(found.rows) - len(rows), "p": presenters}
    return render(request, "money/by_commune.jinja", shown | {"years": range(today(request).year + 1, today(request).year - 3, -1)})


def _asked(request: HttpRequest) -> tuple[Sheet, dict[str, Any]]:
    """What the address asks for; what it does not know is left out."""
    kind, purpose, body = (request.GET.get(name, "") for name in ("nguon", "muc_dich", "don_vi"))
    chosen: dict[str, Any] = {"nam": year_of(request), "nguon": kind if kind in FundKind.values else ""}
    chosen |= {
        "muc_dich": purpose if purpose in Purpose.values else "",
        "don_vi": body if body.isascii() and body.isdigit() and len(body) < 10 else "",
    }
    narrowed = {
        "kind": FundKind(chosen["nguon"]) if chosen["nguon"] else None,
        "purpose": Purpose(chosen["muc_dich"]) if chosen["muc_dich"] else None,
        "body_id": int(chosen["don_vi"]) if chosen["don_vi"] else None,
    }
    return queries.sheet(request.actor, year=chosen["nam"], on=today(request), **narrowed), chosen


def _parts(request: HttpRequest, found: Sheet, chosen: dict[str, Any]) -> list[Any]:
    """The allocations behind one unit's line."""
    return queries.allocations_of(request.actor, year=found.year, body_id=int(chosen["don_vi"])) if chosen["don_vi"] else []
