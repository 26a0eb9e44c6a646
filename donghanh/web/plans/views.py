"""Plans as printed: what they want, what was reached, what is missing, and which reports they oblige to."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.base.places import queries as places
from donghanh.kernel.errors import BadInput, NotInReach
from donghanh.programme import queries
from donghanh.programme.queries import PlanRow
from donghanh.reports import periods, repository, territory
from donghanh.reports.repository import PlanFigures
from donghanh.web.plans import presenters
from donghanh.web.shell import clock


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """All plans, the newest first."""
    return render(request, "plans/list.jinja", {"plans": queries.plans(request.actor), "counted": presenters.counted})


@require_safe
def plan(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One plan with its targets, what was reached of them at the reader's place in the running half-year, and its obligations."""
    try:
        found = queries.plan(request.actor, plan_id)
    except BadInput:
        raise NotInReach(_("Không tìm thấy kế hoạch này."), mend=_("Mở lại từ danh sách kế hoạch.")) from None
    on = clock.local_date(request.at)
    figures = _figures(request, found, on)
    shown = {"plan": found, "rows": presenters.rows(found, figures, on=on), "figures": figures, "when": presenters.when}
    shown["obligations"] = queries.obligations(request.actor, found.id)
    return render(request, "plans/plan.jinja", shown)


def _figures(request: HttpRequest, plan: PlanRow, on: date) -> PlanFigures | None:
    """The figures of the reader's own place, where the plan is of his province and something can be counted."""
    if not plan.counted:
        return None
    area = territory.of(request.actor.unit_id, on=on)
    province = places.unit_row(area.unit.parent_id) if area.is_commune and area.unit.parent_id else area.unit
    if province.level != "PROVINCE" or province.code != plan.province:
        return None
    return repository.figures_of(request.actor, plan=plan, period=periods.running_half(on), area=area, on=on)
