"""Deadlines of a unit as a calendar feed (iCalendar, RFC 5545), without names; the page where its address is made and closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe
from icalendar import Calendar, Event

from donghanh.base.accounts import actions, feeds
from donghanh.base.privacy import scope
from donghanh.cases import access
from donghanh.cases.queries import deadlines
from donghanh.kernel.workdays import local_day
from donghanh.web.cases import words


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether this post has a feed."""
    access.require_list(request.actor)
    return render(request, "desk/calendar.jinja", {"feed": feeds.open_feed(request.actor, on=local_day(request.at)), "address": ""})


@require_POST
def calendar_open(request: HttpRequest) -> HttpResponse:
    """A new address, shown this once."""
    access.require_list(request.actor)
    token = actions.open_feed(actor=request.actor, at=request.at, on=local_day(request.at))
    address = request.build_absolute_uri(words.address("desk:feed", token))
    return render(request, "desk/calendar.jinja", {"feed": feeds.open_feed(request.actor, on=local_day(request.at)), "address": address})


@require_POST
def calendar_close(request: HttpRequest) -> HttpResponse:
    """The address stops at once."""
    access.require_list(request.actor)
    actions.close_feed(actor=request.actor, at=request.at, on=local_day(request.at))
    messages.success(request, _("Đã khoá địa chỉ lịch. Phần mềm lịch không đọc được nữa."))
    return redirect("desk:calendar")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads, without signing in: the secret part of the address stands for the post."""
    actor = feeds.reader(token, on=local_day(request.at))
    scope.enter(actor)
    text = written(deadlines.ahead(actor, at=request.at), body=actor.body_name, at=request.at)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'inline; filename="han.ics"'})


def written(rows: Sequence[deadlines.Deadline], *, body: str, at: datetime) -> bytes:
    """The feed's text. A limit that ends with a day is an event of that whole day; one in clock hours stands at its minute."""
    made = Calendar()
    made.add("prodid", "-//Đồng Hành//Hạn của đơn vị//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Hạn của %(body)s") % {"body": body})
    for row in rows:
        made.add_component(_event(row, at))
    return made.to_ical()


def _event(row: deadlines.Deadline, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{row.case_number}/{row.kind}')}@dong-hanh")
    event.add("dtstamp", at)
    event.add("summary", _("Hạn: %(task)s (hồ sơ %(number)s)") % {"task": words.task(row.kind, row.counted_on), "number": row.case_number})
    due = timezone.localtime(row.due_at)
    is_whole_day = (due.hour, due.minute, due.second) == (0, 0, 0)
    event.add("dtstart", due.date() - timedelta(days=1) if is_whole_day else row.due_at)
    return event
