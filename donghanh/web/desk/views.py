"""The working list, and the reason of each of its dates."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.cases import access, queries
from donghanh.web.cases import freshness, words
from donghanh.web.desk import presenters, reasons


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What is owed, by legal deadline."""
    access.require_list(request.actor)
    freshness.freshen(request.actor)
    look = words.Look(request.actor, request.at, places.calendar())
    return render(request, "desk/today.jinja", {"desk": presenters.desk(look, request), "hidden": words.names_hidden(request)})


@require_POST
def hide_names(request: HttpRequest) -> HttpResponse:
    """Hide names in lists, or show them again, until the session ends."""
    access.require_list(request.actor)
    request.session[words.HIDE_NAMES] = not words.names_hidden(request)
    return redirect("desk:today")


@require_GET
def why(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Why this date: the rule, the working day by day, the article, and the event it counts from."""
    sheet = queries.case_sheet(request.actor, case_id, at=request.at)
    audit.note_reading(actor=request.actor, at=request.at, page="desk:why", person_id=sheet.row.person_id, unit_id=sheet.unit_id, classes="D1 D3")
    look = words.Look(request.actor, request.at, places.calendar())
    reason = reasons.reason(look, sheet, words.unslug(kind))
    if reason is None:
        messages.info(request, _("Việc này đã xong hoặc không còn nữa; hồ sơ dưới đây là bản mới nhất."))
        return redirect("cases:case", case_id)
    return render(request, "desk/why.jinja", {"reason": reason})
