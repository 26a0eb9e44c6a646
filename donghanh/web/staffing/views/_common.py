"""What every page of this group shares: one form that acts."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from donghanh.web.shell import acts
from donghanh.web.shell.acts import today
from donghanh.web.staffing import presenters

acting = partial(acts.acting, nav="staff")


def page(request: HttpRequest, template: str, **shown: Any) -> HttpResponse:
    """A page of this group."""
    return render(request, f"staffing/{template}.jinja", {**shown, "p": presenters, "on": today(request)})
