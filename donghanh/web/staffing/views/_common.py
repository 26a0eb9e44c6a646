"""What every page of this group shares: one form that acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from donghanh.kernel.errors import BadInput, Cannot, NotInReach
from donghanh.web.learning.views._common import clauses, filled, number_of
from donghanh.web.shell.acts import both, today
from donghanh.web.shell.forms import Form
from donghanh.web.staffing import presenters

__all__ = ["acting", "both", "clauses", "filled", "number_of", "page", "today"]


def page(request: HttpRequest, template: str, **shown: Any) -> HttpResponse:
    """A page of this group."""
    return render(request, f"staffing/{template}.jinja", {**shown, "p": presenters, "on": today(request)})


def acting(
    request: HttpRequest, form: Form, act: Callable[[], Any], *, title: str, done: str | Callable[[Any], str], back: tuple[Any, ...], **more: Any
) -> HttpResponse:
    """A page with one form: what is refused below is shown in it (422); after the act, the page before says what was done."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except (Cannot, BadInput, NotInReach) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done if isinstance(done, str) else done(made))
            return redirect(*(more["to"](made) if "to" in more else back))
    shown = {"form": form, "title": title, "verb": title, "back": back, "intro": "", "facts": (), "danger": False, **more}
    return render(request, "staffing/form.jinja", shown, status=422 if form.errors else 200)
