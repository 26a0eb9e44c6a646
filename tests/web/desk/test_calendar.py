"""The calendar feed: deadlines with the number of the file, no name; its address is secret, its owner's, and stops when he says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from icalendar import Calendar

from donghanh.base.accounts import feeds
from donghanh.base.accounts.models import CalendarFeed, Post
from donghanh.cases.models import Case
from donghanh.cases.queries import deadlines
from donghanh.cases.queries.deadlines import Deadline
from donghanh.kernel.workdays import ZONE, default_calendar
from donghanh.web.desk import calendar
from tests.factories import cases
from tests.factories.pages import PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(police):
    """An officer with one open file, and the path of his feed."""
    browser, actor = police
    case = cases.opened(actor)
    page = browser.post(reverse("desk:calendar_open")).content.decode()
    path = page.split("<code>")[1].split("</code>")[0].split("testserver")[-1]
    return browser, actor, case, path


def read(path: str):
    """What a calendar program gets, which signs in nowhere."""
    return PageClient().get(path)


def events(path: str) -> list:
    return Calendar.from_ical(read(path).content).walk("VEVENT")


def test_the_feed_holds_task_number_and_limit(feed):
    _browser, _actor, case, path = feed
    row = Case.objects.get(pk=getattr(case, "id", case))
    assert any(row.number in str(event["summary"]) for event in events(path))
    assert all(str(event["summary"]).startswith("Hạn: ") and event["dtstart"] for event in events(path))


def names(path: str, case) -> list[str]:
    person = Case.objects.select_related("person").get(pk=getattr(case, "id", case)).person
    text = Calendar.from_ical(read(path).content).to_ical().decode().replace("\r\n ", "")
    return [word for word in (person.full_name, person.full_name.split()[-1], str(person.pk)) if word in text]


def test_no_name_is_in_the_feed(feed):
    assert names(feed[3], feed[2]) == []


def test_twin_a_name_in_the_number_would_be_seen(feed, monkeypatch):
    person = Case.objects.select_related("person").get(pk=getattr(feed[2], "id", feed[2])).person
    told = deadlines.ahead

    def with_name(actor, at):
        return [replace(row, case_number=f"{row.case_number} {person.full_name}") for row in told(actor, at=at)]

    monkeypatch.setattr(deadlines, "ahead", with_name)
    assert names(feed[3], feed[2])


def test_only_a_hash_of_the_secret_is_kept(feed):
    token = feed[3].rsplit("/", 1)[1].removesuffix(".ics")
    row = CalendarFeed.objects.get()
    assert bytes(row.token_hash) == feeds.hashed(token) and token.encode() not in bytes(row.token_hash)


def test_a_new_address_stops_the_old_one_and_closing_stops_both(feed):
    browser, _actor, _case, path = feed
    browser.post(reverse("desk:calendar_open"))
    assert read(path).status_code == 404
    assert CalendarFeed.objects.filter(closed_at__isnull=True).count() == 1
    browser.post(reverse("desk:calendar_close"))
    assert CalendarFeed.objects.filter(closed_at__isnull=True).count() == 0


def test_a_closed_account_and_a_post_that_is_over_read_nothing(feed):
    _browser, actor, _case, path = feed
    assert read(path).status_code == 200
    Post.objects.filter(user_id=actor.user_id).update(ends_before=(cases.NOW - timedelta(days=1)).date())
    assert read(path).status_code == 404


def test_an_unknown_address_says_nothing_more(db):
    assert read("/lich/khong-co.ics").status_code == 404


def test_opening_and_closing_are_in_the_log(feed):
    feed[0].post(reverse("desk:calendar_close"))
    with connection.cursor() as cursor:
        cursor.execute("select verb from audit_event where verb like 'feed.%' order by at, verb")
        assert {verb for (verb,) in cursor.fetchall()} == {"feed.open", "feed.close"}


def text(rows, *, days=1):
    return calendar.written(rows, body="Xã", at=cases.NOW, days=days, workdays=default_calendar())


def alarms(rows, *, days=1):
    """(moment in Viet Nam, words) of each notice."""
    found = Calendar.from_ical(text(rows, days=days)).walk("VALARM")
    return [(one["trigger"].dt.astimezone(ZONE).strftime("%Y-%m-%d %H:%M"), str(one["description"])) for one in found]


def test_a_notice_stands_in_the_morning_so_many_working_days_before():
    monday_evening = Deadline("DECIDE", "QL-2026-2", cases.moment("2026-11-23T18:00"), cases.NOW.date())
    assert alarms([monday_evening])[0][0] == "2026-11-20 08:00"
    assert alarms([monday_evening], days=3)[0][0] == "2026-11-18 08:00"
    assert alarms([monday_evening], days=0)[0][0] == "2026-11-23 08:00"


def test_a_notice_says_what_the_event_says(feed):
    for event in events(feed[3]):
        (notice,) = event.walk("VALARM")
        assert str(notice["description"]) == str(event["summary"])


def test_the_persons_own_time_has_no_notice_and_is_nobodys_limit():
    own = Deadline("READ_DOSSIER", "BB-2026-1", cases.NOW, cases.NOW.date(), is_own=True)
    assert alarms([own]) == []
    (event,) = Calendar.from_ical(text([own])).walk("VEVENT")
    assert str(event["summary"]).startswith("Hết thời gian dành cho người trong hồ sơ")


def test_a_limit_in_days_is_a_whole_day_and_one_in_hours_its_minute():
    day = Deadline("SEND_NOTICE", "QL-2026-1", cases.NOW.replace(hour=0, minute=0, second=0, microsecond=0), cases.NOW.date())
    hour = Deadline("DECIDE", "QL-2026-2", cases.NOW, cases.NOW.date())
    first, second = Calendar.from_ical(text([day, hour])).walk("VEVENT")
    assert first["dtstart"].dt == cases.NOW.date() - timedelta(days=1)
    assert second["dtstart"].dt == cases.NOW
