"""What helps models: guides with their versions; army and civil medicine in border communes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.programme.roadmap import access, actions, queries
from donghanh.programme.roadmap.actions import GuideDraft
from donghanh.reports.care import by_commune
from donghanh.web.roadmap.forms import GuideForm
from donghanh.web.roadmap.people import PEOPLE
from donghanh.web.roadmap.views._common import province_of
from donghanh.web.shell.acts import both, check_open, handed, paged, sent, shown, today, tried
from donghanh.web.tasks.forms import taken


@both
def guides(request: HttpRequest) -> HttpResponse:
    """Guides in use by title, their earlier versions folded; the lead agency publishes here."""
    rows = queries.guides(request.actor, province=province_of(request))
    form = _form(request, rows) if access.DECIDE in request.actor.may else None
    check_open(request, *(["ghi"] if form else []))
    if form and sent(request, "ghi") and tried(form, lambda: _publish(request, form)):
        messages.success(request, _("Đã ban hành. Bản trước vẫn tải lại được."))
        return redirect("roadmap:guides")
    return shown(request, "roadmap/guides.jinja", {"rows": rows, "form": form} | paged(request, len(rows)), form)


def _form(request: HttpRequest, rows: list[queries.GuideRow]) -> GuideForm:
    choices = [(str(one.id), f"{one.title}, {_('bản')} {one.version}") for one in rows]
    filled = (request.POST, request.FILES) if sent(request, "ghi") else ()
    return GuideForm(*filled, guides=choices)


def _publish(request: HttpRequest, form: Any) -> None:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    replaces = UUID(typed.pop("replaces")) if typed["replaces"] else typed.pop("replaces") or None
    actions.publish_guide(actor=request.actor, at=request.at, draft=GuideDraft(**typed), file=taken(form), replaces=replaces)


@require_safe
def guide_file(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    """The file of any version."""
    return handed(queries.guide_file(request.actor, guide_id), guide_id)


@require_safe
def army(request: HttpRequest) -> HttpResponse:
    """Models of army and civil medicine: staff, services, people of the commune as the pages of the indicators tell the reader."""
    on = today(request)
    rows = queries.army(request.actor, province=province_of(request), on=on)
    people = by_commune(request.actor, indicators=PEOPLE, on=on).rows if rows else {}
    return render(request, "roadmap/army.jinja", {"rows": rows, "people": people} | paged(request, len(rows)))
