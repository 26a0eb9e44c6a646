"""Who lives together."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.kernel.errors import Refusal
from donghanh.people import actions, queries
from donghanh.people.access import may_write_households
from donghanh.people.queries import PersonFile
from donghanh.web.people import presenters
from donghanh.web.people.forms import FindForm, JoinForm, LeaveForm
from donghanh.web.people.views.file import opened


@require_http_methods(["GET", "POST"])
def household(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The household of today; POST finds somebody, joins, or leaves."""
    file = opened(request, person_id, page="people:household")
    if request.method == "GET":
        return _page(request, file)
    if "tim" in request.POST:
        return _find(request, file)
    return _leave(request, file) if "left_on-d" in request.POST else _join(request, file)


def _find(request: HttpRequest, file: PersonFile) -> HttpResponse:
    find = FindForm(request.POST)
    if not find.is_valid():
        return _page(request, file, find=find, status=422)
    found = queries.look_up(request.actor, find.cleaned_data["q"])
    return _page(request, file, find=find, found=tuple(row for row in found.rows if row.person_id != file.id))


def _join(request: HttpRequest, file: PersonFile) -> HttpResponse:
    join = JoinForm(request.POST)
    if join.is_valid():
        sent = join.cleaned_data
        try:
            actions.link_household(
                actor=request.actor, at=request.at, person_id=file.id, with_person_id=sent["other"], relation=sent["relation"], on=sent["on"]
            )
            messages.success(request, _("Đã ghi hộ gia đình."))
            return redirect("people:household", file.id)
        except Refusal as refusal:
            join.refuse(refusal)
    return _page(request, file, join=join, status=422)


def _leave(request: HttpRequest, file: PersonFile) -> HttpResponse:
    leave = LeaveForm(request.POST)
    if leave.is_valid():
        try:
            actions.leave_household(actor=request.actor, at=request.at, person_id=file.id, on=leave.cleaned_data["left_on"])
            messages.success(request, _("Đã ghi rời hộ."))
            return redirect("people:household", file.id)
        except Refusal as refusal:
            refusal.field = "left_on"
            leave.refuse(refusal)
    return _page(request, file, leave=leave, status=422)


def _page(
    request: HttpRequest,
    file: PersonFile,
    *,
    find: FindForm | None = None,
    found: tuple | None = None,
    join: JoinForm | None = None,
    leave: LeaveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    words = {
        "file": file,
        "bar": presenters.bar(file),
        "find": find or FindForm(),
        "found": found,
        "join": join or JoinForm(),
        "leave": leave or LeaveForm(),
        "may_write": may_write_households(request.actor) and not file.merged_into,
    }
    return render(request, "people/household.jinja", words, status=status)
