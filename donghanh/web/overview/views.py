"""Pages of numbers: the province with its communes, one place, one's own commune with the lists behind."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from donghanh.base.audit import actions as audit
from donghanh.programme import queries as programme
from donghanh.reports import access, periods, queries, repository, territory
from donghanh.reports.terms import Which
from donghanh.web.overview import presenters
from donghanh.web.overview.forms import PlanQuestionForm, chosen
from donghanh.web.overview.tiling import size
from donghanh.web.shell import clock

PAGE = 50


@require_safe
def province(request: HttpRequest) -> HttpResponse:
    """The whole province; a commune chosen in the form leads to its own page, an official of a commune to his."""
    on = clock.local_date(request.at)
    area = territory.of(request.actor.unit_id, on=on)
    unit, plans = area.unit, _plans(request, area)
    if area.is_commune:
        return redirect("overview:commune")
    if not plans:
        return render(request, "overview/no_plan.jinja", {"unit": unit})
    form = _question(request, plans, on, communes=area.communes)
    plan = form.plan
    if form.place_id:
        return redirect(f"{reverse('overview:place', args=[form.place_id])}?{form.asked}")
    table = repository.by_place_of(request.actor, plan=plan, period=form.period, area=area)
    shown = _shown(form, plan, table.total, on) | {"table": table, "unit": unit, "count": len(area.communes)}
    shown["bars"] = presenters.bars(table, form.asked, presenters.main_index(plan))
    shown["some"] = presenters.worth_showing(shown["bars"])
    shown["rest"] = presenters.rest(shown["bars"], shown["some"])
    shown["grid"] = size(len(table.rows))
    return render(request, "overview/province.jinja", shown, status=422 if form.errors else 200)


@require_safe
def place(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One commune, exact or guarded as the reader may see it; the province leads to its own page."""
    return _place(request, unit_id)


@require_safe
def commune(request: HttpRequest) -> HttpResponse:
    """One's own place."""
    return _place(request, request.actor.unit_id)


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """The people behind a figure of one's own commune: those who miss something, those who do not, all."""
    access.check_reads_files(request.actor)
    on = clock.local_date(request.at)
    form = _question(request, _listed_plans(request, on), on)
    plan = form.plan
    which = presenters.WHICH.get(request.GET.get("loai", ""), Which.MISSING)
    asked = {"plan_id": plan.id, "target_id": presenters.main(plan).id, "period": form.period, "place_id": request.actor.unit_id, "on": on}
    rows = repository.rows_behind(request.actor, **asked, which=which, after=_uuid(request.GET.get("sau", "")), limit=PAGE)
    audit.note_reading(actor=request.actor, at=request.at, page="overview:behind", person_id=None, unit_id=request.actor.unit_id, classes="D1 D3")
    listed = presenters.listed(form.asked)
    shown = {
        "form": form,
        "plan": plan,
        "target": presenters.main(plan),
        "period": form.period,
        "lines": presenters.people(rows),
        "tabs": presenters.tabs(listed),
        "which": which,
    }
    shown["words"] = {kind: str(word) for kind, word in presenters.TABS}
    shown["next"] = f"{listed}&loai={presenters.SLUGS[which]}&sau={rows[-1].person_id}" if len(rows) == PAGE else ""
    return render(request, "overview/behind.jinja", shown, status=422 if form.errors else 200)


def _place(request: HttpRequest, unit_id: int) -> HttpResponse:
    on = clock.local_date(request.at)
    area = territory.of(unit_id, on=on)
    unit, plans = area.unit, _plans(request, area)
    access.check_may_count(request.actor, area)
    if not area.is_commune:
        return redirect("overview:province")
    if not plans:
        return render(request, "overview/no_plan.jinja", {"unit": unit})
    form = _question(request, plans, on)
    plan = form.plan
    found = repository.figures_of(request.actor, plan=plan, period=form.period, area=area, on=on)
    listed = presenters.listed(form.asked) if unit_id == request.actor.unit_id and access.may_list(request.actor, area) else ""
    shown = _shown(form, plan, found, on, listed) | {
        "unit": unit,
        "listed": listed,
        "exact": found.targets[presenters.main_index(plan)].is_exact,
    }
    shown["is_own"] = unit_id == request.actor.unit_id
    return render(request, "overview/place.jinja", shown, status=422 if form.errors else 200)


def _shown(form: PlanQuestionForm, plan: programme.PlanRow, found: repository.PlanFigures, on, listed: str = "") -> dict:
    pairs = [(t, f) for t, f in zip(plan.targets, found.targets, strict=True) if t.source.is_counted]
    lines = [presenters.target_line(plan, t, f, ends=found.period.last, on=on) for t, f in presenters.shares_first(pairs)]
    top, main = presenters.main(plan), found.targets[presenters.main_index(plan)]
    told = {"top": top, "finds": presenters.finds_people(top), "main_rate": presenters.rate(main)}
    told |= {"numbers": presenters.numbers(top, main, listed), "lines": lines, "waiting": len(plan.targets) - len(pairs), "main": main}
    return {
        "form": form,
        "plan": plan,
        "period": form.period,
        "on": on,
        "of_places": presenters.over_places(plan),
        "of_staff": presenters.over_staff(plan),
        **told,
    }


def _question(request: HttpRequest, plans: list[programme.PlanRow], on, communes=()) -> PlanQuestionForm:
    from_year = chosen(plans, request.GET.get("kh", "")).from_year
    offered = queries.offered_periods(request.actor, on=on, from_year=from_year)
    return PlanQuestionForm(request.GET, plans=plans, periods=offered, default=periods.running_half(on), communes=communes)


def _plans(request: HttpRequest, area: territory.Territory) -> list[programme.PlanRow]:
    """The plans of the place's province that can be counted."""
    access.check_may_read_numbers(request.actor)
    return presenters.counted_plans(programme.plans(request.actor), territory.province_code(area))


def _listed_plans(request: HttpRequest, on) -> list[programme.PlanRow]:
    """The plans whose figures have a list behind them; which province's they are is asked only where there are several."""
    every = programme.plans(request.actor)
    found = presenters.finding_people(every)
    if len(found) > 1:
        found = presenters.finding_people(every, territory.province_code(territory.of(request.actor.unit_id, on=on)))
    return found or [programme.plan(request.actor, "")]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
