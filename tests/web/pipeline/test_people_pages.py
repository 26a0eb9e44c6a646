"""Pages of where people are: names by right, days and states, the next record, and what they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.audit.models import Reading
from donghanh.cases import memo
from donghanh.cases.terms import FactKind as K
from tests.cases.pipeline.test_people import fact, to_enter
from tests.factories import cases, dossiers
from tests.support import same_queries
from tests.web.cases.support import at, text

pytestmark = pytest.mark.django_db
NOW = cases.NOW
PAGES = ("/noi-o/", "/dang-lap-ho-so/", "/vang-mat/")


@pytest.mark.requirement("QN22-V.8.b")
def test_the_day_is_chosen_and_the_absent_have_their_list(police):
    browser, actor = police
    case = cases.managed(actor, "Vũ Văn Vắng", at=NOW - timedelta(days=60))
    cases.managed(actor, "Vũ Thị Nhà", at=NOW - timedelta(days=60))
    fact(actor, case, K.ABSENCE_BEGAN, NOW - timedelta(days=5))
    absent = text(browser, "/noi-o/?o=vang-mat")
    assert "Vũ Văn Vắng" in absent and "Vũ Thị Nhà" not in absent and "Vắng mặt, không rõ nơi ở" in absent and "từ 16/11/2026" in absent
    before = text(browser, "/noi-o/?ngay-d=15&ngay-m=11&ngay-y=2026")
    assert "15/11/2026" in before and "Vũ Văn Vắng" in before and "Vắng mặt, không rõ" not in before
    assert "phải là hôm nay hoặc trước hôm nay" in text(browser, "/noi-o/?ngay=2026-12-24", status=422)


@pytest.mark.requirement("DN137-VI.1.dd.2", "DN137-VI.2.c.3")
def test_a_skipped_home_check_is_overdue_the_next_day_on_the_list_the_desk_and_the_file(police):
    browser, actor = police
    case = dossiers.at_reading_end(actor, at=NOW)
    decided = {"helper": "Phạm Văn Giám", "guardian": "Lê Thị Mẹ", "check_days": 3}
    fact(actor, case, K.INTERIM_DECIDED, NOW - timedelta(days=8), place="home")
    fact(actor, case, K.SUPERVISOR_ASSIGNED, NOW - timedelta(days=8), **decided)
    assert case.duties.get(kind="CHECK_MEANWHILE").due_at == NOW.replace(hour=0) - timedelta(days=4)  # Monday, when Tuesday begins
    page = text(browser, "/dang-lap-ho-so/")
    for said in ("Gia đình quản lý, từ 13/11/2026", "Lê Thị Mẹ", "Phạm Văn Giám", "quá hạn"):
        assert said in page
    assert "Kiểm tra người đang chờ làm thủ tục" in text(browser, "/viec/?muc=qua-han")
    file = text(browser, f"/ho-so/{case.pk}/")
    assert "Kiểm tra người đang chờ làm thủ tục" in file and "đơn vị tự đặt khoảng cách" in file
    assert "Văn bản đã đọc không nêu" in text(browser, f"/viec/{case.pk}/check-meanwhile/vi-sao/")
    sent = browser.post(f"/ho-so/{case.pk}/ghi/residence-checked/", at(NOW - timedelta(hours=1)))
    assert sent.status_code == 302 and case.duties.get(kind="CHECK_MEANWHILE").due_at > NOW


def test_the_supervisor_is_recorded_by_hand(police):
    browser, actor = police
    case = dossiers.at_reading_end(actor, at=NOW)
    given = at(NOW - timedelta(hours=1), supervisor="Phạm Văn Giám", guardian="Lê Thị Mẹ", check_days="7")
    assert browser.post(f"/ho-so/{case.pk}/ghi/supervisor-assigned/", given).status_code == 302
    assert case.facts.get(kind=K.SUPERVISOR_ASSIGNED).data == {"helper": "Phạm Văn Giám", "guardian": "Lê Thị Mẹ", "check_days": 7}
    assert "mỗi 7 ngày kiểm tra một lần" in text(browser, f"/ho-so/{case.pk}/")


@pytest.mark.requirement("DN137-VI.15.c.4")
def test_who_ran_away_stands_there_with_days_state_and_the_record_that_closes_it(police):
    browser, actor = police
    case = dossiers.at_reading_end(actor, at=NOW)
    fact(actor, case, K.ESCAPED, NOW - timedelta(days=6))
    page = text(browser, "/vang-mat/")
    assert case.number in page and "6 ngày" in page and "chưa ghi quyết định truy tìm" in page
    assert f"/ho-so/{case.pk}/ghi/brought-back/" in page
    assert browser.post(f"/ho-so/{case.pk}/ghi/brought-back/", at(NOW - timedelta(hours=1))).status_code == 302
    assert "Không ai vắng mặt" in text(browser, "/vang-mat/")


@pytest.mark.requirement("DN137-VI.12.c")
def test_a_postponement_is_recorded_with_ground_and_day_and_alerts_when_it_comes(police):
    browser, actor = police
    case = to_enter(actor)
    given = at(NOW - timedelta(hours=2), postponed_for="Đang ốm nặng", **{"review_on-d": "21", "review_on-m": "11", "review_on-y": "2026"})
    sent = browser.post(f"/ho-so/{case.pk}/ghi/postponed/", given)
    if sent.status_code == 422:  # the court's own paper names who signed it
        pytest.fail(sent.content.decode()[:3000])
    page = text(browser, "/vang-mat/")
    assert "Đang ốm nặng" in page and "đã đến ngày xem lại" in page and "21/11/2026" in page
    assert "Xem lại căn cứ hoãn chấp hành" in text(browser, "/viec/")


def test_a_person_under_the_seal_of_minors_is_named_in_none_of_them(police):
    browser, actor = police
    case = cases.managed(actor, "Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn", at=NOW - timedelta(days=40))
    fact(actor, case, K.ABSENCE_BEGAN, NOW - timedelta(days=5))
    for url in PAGES:
        assert "Trần Thị Nhỏ" not in text(browser, url)
    assert "Người dưới 18 tuổi" in text(browser, "/vang-mat/") and "Người dưới 18 tuổi" in text(browser, "/noi-o/")


@pytest.mark.parametrize("url", PAGES)
def test_each_opening_is_noted(police, url):
    text(police[0], url)
    assert Reading.objects.count() == 1


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("role", ["health_station", "provincial_lead", "court_clerk", "auditor"])
def test_who_keeps_no_files_opens_none_of_them(desk, role, url):
    text(desk(role)[0], url, status=403)


@pytest.mark.parametrize("url", PAGES)
def test_the_same_number_of_statements_with_few_people_and_with_many(police, url):
    browser, actor = police
    made = iter(range(1, 99))

    def more(n: int) -> None:
        for _ in range(n):
            case = dossiers.at_reading_end(actor, at=NOW, full_name=f"Lê Thị {'Ba' * next(made)}"[:100])
            fact(actor, case, K.ESCAPED, NOW - timedelta(days=6))
        memo.freshen(actor.unit_ids)

    assert same_queries(browser, url, lambda: more(2), lambda: more(6)) <= 15
