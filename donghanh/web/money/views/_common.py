"""What every page of money shares: the year asked for, one form that acts, a button that acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.money import queries
from donghanh.web.money import presenters
from donghanh.web.shell.forms import Form

Way = tuple[Any, ...]
"""View name and its arguments."""
NAMED = 70
"""Signs of a clause's name in a list."""


def acting(
    request: HttpRequest, form: Form, act: Callable[[], Any], *, title: str, verb: str, back: Way, done: str, to: Any = None, **more: Any
) -> HttpResponse:
    """A page with one form: what the rules refuse is shown in it (422); after the act the page `to` (or back) says that it is done.

    to: view and arguments, or a function of what the act answers.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except (Cannot, BadInput) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect(*(to(made) if callable(to) else to or back))
    shown = {"form": form, "title": title, "verb": verb, "back": back, "intro": "", "facts": (), **more, "p": presenters}
    return render(request, "money/form.jinja", shown, status=422 if form.errors else 200)


def clauses(request: HttpRequest) -> list[tuple[str, str]]:
    """Clauses of the province's plans for a list: "DN137/V.1", "DN137, V.1: Nguồn kinh phí…"."""
    return [
        (f"{plan}/{code}", f"{plan}, {code}: {name if len(name) <= NAMED else name[:NAMED] + '…'}")
        for plan, code, name in queries.clause_choices(request.actor)
    ]
