"""Indicators: all by plan, one with its value, trend and definition, the people behind it, a figure typed from a document."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from donghanh.base.audit import actions as audit
from donghanh.base.documents.terms import MediaType
from donghanh.kernel.errors import BadInput, Cannot, NotInReach
from donghanh.programme import definitions
from donghanh.programme import queries as programme
from donghanh.programme.definitions import Indicator
from donghanh.reports import access, catalogue, periods, queries, sheets, territory
from donghanh.reports.building import access as building_access
from donghanh.reports.building import queries as building
from donghanh.reports.terms import Which
from donghanh.reports.territory import Territory
from donghanh.reports.typed import access as typed_access
from donghanh.reports.typed import actions as typed_actions
from donghanh.reports.typed import queries as typed
from donghanh.reports.typed import rules
from donghanh.web.indicators import presenters
from donghanh.web.indicators.forms import AskForm, TypeForm
from donghanh.web.shell import clock

PAGE = 50
FROM_YEAR = 2022
"""Before the law of 2022 there are no facts."""


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every indicator by plan, those of the reader's province first."""
    area = territory.of(request.actor.unit_id, on=clock.local_date(request.at))
    found = sheets.bound(request.actor, province=territory.province_code(area))
    shown = {"plans": presenters.by_plan(found), "sums": presenters.sums(found)}
    shown |= {"built": building.built(request.actor), "may_build": building_access.may_build(request.actor)}
    shown["form"] = _asked(request)[0]
    return render(request, "indicators/list.jinja", shown)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Every indicator at one's own place as a workbook; what has no number says what is missing."""
    form, area = _asked(request)
    found = catalogue.rows(request.actor, period=form.period, area=area, on=clock.local_date(request.at))
    answer = HttpResponse(catalogue.workbook(found, period=form.period, area=area, at=request.at), content_type=MediaType.XLSX.value)
    answer["Content-Disposition"] = f'attachment; filename="chi-so-{form.period.code}.xlsx"'
    return answer


@require_safe
def reductions(request: HttpRequest) -> HttpResponse:
    """Indicators by what they reduce: supply, demand, harm; each with its value, that of the year before, and the way to its formula."""
    form, area = _asked(request)
    period, before = form.period, periods.year_before(form.period)
    asked = {"area": area, "on": clock.local_date(request.at), "only": catalogue.reducing()}
    now, then = (catalogue.rows(request.actor, period=one, **asked) for one in (period, before))
    shown = {"form": form, "area": area, "period": period, "before": before, "groups": presenters.reductions(now, then)}
    return render(request, "indicators/reductions.jinja", shown, status=422 if form.errors else 200)


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator at one place over a period; a commune chosen in the form, or one's own place."""
    about, form, area = _named(code), *_asked(request)
    found = sheets.sheet(request.actor, code=code, period=form.asked, area=area, on=clock.local_date(request.at))
    shown = presenters.sheet(found, on=clock.local_date(request.at)) | {"about": about, "form": form, "sheet": found}
    shown["behind"] = _list_address(request, found) if sheets.has_list(code) and access.may_list(request.actor, area) else ""
    shown["typed"] = presenters.typed(typed.versions(request.actor, code, place_id=area.unit.id))
    shown["may_type"] = bool(rules.typed_word(about)) and typed_access.may_type(request.actor) and area.unit.id == request.actor.unit_id
    shown["badges"] = presenters.badges(found, {one.plan.id: programme.discrepancies(request.actor, one.plan.id) for one in found.targets})
    return render(request, "indicators/indicator.jinja", shown, status=422 if form.errors else 200)


@require_safe
def behind(request: HttpRequest, code: str) -> HttpResponse:
    """The people behind a figure of one's own commune."""
    access.check_reads_files(request.actor)
    about, form, area = _named(code), *_asked(request)
    which = presenters.WHICH.get(request.GET.get("loai", ""), Which.MISSING)
    asked = {"code": code, "period": form.asked, "area": area, "which": which, "at": request.at, "after": _uuid(request.GET.get("sau", ""))}
    rows = sheets.people_behind(request.actor, **asked, limit=PAGE)
    audit.note_reading(actor=request.actor, at=request.at, page="indicators:behind", person_id=None, unit_id=area.unit.id, classes="D1 D3")
    shown = {"about": about, "form": form, "period": form.asked, "lines": presenters.people(rows, code=code), "which": which}
    shown |= presenters.lists(code, form.asked, which, rows[-1].person_id if len(rows) == PAGE else None)
    return render(request, "indicators/behind.jinja", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: HttpRequest, code: str) -> HttpResponse:
    """A figure of one's own place from a document, for what lies outside the system."""
    about, on = _named(code), clock.local_date(request.at)
    place_id = request.actor.unit_id or 0
    typed_access.check_may_type(request.actor, place_id)
    word = rules.typed_word(about)
    offered = periods.offered(on=on, from_year=on.year - 2)
    form = TypeForm(request.POST or None, word=word or about.name, is_share=rules.takes_denominator(about), offered=offered)
    if request.method == "POST" and form.is_valid() and (answer := _typed(request, form, code, place_id)):
        return answer
    shown = {"about": about, "form": form, "word": word, "rows": presenters.typed(typed.versions(request.actor, code, place_id=place_id))}
    return render(request, "indicators/typed.jinja", shown, status=422 if form.errors else 200)


def _typed(request: HttpRequest, form: TypeForm, code: str, place_id: int) -> HttpResponse | None:
    """The answer after the figure is kept; None where it was refused, with the reason in the form."""
    try:
        typed_actions.type_in(actor=request.actor, at=request.at, indicator=code, place_id=place_id, **form.chosen())
    except (BadInput, Cannot) as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Đã ghi con số cùng nguồn của nó."))
    return redirect("indicators:indicator", code)


def _named(code: str) -> Indicator:
    try:
        return definitions.named(code)
    except BadInput:
        raise NotInReach(_("Không tìm thấy chỉ tiêu này."), mend=_("Mở lại từ danh sách chỉ tiêu.")) from None


def _asked(request: HttpRequest) -> tuple[AskForm, Territory]:
    """The form as asked, and the place: the commune chosen, else the reader's own place."""
    on = clock.local_date(request.at)
    own = territory.of(request.actor.unit_id, on=on)
    offered = queries.offered_periods(request.actor, on=on, from_year=FROM_YEAR)
    communes = () if own.is_commune else own.communes
    form = AskForm(request.GET, periods=offered, default=periods.running_half(on), communes=communes, with_day=access.sees_exact(request.actor, own))
    return form, territory.of(form.place_id, on=on) if form.place_id else own


def _list_address(request: HttpRequest, found: sheets.IndicatorSheet) -> str:
    return presenters.list_address(found.about.definition.indicator, found.period)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
