"""The report desk: what this unit owes, and what it receives."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from donghanh.reports.filing import queries
from donghanh.web.reports import desk_presenters as presenters
from donghanh.web.shell.acts import today, year_of


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Reports owed in a year, the late first; for the lead agency also who has sent and who has not."""
    on = today(request)
    found = queries.desk(request.actor, on=on, year=year_of(request))
    shown = {
        "desk": found,
        "late": [presenters.owed(one, on=on) for one in found.older],
        "groups": presenters.groups(found, on=on),
        "received": [presenters.received(one, on=on) for one in found.received],
    }
    return render(request, "reports/desk.jinja", shown)
