"""What waits and the register of the facility; the decisions of one file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from donghanh.decisions.held import access, queries
from donghanh.rights import queries as rights
from donghanh.web.held import presenters
from donghanh.web.held.views._common import noted

PAGE = 25


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Drafts that wait for this official, and what the head signed, newest first."""
    signed = queries.register(request.actor, limit=PAGE + 1, before=_moment(request.GET.get("truoc", "")))
    older = signed[PAGE - 1].signed_at.isoformat() if len(signed) > PAGE else ""
    about = {"signed": presenters.lines(signed[:PAGE]), "older": older, "is_first": "truoc" not in request.GET}
    about["complaints"] = presenters.complaints(rights.open_in_facility(request.actor)) if about["is_first"] else ()
    return render(request, "held/desk.jinja", about | {"waiting": presenters.lines(queries.waiting(request.actor))})


@require_GET
def file(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """The decisions of one file, and each kind that may be drawn up now or why not."""
    opened = access.file_of(request.actor, passage_id)
    noted(request, page="held:file", person_id=opened.person_id)
    rows = queries.of_file(request.actor, passage_id)
    return render(request, "held/file.jinja", presenters.file_page(request, opened, rows))


def _moment(text: str) -> datetime | None:
    """A moment from an address; what is none counts as not asked."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
