"""Pages that belong to no room: health, sign-in, errors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """Answers that server and database are up."""
    return HttpResponse("ok", content_type="text/plain")
