"""What every page of this group shares: one form that acts, choices of bodies."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from donghanh.programme.registers import queries
from donghanh.web.learning import presenters
from donghanh.web.shell import acts
from donghanh.web.shell.acts import today

acting = partial(acts.acting, nav="learning")


def page(request: HttpRequest, template: str, **shown: Any) -> HttpResponse:
    """A page of this group."""
    return render(request, f"learning/{template}.jinja", {**shown, "p": presenters, "on": today(request)})


def bodies(request: HttpRequest) -> list[tuple[str, str]]:
    """Bodies that a form offers."""
    return [(str(one.id), one.name) for one in queries.bodies(request.actor, on=today(request))]
