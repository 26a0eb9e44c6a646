"""The calendar of a year, and the form by which the provincial lead changes it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.base.audit.models import Event
from donghanh.base.places import queries
from donghanh.base.places.models import Holiday
from donghanh.web.shell import clock
from tests.factories import accounts
from tests.support import queries_of, same_queries

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 28)
TYPED = {"day-d": "28", "day-m": "8", "day-y": "2026", "kind": "nghi", "name": "Nghỉ theo quyết định", "source": "QĐ 1/QĐ-TTg", "note": ""}


@pytest.fixture
def lead(client):
    return accounts.sign_in(client, accounts.post(role="provincial_lead", unit_id=900_075))


@pytest.fixture
def officer(client):
    return accounts.sign_in(client, accounts.post(role="commune_officer"))


def once(client, address):
    """The hidden key of the form on this page."""
    text = client.get(address).content.decode()
    return {"_once": text.split('name="_once" value="')[1].split('"')[0]} if 'name="_once"' in text else {}


def send(client, address, values):
    return client.post(address, values | once(client, address))


def decreed(day=DAY, **values):
    return Holiday.objects.create(day=day, **{"name": "Nghỉ bù", "is_working_day": False, "source": "QĐ 2"} | values)


def test_a_year_shows_its_days(officer):
    shown = officer.get("/ngay-nghi/?nam=2026").content.decode()
    assert "Quốc khánh" in shown and "lịch có sẵn" in shown and "Tháng 12" in shown and "Ghi một ngày" not in shown


@pytest.mark.parametrize(("typed", "shown"), [("1990", "2014"), ("2999", "2035"), ("abc", ""), ("", "")])
def test_a_year_outside_shows_the_nearest(officer, typed, shown):
    assert (shown or str(clock.local_date(clock.now()).year)) in officer.get(f"/ngay-nghi/?nam={typed}").content.decode().split("</h1>")[0]


def test_the_lead_sets_a_day_and_the_calendar_counts_with_it(lead):
    answer = send(lead, "/ngay-nghi/ghi/", TYPED)
    assert (answer.status_code, answer.url) == (302, "/ngay-nghi/?nam=2026")
    assert queries.calendar().day_off(DAY) == "Nghỉ theo quyết định"
    assert "Đã ghi ngày 28/08/2026" in lead.get(answer.url).content.decode()
    assert Event.objects.filter(verb="calendar.set", result="done").count() == 1


def test_the_form_of_a_known_day_holds_what_stands(lead):
    decreed(note="Theo công văn")
    assert "None" not in lead.get("/ngay-nghi/ghi/").content.decode()
    shown = lead.get("/ngay-nghi/ghi/?ngay=2026-08-28").content.decode()
    assert 'value="None"' not in shown and "Sửa một ngày" in shown and 'value="Nghỉ bù"' in shown and "Theo công văn" in shown


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"day-d": "31", "day-m": "2"}, "không có trong lịch"),
        ({"name": ""}, "Nhập tên ngày"),
        ({"source": " "}, "Nhập văn bản"),
        ({"day-y": "2040"}, "2014"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(lead, change, says):
    answer = send(lead, "/ngay-nghi/ghi/", TYPED | change)
    shown = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422 and says in shown and "Có vấn đề cần sửa" in shown
    assert "QĐ 1/QĐ-TTg" in shown or "Nghỉ theo quyết định" in shown
    assert not Holiday.objects.exists()


def test_a_day_is_taken_back_after_one_question(lead):
    decreed()
    address = "/ngay-nghi/2026-08-28/bo/"
    assert "Bỏ ngày 28/08/2026 khỏi bảng?" in lead.get(address).content.decode()
    assert send(lead, address, {}).status_code == 302
    assert not Holiday.objects.exists()


@pytest.mark.parametrize("address", ["/ngay-nghi/2026-08-28/bo/", "/ngay-nghi/abc/bo/"])
def test_a_day_that_is_not_decreed_is_not_found(lead, address):
    assert lead.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/ngay-nghi/ghi/", "/ngay-nghi/2026-08-28/bo/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_may_change_it(officer, address, method):
    decreed()
    values = TYPED | once(officer, "/ngay-nghi/")
    answer = officer.get(address) if method == "get" else officer.post(address, values | {"_once": "0199c1a0-0000-7000-8000-000000000001"})
    assert answer.status_code == 403
    assert Holiday.objects.get().name == "Nghỉ bù"


def test_statements_do_not_grow_with_the_days(lead):
    def days(start, count):
        for number in range(count):
            decreed(start + timedelta(days=number))

    cost = same_queries(lead, "/ngay-nghi/?nam=2026", lambda: days(date(2026, 3, 1), 2), lambda: days(date(2026, 4, 1), 48))
    assert cost <= 15 and queries_of(lead, "/ngay-nghi/ghi/") <= 15
