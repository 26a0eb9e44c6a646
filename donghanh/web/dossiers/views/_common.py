"""What the pages of travelling files share: showing a form, trying an act, answering one who came second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from donghanh.cases.rules import Overtaken
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.web.shell.errors import refusal_response
from donghanh.web.shell.forms import Form

both = require_http_methods(["GET", "POST"])


def shown(request: HttpRequest, template: str, words: dict[str, Any], form: Form | None = None) -> HttpResponse:
    """The page, 422 while its form is to be mended."""
    bad = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, words | {"form": form}, status=422 if bad else 200)


def tried(form: Form, act: Callable[[], Any]) -> bool:
    """Run the act of a form; a refusal is shown in it, Overtaken goes on to its own page."""
    try:
        act()
    except Overtaken:
        raise
    except (Cannot, BadInput) as refusal:
        form.refuse(refusal)
        return False
    return True


def overtaken(request: HttpRequest, refusal: Overtaken) -> HttpResponse:
    """409: somebody else was quicker."""
    return refusal_response(request, refusal, status=409)
