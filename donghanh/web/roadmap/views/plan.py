"""All plans with a roadmap, and one plan: timeline, map, each step by place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from donghanh.kernel import access
from donghanh.programme import queries as programme
from donghanh.programme.roadmap import queries
from donghanh.web.roadmap import presenters, timeline
from donghanh.web.roadmap.people import by_clause
from donghanh.web.roadmap.views._common import roadmap_of
from donghanh.web.shell.acts import today


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """All plans, the newest first."""
    access.require_verb(request.actor, "numbers.read")
    return render(request, "roadmap/plans.jinja", {"plans": programme.plans(request.actor), "may_draw": "places.edit" in request.actor.may})


@require_safe
def plan(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One plan's roadmap as of today. ?moc=III.2.5 draws the map of that step."""
    found, on = roadmap_of(request, plan_id), today(request)
    roads, other = presenters.roads(found, on=on)
    people = by_clause(request.actor, found, [view.road for view in roads], on=on)
    mapped = [view for view in roads if any(line.spot for line in view.road.lines)]
    shown = next((view for view in mapped if view.road.clause.code == request.GET.get("moc")), mapped[0] if mapped else None)
    years = [str(year) for year in range(found.plan.from_year, found.plan.to_year + 1)]
    words = {"found": found, "plan": found.plan, "roads": roads, "other": other, "people": people, "years": years, "on": on, "p": presenters}
    lines_of = queries.outlines(request.actor, [line.unit_id for line in shown.road.lines if line.unit_id]) if shown else {}
    words |= {"mapped": mapped, "map": shown, "tiles": timeline.tiles(shown.road) if shown else None}
    words["shapes"] = timeline.shapes(shown.road, lines_of) if shown and lines_of else None
    words["late"] = presenters.late(queries.late(request.actor, found, on=on))
    return render(request, "roadmap/plan.jinja", words)
