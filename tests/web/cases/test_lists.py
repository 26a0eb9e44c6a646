"""Lists: who is on them at this moment, what they cost, and what the printed one opens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.audit.models import Reading
from donghanh.cases.terms import FactKind as K
from donghanh.web.shell import clock
from tests.factories import cases, people
from tests.support import same_queries
from tests.web.cases.support import text
from tests.web.decisions.conftest import step_up

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def test_nobody_stands_on_the_list_a_minute_past_the_end(police, monkeypatch):
    browser, actor = police
    case = cases.managed(actor, "Đoàn Sắp Hết", at=NOW - timedelta(days=300))
    case.refresh_from_db()
    monkeypatch.setattr(clock, "now", lambda: case.active_until - timedelta(minutes=1))
    assert "Đoàn Sắp Hết" in text(browser, "/danh-sach/")
    monkeypatch.setattr(clock, "now", lambda: case.active_until)
    assert "Đoàn Sắp Hết" not in text(browser, "/danh-sach/")
    assert "Ra quyết định chấm dứt quản lý" in text(browser, f"/ho-so/{case.pk}/")


def test_nobody_stands_on_the_list_before_the_decision(police):
    browser, actor = police
    cases.notified(actor, "Vũ Chờ Ký")
    assert "Không ai đang được quản lý" in text(browser, "/danh-sach/")
    assert "Vũ Chờ Ký" in text(browser, "/thu-tuc/?buoc=NOTIFIED") and "Vũ Chờ Ký" not in text(browser, "/thu-tuc/?buoc=MANAGED")


@pytest.mark.parametrize("url", ["/thu-tuc/", "/danh-sach/", "/sap-het-han/", "/chuyen-den/"])
def test_empty_lists_say_why_and_what_next(police, url):
    assert 'class="empty"' in text(police[0], url)


def test_the_next_page_begins_behind_the_last_number(police):
    browser, actor = police
    first = [cases.opened(actor, f"Lê Thị {'Bảy' * (n + 1)}"[:100]) for n in range(51)]
    page = text(browser, "/thu-tuc/")
    assert f"?sau={first[49].number}" in page and first[50].number not in page
    assert first[50].number in text(browser, f"/thu-tuc/?sau={first[49].number}")


def test_the_printed_list_has_the_columns_of_the_form_and_is_noted(police):
    browser, actor = police
    cases.managed(actor, "Đặng Quỳnh Ngọc Phượng", identifiers=[people.citizen(1)], addresses=[people.home()])
    cases.managed(actor, "Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn", identifiers=[people.citizen(2, year=2010)])
    step_up(browser)
    page = text(browser, "/danh-sach/ban-in/")
    assert "Số định danh cá nhân" in page and people.citizen(1).value in page and "Số 5, ấp 3" in page and "Có mặt" in page
    assert "Người dưới 18 tuổi" in page and "Trần Thị Nhỏ" not in page and people.citizen(2, year=2010).value not in page
    noted = Reading.objects.order_by("id").last()
    assert noted.page == "cases:list_print" and "D2" in noted.classes


def test_twin_without_the_seal_the_printed_list_would_name_the_minor(police):
    browser, actor = police
    cases.managed(actor, "Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    with connection.cursor() as cursor:
        cursor.execute("update people_person set is_sealed = false")
    step_up(browser)
    assert "Trần Thị Nhỏ" in text(browser, "/danh-sach/ban-in/")


def test_an_absence_shows_on_the_printed_list_and_opens_the_end(police):
    browser, actor = police
    case = cases.managed(actor)
    cases.recorded(actor, case.pk, K.ABSENCE_BEGAN, NOW - timedelta(days=2))
    step_up(browser)
    assert "Vắng mặt" in text(browser, "/danh-sach/ban-in/")
    assert "những ngày vắng mặt không tính vào thời hạn" in text(browser, f"/ho-so/{case.pk}/")


def test_printing_asks_who_it_is_and_notes_nothing_before(police):
    browser, _ = police
    answer = browser.get("/danh-sach/ban-in/")
    assert answer.status_code == 302 and "next=" in answer.url and not Reading.objects.filter(page="cases:list_print").exists()


def test_twin_without_the_demand_the_list_is_printed_at_once(police, monkeypatch):
    monkeypatch.setattr("donghanh.web.shell.sign_in.require_step_up", lambda request: None)
    assert police[0].get("/danh-sach/ban-in/").status_code == 200


@pytest.mark.parametrize("url", ["/thu-tuc/", "/danh-sach/", "/danh-sach/ban-in/", "/sap-het-han/"])
def test_a_list_costs_the_same_with_two_rows_and_with_fifty(police, url):
    browser, actor = police
    step_up(browser)

    def more(count):
        return lambda: [
            cases.managed(actor, f"Lê Thị {'Bảy' * (n + 1)}"[:100], at=NOW - timedelta(days=340), addresses=[people.home()]) for n in range(count)
        ]

    assert same_queries(browser, url, more(2), more(18)) <= 18


def test_a_case_costs_the_same_with_many_facts(police):
    browser, actor = police
    case = cases.managed(actor)

    def more(count):
        return lambda: [cases.recorded(actor, case.pk, K.RESIDENCE_CHECKED, NOW - timedelta(days=30, minutes=n)) for n in range(count)]

    assert same_queries(browser, f"/ho-so/{case.pk}/", more(2), more(48)) <= 25
    page = text(browser, f"/ho-so/{case.pk}/")
    assert page.count("<time ") == 20 and "?xem=55#dong-thoi-gian" in page
    assert text(browser, f"/ho-so/{case.pk}/?xem=55").count("<time ") == 55
