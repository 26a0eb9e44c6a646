"""What every page of this group shares: one form that acts, files, choices of bodies and clauses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from donghanh.kernel.errors import BadInput, Cannot, NotInReach
from donghanh.programme.registers import queries
from donghanh.web.learning import presenters
from donghanh.web.shell.acts import today
from donghanh.web.shell.forms import Form

NAMED = 70
"""Signs of a clause's name in a list."""


def number_of(request: HttpRequest, name: str, default: int, most: int = 9999) -> int:
    """A whole number of the address, the default where it is none."""
    typed = request.GET.get(name, "")
    return min(int(typed), most) if typed.isascii() and typed.isdigit() and len(typed) < 6 else default


def filled(request: HttpRequest, kind: type[Form], **about: Any) -> Any:
    """The form with what was sent, or empty."""
    if request.method == "POST":
        about.pop("initial", None)
        return kind(request.POST, request.FILES, **about)
    return kind(**about)


def acting(
    request: HttpRequest, form: Form, act: Callable[[], Any], *, title: str, verb: str, done: str, back: tuple[Any, ...], to: Any = None, **more: Any
) -> HttpResponse:
    """A page with one form: what is refused below is shown in it (422); after the act, the page `to` (or back) says that it is done."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except (Cannot, BadInput, NotInReach) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect(*(to(made) if to else back))
    shown = {"form": form, "title": title, "verb": verb, "back": back, "intro": "", "facts": (), "danger": False, **more}
    return render(request, "learning/form.jinja", shown, status=422 if form.errors else 200)


def page(request: HttpRequest, template: str, **shown: Any) -> HttpResponse:
    """A page of this group."""
    return render(request, f"learning/{template}.jinja", {**shown, "p": presenters, "on": today(request)})


def bodies(request: HttpRequest) -> list[tuple[str, str]]:
    """Bodies that a form offers."""
    return [(str(one.id), one.name) for one in queries.bodies(request.actor, on=today(request))]


def clauses(request: HttpRequest) -> list[tuple[str, str]]:
    """Clauses of the province's plans: "DN137/V.1", "DN137, V.1: Nguồn kinh phí…"."""
    return [
        (f"{plan}/{code}", f"{plan}, {code}: {name if len(name) <= NAMED else name[:NAMED] + '…'}")
        for plan, code, name in queries.clauses(request.actor)
    ]
