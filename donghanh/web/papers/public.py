"""The page that confirms a paper by its code to anybody: number, day and issuer, and nothing about the person."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from donghanh.base.privacy import scope
from donghanh.decisions.papers import queries
from donghanh.web.shell import sign_in

TOO_MANY, MINUTE = 429, 60


@never_cache
@require_GET
def check(request: HttpRequest, code: str) -> HttpResponse:
    """One statement and one page for every code, known or not; too many look-ups from one address within a minute wait."""
    if _asked_too_often(request):
        answer = render(request, "papers/check.jinja", {"found": None, "waits": True}, status=TOO_MANY)
        answer["Retry-After"] = str(MINUTE)
        return answer
    with scope.scope(None):
        found = queries.look_up(code.replace("-", "").upper())
    return render(request, "papers/check.jinja", {"found": found, "waits": False}, status=200 if found else 404)


def _asked_too_often(request: HttpRequest) -> bool:
    """Counted in the process that answers; the address is kept for a minute and nowhere else."""
    key = f"look-up {sign_in.address_of(request)} {int(request.at.timestamp()) // MINUTE}"
    cache.add(key, 0, MINUTE)
    return cache.incr(key) > settings.LOOK_UPS_A_MINUTE
