"""Deadlines of a unit as a calendar feed (iCalendar, RFC 5545), without names; the page where its address is made and closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe
from icalendar import Alarm, Calendar, Event

from donghanh.base.accounts import actions, feeds
from donghanh.base.places import queries as places
from donghanh.base.privacy import scope
from donghanh.cases import access
from donghanh.cases.queries import deadlines
from donghanh.cases.reminders import queries as reminders
from donghanh.cases.reminders.rules import reminded_on
from donghanh.kernel.workdays import ZONE, local_day
from donghanh.kernel.workdays import Calendar as Workdays
from donghanh.web.cases import words

MORNING = time(8)
"""When a calendar program gives notice: the beginning of office hours."""


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
    rows, days = deadlines.ahead(actor, at=request.at), reminders.days_for(actor, on=local_day(request.at))
    text = written(rows, body=actor.body_name, at=request.at, days=days, workdays=places.calendar())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'inline; filename="han.ics"'})


def written(rows: Sequence[deadlines.Deadline], *, body: str, at: datetime, days: int, workdays: Workdays) -> bytes:
    """The feed's text. A limit that ends with a day is an event of that whole day; one in clock hours stands at its minute.

    days: how many working days before each limit the calendar program gives notice, in the morning.
    """
    made = Calendar()
    made.add("prodid", "-//Đồng Hành//Hạn của đơn vị//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Hạn của %(body)s") % {"body": body})
    for row in rows:
        event = _event(row, at)
        if not row.is_own:
            event.add_component(_alarm(event, reminded_on(row.due_at, days, workdays)))
        made.add_component(event)
    return made.to_ical()


def _event(row: deadlines.Deadline, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{row.case_number}/{row.kind}')}@dong-hanh")
    event.add("dtstamp", at)
    title = _("Hết thời gian dành cho người trong hồ sơ: %(task)s (hồ sơ %(number)s)") if row.is_own else _("Hạn: %(task)s (hồ sơ %(number)s)")
    event.add("summary", title % {"task": words.task(row.kind, row.counted_on), "number": row.case_number})
    due = timezone.localtime(row.due_at)
    is_whole_day = (due.hour, due.minute, due.second) == (0, 0, 0)
    event.add("dtstart", due.date() - timedelta(days=1) if is_whole_day else row.due_at)
    return event


def _alarm(event: Event, day: date) -> Alarm:
    """Says the event's own title on this morning: nothing more of the file."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", datetime.combine(day, MORNING, ZONE).astimezone(UTC))
    return alarm
