"""Pages of places and of the working calendar."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.base.places import actions, queries
from donghanh.kernel import access
from donghanh.kernel.errors import BadInput, NotInReach
from donghanh.kernel.workdays import FIRST_YEAR, LAST_YEAR
from donghanh.web.places import presenters
from donghanh.web.places.forms import COMMUNE_FIELDS, MOST, OFF, WORK, DayForm, OnDayForm, SearchForm, Suggestions, communes, meant
from donghanh.web.shell import clock


def search(request: HttpRequest) -> HttpResponse:
    """Find a unit by an old or new name, or see the provinces. htmx asks here from the box of a form for the communes that may be meant."""
    if request.htmx:
        return _suggestions(request)
    form, on = _asked(request, SearchForm)
    text = form.data.get("q", "").strip()[:MOST]
    found, provinces = queries.search_sheet(request.actor, text, on=on)
    shown = {"form": form, "text": text, "on": on, "today": clock.local_date(request.at), "provinces": provinces, "p": presenters}
    shown["cards"] = [presenters.card(match, on) for match in found]
    return render(request, "places/search.jinja", shown, status=422 if form.errors else 200)


def _suggestions(request: HttpRequest) -> HttpResponse:
    access.require_verb(request.actor, "places.read")
    text, on = next((request.GET[name] for name in COMMUNE_FIELDS if name in request.GET), "").strip()[:MOST], clock.local_date(request.at)
    found = communes(text, on=on) if len(text) > 1 else {}
    form = Suggestions(found, meant(text, on)) if found else None
    return render(request, "places/_suggestions.jinja", {"form": form, "is_unknown": len(text) > 1 and not found})


def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit: what it was, what it became, which bodies serve it and who decides there on a day."""
    form, on = _asked(request, OnDayForm)
    sheet = queries.unit_sheet(request.actor, unit_id, on=on)
    shown = {"form": form, "sheet": sheet, "unit": sheet.unit, "today": clock.local_date(request.at), "p": presenters}
    shown["deciders"] = presenters.deciders(sheet.holders)
    shown["may_change"] = "places.edit" in request.actor.may and unit_id in request.actor.stat_unit_ids and sheet.unit.stands(on)
    return render(request, "places/unit.jinja", shown, status=422 if form.errors else 200)


def calendar(request: HttpRequest) -> HttpResponse:
    """The working calendar of a year."""
    year = _year(request)
    rows, may_edit = queries.calendar_sheet(request.actor, year)
    shown = {"year": year, "rows": rows, "months": presenters.months(year, rows), "may_edit": may_edit, "years": (FIRST_YEAR, LAST_YEAR)}
    return render(request, "places/calendar.jinja", shown)


def day(request: HttpRequest) -> HttpResponse:
    """Set one decreed day, or change it (ngay=2026-08-31)."""
    known = _iso(request.GET.get("ngay", ""))
    row = queries.day_sheet(request.actor, known)
    start = {"day": known, "kind": OFF}
    if row:
        start |= {"kind": WORK if row.is_working_day else OFF, "name": row.name, "source": row.source, "note": row.note}
    form = DayForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and (answer := _set(request, form)):
        return answer
    return render(request, "places/day.jinja", {"form": form, "row": row}, status=422 if form.errors else 200)


def day_remove(request: HttpRequest, iso: str) -> HttpResponse:
    """Take a decreed day back, after one question."""
    known = _iso(iso)
    row = queries.day_sheet(request.actor, known)
    if known is None or row is None:
        raise NotInReach(_("Không có ngày này trong bảng."), mend=_("Xem lại lịch của năm."))
    if request.method == "POST":
        actions.unset_day(actor=request.actor, at=request.at, day=known)
        messages.success(request, _("Đã bỏ ngày %(day)s khỏi bảng. Lịch có sẵn lại có hiệu lực.") % {"day": queries.vn_date(known)})
        return _to_year(known.year)
    return render(request, "places/day_remove.jinja", {"row": row})


def _set(request: HttpRequest, form: DayForm) -> HttpResponse | None:
    """The answer after the day is set; None where it was refused, with the reason in the form."""
    values = form.cleaned_data
    try:
        actions.set_day(
            actor=request.actor,
            at=request.at,
            day=values["day"],
            name=values["name"],
            is_working_day=values["kind"] == WORK,
            source=values["source"],
            note=values["note"],
        )
    except BadInput as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Đã ghi ngày %(day)s. Các hạn tính theo ngày làm việc được tính lại.") % {"day": queries.vn_date(values["day"])})
    return _to_year(values["day"].year)


def _asked(request: HttpRequest, kind: type[OnDayForm]) -> tuple[OnDayForm, date]:
    """The form as it was typed, its three boxes filled, and the day it asks for: today where none was given or it cannot be read."""
    today = clock.local_date(request.at)
    form = kind(request.GET)
    if not form.is_valid():
        return form, today
    on = form.cleaned_data["ngay"] or today
    boxes = {"ngay-d": str(on.day), "ngay-m": str(on.month), "ngay-y": str(on.year)}
    return kind({"q": request.GET.get("q", "")} | boxes), on


def _to_year(year: int) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('places:calendar')}?nam={year}")


def _year(request: HttpRequest) -> int:
    """The year asked for, or this one; a year outside the calendar shows the nearest end."""
    typed = request.GET.get("nam", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else clock.local_date(request.at).year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
