"""Reviews: what was reported beside what is counted, changed measures, the analysis of a year."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.programme import definitions
from donghanh.programme.reviews import access, actions, queries
from donghanh.reports import catalogue, districts, periods, sheets, territory
from donghanh.reports.care import by_district
from donghanh.reports.catalogue import CatalogueRow
from donghanh.reports.periods import Period
from donghanh.web.reviews import forms, presenters
from donghanh.web.shell.acts import both, bound, check_open, sent, shown, today, tried, year_of

FROM_YEAR = 2022
"""Before the law of 2022 there are no facts."""


@both
def reported(request: HttpRequest) -> HttpResponse:
    """The review sheet of a period (?ky=2026H1): every reported figure, that of the files, the difference."""
    offered = periods.offered(on=today(request), from_year=FROM_YEAR)
    period = _period(request, offered)
    rows = queries.reported(request.actor, period=period.code)
    made = {"ghi": (forms.ReportForm, {"offered": offered, "initial": {"period": period.code}}), "rut": (forms.TakeBackForm, {})}
    open_forms = _forms(request, made)
    if _done(request, open_forms, _act):
        back = open_forms["ghi"].cleaned_data["period"] if sent(request, "ghi") else period.code
        return redirect(f"{reverse('reviews:reported')}?ky={back}")
    lines = presenters.compared(rows, _counted(request, rows and {row.indicator for row in rows}, period))
    about = {"lines": lines, "period": period, "differ": sum(not line.is_same for line in lines), "forms": open_forms}
    about["others"] = [periods.read(code) for code in queries.periods_reported(request.actor)]
    return shown(request, "reviews/reported.jinja", about, *open_forms.values())


@both
def adjustments(request: HttpRequest) -> HttpResponse:
    """Changed measures, the newest first."""
    open_forms = _forms(request, {"ghi": (forms.AdjustForm, {})})
    if _done(request, open_forms, _act_adjust):
        return redirect("reviews:adjustments")
    rows = queries.adjustments(request.actor)
    named = [(row, definitions.named(row.indicator).name) for row in rows]
    return shown(request, "reviews/adjustments.jinja", {"rows": named, "forms": open_forms}, *open_forms.values())


@both
def adjustment(request: HttpRequest, adjustment_id: UUID) -> HttpResponse:
    """One changed measure: its indicator in the halves before and after the day of the change."""
    on, row = today(request), queries.adjustment(request.actor, adjustment_id)
    open_forms = _forms(request, {"rut": (forms.TakeBackForm, {})})
    if _done(request, open_forms, _act):
        return redirect("reviews:adjustments")
    area = territory.of(row.unit_id, on=on)
    found = sheets.sheet(request.actor, code=row.indicator, period=presenters.asked_for(row.starts_on, on=on), area=area, on=on)
    lines = presenters.halves(found.points, starts_on=row.starts_on, on=on, unit=found.about.unit)
    about = {"row": row, "about": found.about, "lines": lines, "place": area.unit.title, "forms": open_forms}
    return shown(request, "reviews/adjustment.jinja", about, *open_forms.values())


@both
def analysis(request: HttpRequest) -> HttpResponse:
    """The sheet of a year (?nam=): causes, the data behind each, what is planned against it."""
    on, year = today(request), year_of(request)
    sheet = queries.analysis(request.actor, year=year)
    open_forms = _forms(request, _of_sheet(sheet, periods.offered(on=on, from_year=FROM_YEAR)))
    if _done(request, open_forms, lambda request, act, form: _act_sheet(request, act, form, sheet, year)):
        return redirect(f"{reverse('reviews:analysis')}?nam={year}")
    asked: dict[str, set[str]] = {}
    for cause in sheet.causes if sheet else ():
        asked.setdefault(cause.period, set()).add(cause.indicator)
    data = {code: _counted(request, wanted, periods.read(code)) for code, wanted in asked.items()}
    lines = presenters.causes(sheet, data) if sheet else []
    about = {"sheet": sheet, "lines": lines, "year": year, "years": range(on.year + 1, on.year - 3, -1), "forms": open_forms}
    return shown(request, "reviews/analysis.jinja", about, *open_forms.values())


@both
def demand(request: HttpRequest) -> HttpResponse:
    """Demand by form against places, by former district, in a year (?nam=)."""
    on, year = today(request), year_of(request)
    area = territory.of(request.actor.unit_id, on=on)
    rows = queries.capacities(request.actor, year=year)
    named = districts.named(area) if queries.may_write(request.actor) else {}
    choices = [(str(unit_id), name) for name, unit_id in named.items()]
    open_forms = _forms(request, {"ghi": (forms.CapacityForm, {"districts": choices}), "rut": (forms.TakeBackForm, {})})
    if _done(request, open_forms, lambda request, act, form: _act_demand(request, act, form, year)):
        return redirect(f"{reverse('reviews:demand')}?nam={year}")
    period = periods.read(str(year)) if year < on.year else periods.running_half(on)
    care = {} if area.is_commune else by_district(request.actor, indicators=frozenset(presenters.COUNTED_BY.values()), period=period, area=area)
    lines, without = presenters.demand(rows, care)
    about = {"lines": lines, "without": without, "year": year, "years": range(on.year, on.year - 4, -1), "period": period, "forms": open_forms}
    return shown(request, "reviews/demand.jinja", about, *open_forms.values())


def _act_demand(request: HttpRequest, act: str, form: Any, year: int) -> None:
    if act == "rut":
        return _act(request, act, form)
    given = dict(form.cleaned_data)
    actions.set_capacity(actor=request.actor, at=request.at, district_id=int(given.pop("district")), year=year, **given)


def _of_sheet(sheet: queries.AnalysisSheet | None, offered: list[Period]) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Which forms stand open on the sheet of a year: it begins, gets causes, then actions."""
    if sheet is None:
        return {"lap": (forms.AnalyseForm, {})}
    causes = [(str(one.id), one.text[:100]) for one in sheet.causes]
    made: dict[str, tuple[Any, dict[str, Any]]] = {"nguyen-nhan": (forms.CauseForm, {"offered": offered}), "rut": (forms.TakeBackForm, {})}
    return {"viec-lam": (forms.ActionForm, {"causes": causes}), **made} if causes else made


def _forms(request: HttpRequest, kinds: dict[str, tuple[Any, dict[str, Any]]]) -> dict[str, Any]:
    """The forms of those who may write; the page may be read by all who count."""
    access.check_may_read(request.actor)
    if not queries.may_write(request.actor):
        check_open(request)
        return {}
    choices = _indicators(request) if any(hasattr(kind, "base_fields") and "indicator" in kind.base_fields for kind, _about in kinds.values()) else []
    made = {}
    for act, (kind, about) in kinds.items():
        more = {"indicators": choices} if "indicator" in kind.base_fields else {}
        made[act] = bound(request, act, kind, **about, **more)
    check_open(request, *made)
    return made


def _done(request: HttpRequest, open_forms: dict[str, Any], act: Any) -> bool:
    """Whether a form that was sent did its act."""
    for name, form in open_forms.items():
        if sent(request, name) and tried(form, lambda name=name, form=form: act(request, name, form)):
            messages.success(request, _("Đã rút lại.") if name == "rut" else _("Đã ghi."))
            return True
    return False


def _act(request: HttpRequest, act: str, form: Any) -> None:
    who, given = {"actor": request.actor, "at": request.at}, form.cleaned_data
    if act == "rut":
        actions.take_back(**who, line_id=given["line"], reason=given["reason"])
    else:
        actions.report(**who, **given)


def _act_adjust(request: HttpRequest, _act: str, form: Any) -> None:
    actions.adjust(actor=request.actor, at=request.at, **form.cleaned_data)


def _act_sheet(request: HttpRequest, act: str, form: Any, sheet: queries.AnalysisSheet | None, year: int) -> None:
    who, given = {"actor": request.actor, "at": request.at}, dict(form.cleaned_data)
    if act == "lap":
        actions.analyse(**who, year=year, **given)
    elif act == "nguyen-nhan" and sheet:
        actions.find_cause(**who, analysis_id=sheet.id, **given)
    elif act == "viec-lam":
        actions.plan_action(**who, cause_id=UUID(given.pop("cause")), **given)
    else:
        actions.take_back(**who, line_id=given["line"], reason=given["reason"])


def _indicators(request: HttpRequest) -> list[tuple[str, str]]:
    """(code, name) of what is counted from files for the plans of the reader's province, by name."""
    area = territory.of(request.actor.unit_id, on=today(request))
    found = sheets.bound(request.actor, province=territory.province_code(area))
    codes = {one.target.indicator for one in found if one.target.source.is_counted}
    return sorted(((code, definitions.named(code).name) for code in codes), key=lambda one: one[1])


def _counted(request: HttpRequest, codes: Any, period: Period) -> dict[str, CatalogueRow]:
    """Indicator → what the files of the reader's own place give; nothing is asked where nothing is wanted."""
    if not codes:
        return {}
    on = today(request)
    rows = catalogue.rows(request.actor, period=period, area=territory.of(request.actor.unit_id, on=on), on=on, only=frozenset(codes))
    return {one.about.definition.indicator: one for one in rows}


def _period(request: HttpRequest, offered: list[Period]) -> Period:
    """The period of the address, among those offered; the last whole half where none is named."""
    known = {one.code: one for one in offered}
    return known.get(request.GET.get("ky", "").upper()) or periods.last_finished_half(today(request))
