"""Plans as printed: what they want, and which reports they oblige to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.errors import NotInReach
from donghanh.programme import queries


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """All plans, the newest first."""
    return render(request, "plans/list.jinja", {"plans": queries.plans(request.actor)})


@require_safe
def plan(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One plan with its targets and obligations."""
    found = next((one for one in queries.plans(request.actor) if one.id == plan_id), None)
    if found is None:
        raise NotInReach(_("Không tìm thấy kế hoạch này."), mend=_("Mở lại từ danh sách kế hoạch."))
    return render(request, "plans/plan.jinja", {"plan": found, "obligations": queries.obligations(request.actor, found.id)})
