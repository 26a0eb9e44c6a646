"""Lists: by body, by place, who lacks a course, before and after a day; the file for home affairs."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from donghanh.programme.staffing import queries
from donghanh.web.shell.acts import paged, today
from donghanh.web.staffing import presenters, sheets
from donghanh.web.staffing.views._common import page

ROWS = 50


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Bodies with their posts, vacancies first."""
    rows = queries.bodies(request.actor, on=today(request))
    turn = paged(request, len(rows), size=ROWS)
    totals = {name: sum(getattr(row, name) for row in rows) for name in ("required", "held", "vacant", "over", "unprepared")}
    return page(request, "desk", rows=rows[turn["start"] : turn["stop"]], totals=totals, here=turn["page"], last=turn["last"])


@require_safe
def desk_file(request: HttpRequest) -> HttpResponse:
    """Norm, people and difference of every post within reach, as an Excel file."""
    rows = queries.bodies(request.actor, on=today(request))
    answer = HttpResponse(sheets.staff_file(rows, on=today(request), at=request.at), content_type=sheets.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="nhan-su-{today(request):%Y-%m-%d}.xlsx"'
    return answer


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Communes and functions: covered or not; counts without a name."""
    return page(request, "places", found=presenters.matrix(request.actor, on=today(request)))


@require_safe
def place(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One place: its officers, its volunteer team, their open tasks, what was done last."""
    found = presenters.place_sheet(request.actor, unit_id, on=today(request))
    return page(request, "place", found=found)


@require_safe
def unprepared(request: HttpRequest) -> HttpResponse:
    """Who lacks a course or certificate for the post he holds."""
    rows = queries.unprepared(request.actor, on=today(request))
    turn = paged(request, len(rows), size=ROWS)
    groups = presenters.by_body(rows[turn["start"] : turn["stop"]])
    return page(request, "unprepared", groups=groups, many=len({row.member_id for _post, row in rows}), here=turn["page"], last=turn["last"])


@require_safe
def moved(request: HttpRequest) -> HttpResponse:
    """People of each body before and after a day."""
    typed = request.GET.get("ngay", "")
    day = presenters.day_of(typed) or (None if typed else today(request))
    found = queries.moved(request.actor, on=day) if day else queries.moved(request.actor, on=date(today(request).year, 1, 1))
    return page(request, "moved", found=found, typed=typed, wrong=day is None)
