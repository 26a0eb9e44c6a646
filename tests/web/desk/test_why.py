"""Why this date: the sum is the law engine's own, drawn day by day or hour by hour; what is unsure is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.terms import FactKind as K
from tests.factories import cases, people
from tests.web.cases.support import text

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def why(browser, case, duty):
    return text(browser, f"/viec/{case.pk}/{duty}/vi-sao/")


def test_hours_are_drawn_as_start_sum_and_end(police):
    browser, actor = police
    page = why(browser, cases.opened(actor, at=cases.moment("2026-11-21T07:00")), "verify-residence")
    assert "Vì sao là 07:00 Chủ nhật, 22/11/2026?" in page
    assert "<b>07:00</b> <span>bắt đầu</span>" in page and "<b>24 giờ</b>" in page and "<b>07:00</b> <span>hết hạn</span>" in page
    assert "Nghị định 163/2026/NĐ-CP, Điều 58 khoản 1" in page and "Có kết quả xét nghiệm dương tính, 21/11/2026 07:00" in page


def test_working_days_are_drawn_with_the_days_that_do_not_count(police):
    browser, actor = police
    page = why(browser, cases.opened(actor, at=cases.moment("2024-03-01T09:00")), "verify-residence")
    assert "Vì sao là thứ Tư, 06/03/2024?" in page
    assert '<li class="day-skip"><span>T7</span> <b>02/03</b> <span>nghỉ</span></li>' in page
    assert '<li class="day-end"><span>T4</span> <b>06/03</b> <span>3 = hạn</span></li>' in page


def test_an_unknown_hour_is_said_and_counts_from_the_end_of_the_day(police):
    browser, actor = police
    person = people.register(actor, at=NOW)
    day = cases.moment("2026-11-20T00:00")
    with scope(actor):
        case = actions.open_case(actor=actor, at=NOW, person_id=person.pk, happened_at=day, is_date_only=True, data={})
    page = why(browser, case, "verify-residence")
    assert "Không ai ghi giờ của sự việc này" in page and "Có kết quả xét nghiệm dương tính, 20/11/2026." in page


def test_where_the_law_names_no_limit_the_page_says_so(police):
    browser, actor = police
    page = why(browser, cases.managed(actor), "send-decision")
    assert "Vì sao không có hạn?" in page and "không ghi thời hạn bằng số" in page and "Điều 59 khoản 3" in page


def test_what_is_not_confirmed_is_in_sight(police):
    browser, actor = police
    page = why(browser, cases.managed(actor), "offer-service")
    assert "Theo nguồn thứ cấp, chưa đối chiếu lời văn" in page and "note-warn" in page


def test_two_texts_that_differ_are_named(police):
    browser, actor = police
    assert "Luật tính từ khi nhận kết quả dương tính; Nghị định tính từ khi nhận thông báo" in why(browser, cases.notified(actor), "decide")


def test_it_leads_to_the_fact_not_to_the_date(police, desk):
    browser, actor = police
    case = cases.opened(actor)
    fact = case.facts.get()
    assert f"/ho-so/{case.pk}/huy/{fact.pk}/" in why(browser, case, "verify-residence")
    chair, _ = desk("commune_chair")
    assert "/huy/" not in why(chair, case, "verify-residence")


@pytest.mark.parametrize("duty", ["decide", "khong-co"])
def test_a_duty_that_is_not_owed_leads_to_the_file(police, duty):
    browser, actor = police
    case = cases.opened(actor)
    assert browser.get(f"/viec/{case.pk}/{duty}/vi-sao/").url == f"/ho-so/{case.pk}/"


def test_the_monthly_check_has_its_two_days(police):
    browser, actor = police
    case = cases.managed(actor)
    cases.recorded(actor, case.pk, K.RESIDENCE_CHECKED, NOW - timedelta(days=15))
    page = why(browser, case, "check-residence")
    assert "Vì sao là Chủ nhật, 06/12/2026?" in page and "<b>06/11</b>" in page and "<b>06/12</b>" in page
