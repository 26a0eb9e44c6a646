"""The year's plan and what is mine; open findings; units; the two-yearly checks; files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.programme.inspections import actions, queries
from donghanh.web.inspections import planning_forms, presenters
from donghanh.web.shell.acts import both, bound, check_open, handed, paged, sent, shown, today, tried, year_of

PAGE = 50


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's unit, then the year's plan."""
    on, year = today(request), year_of(request)
    found = queries.desk(request.actor, on=on, year=year)
    about = {
        "desk": found,
        "to_do": [presenters.line(row, on=on) for row in found.to_do],
        "to_sign": [presenters.line(row, on=on) for row in found.to_sign],
        "planned": [presenters.line(row, on=on) for row in found.planned],
        "to_answer": presenters.findings(found.to_answer, on=on),
        "to_judge": presenters.findings(found.to_judge, on=on),
        "overdue": len(found.overdue),
        "years": range(on.year + 1, on.year - 3, -1),
    }
    return render(request, "inspections/desk.jinja", about | paged(request, len(found.planned), size=PAGE))


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Findings that are open within reach, the most urgent first."""
    on = today(request)
    found = queries.open_findings(request.actor)
    late = sum(row.now.days_late(on) > 0 for row in found)
    return render(
        request, "inspections/findings.jinja", {"findings": presenters.findings(found, on=on), "late": late} | paged(request, len(found), size=PAGE)
    )


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Each unit with its last visit, points, open findings and the guidance it received."""
    on, all_units = today(request), queries.units(request.actor)
    wanted = request.GET.get("loc", "")
    chosen = [line for line in all_units if not wanted or (wanted == "chua") == (line.last is None)]
    about = {"lines": chosen, "wanted": wanted, "never": sum(line.last is None for line in all_units), "total": len(all_units)}
    return render(request, "inspections/units.jinja", about | {"points": presenters.points, "on": on} | paged(request, len(chosen), size=PAGE))


@both
def effect(request: HttpRequest) -> HttpResponse:
    """The two-yearly checks of effectiveness by place; the lead agency records what was done."""
    on = today(request)
    found = queries.effect(request.actor, on=on)
    form = bound(request, "ghi", planning_forms.CheckForm, places=found.places) if found.may_record else None
    check_open(request, *(["ghi"] if form else []))
    if form and sent(request, "ghi") and tried(form, lambda: _record(request, form)):
        messages.success(request, _("Đã ghi lần đánh giá."))
        return redirect("inspections:effect")
    about = {"effect": found, "form": form} | paged(request, len(found.lines), size=PAGE)
    return shown(request, "inspections/effect.jinja", about, *([form] if form else []))


def _record(request: HttpRequest, form: planning_forms.CheckForm) -> None:
    given = {name: value for name, value in form.cleaned_data.items() if name != "place"}
    actions.record_check(actor=request.actor, at=request.at, place_id=int(form.cleaned_data["place"]), **given)


@require_safe
def file(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """A proof as it was handed in; never shown in the page's own frame."""
    kept = queries.attachment(request.actor, attachment_id)
    return handed(kept, attachment_id)
