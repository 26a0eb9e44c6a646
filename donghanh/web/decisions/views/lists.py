"""Lists of decisions: to sign, to check, sent back, signed."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.decisions import queries
from donghanh.web.decisions import presenters

PAGE = 50


@require_GET
def signing(request: HttpRequest) -> HttpResponse:
    """Checked drafts that wait for this signer: the first page of those who sign."""
    rows = queries.to_sign(request.actor, limit=PAGE)
    about = {"title": _("Chờ ký"), "nav": "signing", "empty_words": presenters.EMPTY["signing"]}
    return render(request, "decisions/queue.jinja", about | {"rows": presenters.waiting(request, rows)})


@require_GET
def checking(request: HttpRequest) -> HttpResponse:
    """Drafts by colleagues that wait for a second pair of eyes."""
    rows = queries.to_check(request.actor, limit=PAGE)
    about = {"title": _("Chờ kiểm tra"), "nav": "today", "empty_words": presenters.EMPTY["checking"]}
    return render(request, "decisions/queue.jinja", about | {"rows": presenters.waiting(request, rows)})


@require_GET
def returned(request: HttpRequest) -> HttpResponse:
    """The official's own drafts that were sent back, each with the reason."""
    rows = queries.returned(request.actor, limit=PAGE)
    about = {"title": _("Bị trả lại"), "nav": "today", "empty_words": presenters.EMPTY["returned"]}
    return render(request, "decisions/queue.jinja", about | {"rows": presenters.waiting(request, rows)})


@require_GET
def signed(request: HttpRequest) -> HttpResponse:
    """Signed decisions, newest first."""
    rows = queries.signed(request.actor, limit=PAGE + 1, before=_moment(request.GET.get("truoc", "")))
    lines = presenters.signed_lines(request, rows[:PAGE])
    older = rows[PAGE - 1].signed_at.isoformat() if len(rows) > PAGE else ""
    return render(request, "decisions/signed_list.jinja", {"rows": lines, "older": older, "is_first": "truoc" not in request.GET})


def _moment(text: str) -> datetime | None:
    """A moment from an address; what is none counts as not asked."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
