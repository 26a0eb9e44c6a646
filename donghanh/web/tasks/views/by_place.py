"""The year of each commune: plan, targets, inspection."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from donghanh.kernel import access
from donghanh.web.shell.acts import today, year_of
from donghanh.web.tasks import by_place as places


@require_safe
def by_place(request: HttpRequest) -> HttpResponse:
    """Communes by former district."""
    access.require_verb(request.actor, "task.oversee")
    on, year = today(request), year_of(request)
    words = {"districts": places.districts(request, year=year, on=on), "year": year, "years": range(on.year + 2, on.year - 3, -1)}
    return render(request, "tasks/by_place.jinja", words)
