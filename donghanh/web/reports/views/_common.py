"""What the report pages share: the day, the year asked for, a form that acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from donghanh.cases.rules import Overtaken
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.web.shell import clock
from donghanh.web.shell.errors import refusal_response
from donghanh.web.shell.forms import Form

ACT = "viec"
"""Name of the button that says which act of a page was pressed."""
both = require_http_methods(["GET", "POST"])


def today(request: HttpRequest) -> date:
    return clock.local_date(request.at)


def year_of(request: HttpRequest) -> int:
    """The year of the address (?nam=2026), this year where none can be read."""
    typed = request.GET.get("nam", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 and 2000 < int(typed) < 2100 else today(request).year


def tried(form: Form, act: Callable[[], Any]) -> bool:
    """Run the act of a form; what is refused is shown in it. Overtaken goes on to its own page."""
    if not form.is_valid():
        return False
    try:
        act()
    except Overtaken:
        raise
    except (Cannot, BadInput) as refusal:
        form.refuse(refusal)
        return False
    return True


def shown(request: HttpRequest, template: str, words: dict[str, Any], *forms: Form) -> HttpResponse:
    """The page: 422 while something is to be mended."""
    wrong = [form for form in forms if form.is_bound]
    return render(request, template, words | {"problems_of": wrong}, status=422 if any(form.errors for form in wrong) else 200)


def overtaken(request: HttpRequest, refusal: Overtaken) -> HttpResponse:
    """409: somebody else was quicker."""
    return refusal_response(request, refusal, status=409)
