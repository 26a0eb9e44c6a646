"""The working list: who may open it, what stands in which group, and what it never shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, queries
from donghanh.cases.models import Case, Duty
from donghanh.cases.queries import working
from donghanh.cases.terms import FactKind as K
from tests.factories import accounts, cases
from tests.support import queries_of, same_queries

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def text(browser, url="/viec/"):
    answer = browser.get(url)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("commune_officer", 200),
        ("commune_police", 200),
        ("commune_police_chief", 200),
        ("commune_chair", 200),
        ("health_station", 403),
        ("facility_doctor", 403),
        ("provincial_lead", 403),
        ("auditor", 403),
        ("system_admin", 403),
    ],
)
def test_only_those_who_read_legal_files_have_a_working_list(desk, role, status):
    browser, _ = desk(role)
    assert browser.get("/viec/").status_code == status


def test_the_first_page_of_an_officer_is_the_working_list(police):
    browser, _ = police
    assert browser.get("/").url == "/viec/"


def test_an_empty_desk_says_what_will_come(police):
    assert "Không còn việc nào đến hạn" in text(police[0])


def test_first_stands_what_is_owed_by_ones_own_body_and_the_rest_one_link_away(desk, police):
    browser, actor = police
    cases.opened(actor, "Phạm Quá Hạn", at=NOW - timedelta(days=3))
    chair, _ = desk("commune_chair")
    assert "Phạm Quá Hạn" in text(browser) and "Phạm Quá Hạn" not in text(browser, "/viec/?cua=khac")
    empty = text(chair)
    assert "Phạm Quá Hạn" not in empty and "Việc của cơ quan khác: 1." in empty and 'href="/viec/?cua=khac"' in empty
    assert "Phạm Quá Hạn" in text(chair, "/viec/?cua=khac") and "Phạm Quá Hạn" not in text(chair), "the address alone says whose"
    assert "cua=khac&amp;muc=qua-han" in text(chair, "/viec/?cua=khac")


def test_what_the_law_gives_the_person_time_for_stands_on_a_side_of_its_own(police, desk):
    browser, actor = police
    case = cases.opened(actor, "Phạm Quá Hạn", at=NOW - timedelta(days=3))
    due = {"due_at": NOW + timedelta(days=2), "stands_from": NOW, "rule_id": ""}
    Duty.objects.create(case=case, unit_id=case.unit_id, kind="READ_DOSSIER", function="person_concerned", **due)
    chair, _ = desk("commune_chair")
    for reader in (browser, chair):
        own = text(reader, "/viec/?cua=nguoi")
        assert "Thời gian luật dành cho người trong hồ sơ" in own and "hết ngày không ai là chậm" in own
        assert own.count('class="task"') == 1 and "Quá hạn" not in own
    assert "Thời gian luật dành cho người trong hồ sơ" not in text(browser) + text(browser, "/viec/?cua=khac")
    assert 'Quyền của người trong hồ sơ <span class="num ml-1">(1)</span>' in text(browser)


@pytest.mark.parametrize("side", ["", "khac", "nguoi"])
def test_of_all_tabs_at_most_one_is_the_current_page(police, side):
    page = text(police[0], f"/viec/?cua={side}")
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count('aria-current="page"') == (side != "nguoi") and main.count('aria-current="true"') == 0


def test_rows_stand_under_their_deadline(police):
    browser, actor = police
    cases.opened(actor, "Phạm Quá Hạn", at=NOW - timedelta(days=3))
    cases.opened(actor, "Vũ Hôm Nay", at=NOW - timedelta(hours=20))
    cases.opened(actor, "Lê Ngày Mai", at=NOW - timedelta(hours=2))
    page = text(browser)
    order = ("Quá hạn <span", "Phạm Quá Hạn", "Hôm nay <span", "Vũ Hôm Nay", "Tuần này <span", "Lê Ngày Mai")
    places = [page.index(word) for word in order]
    assert places == sorted(places)
    assert "quá hạn 2 ngày" in page and "còn 4 giờ" in page
    assert "Xác minh nơi cư trú" in page and "NĐ 163/2026, Điều 58.1" in page


def test_a_row_names_the_form_the_office_and_the_article_of_the_day(police):
    browser, actor = police
    cases.notified(actor, "Ngô Hữu Trường")
    page = text(browser)
    assert "Ra quyết định quản lý (mẫu 04)" in page and "Trưởng Công an cấp xã" in page and "NĐ 163/2026, Điều 59.1" in page


def test_duties_without_a_limit_say_so_and_stand_last(police):
    browser, actor = police
    cases.managed(actor)
    page = text(browser)
    assert page.index("Kiểm tra nơi cư trú hằng tháng") < page.index("Luật không ghi hạn")
    assert "Giới thiệu dịch vụ tư vấn, hỗ trợ" in page and "chưa xác nhận" in page


def test_a_minor_is_never_named_in_a_list(police):
    browser, actor = police
    cases.opened(actor, "Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    page = text(browser)
    assert "Người dưới 18 tuổi, 2010" in page and "Trần Thị Nhỏ" not in page


def test_twin_without_the_seal_the_name_of_the_minor_leaks(police):
    browser, actor = police
    cases.opened(actor, "Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    with connection.cursor() as cursor:
        cursor.execute("update people_person set is_sealed = false")
    assert "Trần Thị Nhỏ" in text(browser)


def test_names_are_hidden_and_shown_again_by_a_button(police):
    browser, actor = police
    cases.opened(actor, "Lê Quỳnh Ngọc Phượng")
    assert browser.post("/viec/che-ten/").status_code == 302
    page = text(browser)
    assert "L. Q. N. P., 1994" in page and "Lê Quỳnh Ngọc Phượng" not in page and "Hiện họ tên" in page
    browser.post("/viec/che-ten/")
    assert "Lê Quỳnh Ngọc Phượng" in text(browser)


def test_another_commune_sees_nothing_of_it(police, desk):
    cases.opened(police[1], "Lê Quỳnh Ngọc Phượng")
    other, _ = desk(unit_id=900_002)
    assert "Lê Quỳnh Ngọc Phượng" not in text(other)


def test_figures_count_and_lead_to_their_group(police):
    browser, actor = police
    cases.opened(actor, at=NOW - timedelta(days=3))
    page = text(browser)
    assert 'href="/viec/#nhom-1"><b>1</b> <span>Quá hạn</span>' in page


@pytest.mark.parametrize("tab", ["sap-het-han", "chuyen-den", "bi-tra-lai", "khong-co"])
def test_each_tab_opens_also_when_empty(police, tab):
    assert police[0].get(f"/viec/?muc={tab}").status_code == 200


def test_a_term_that_ends_soon_and_a_file_on_its_way_have_their_tab(police, desk):
    browser, actor = police
    ending = cases.managed(actor, "Đoàn Sắp Hết", at=NOW - timedelta(days=350))
    moving = cases.managed(actor, "Hồ Thị Đi")
    cases.recorded(actor, moving.pk, K.ARRIVED, NOW - timedelta(hours=1))
    accounts.unit(900_002)
    with scope(actor):
        actions.send_file(actor=actor, at=NOW, case_id=moving.pk, to_unit_id=900_002)
    assert ending.number in text(browser, "/viec/?muc=sap-het-han")
    there, _ = desk(unit_id=900_002)
    for page in (text(there, "/viec/?muc=chuyen-den"), text(there)):
        assert "H. T. Đ., 1994" in page and "Hồ Thị Đi" not in page


def test_a_list_made_with_an_older_law_is_made_anew(police):
    browser, actor = police
    case = cases.opened(actor)
    Duty.objects.filter(case=case).update(kind="DECIDE_END", rule_id="")
    assert "Xác minh nơi cư trú" not in text(browser)
    Case.objects.update(computed_with="an older edition")
    assert "Xác minh nơi cư trú" in text(browser)


def test_the_cost_does_not_grow_with_the_rows(police):
    browser, actor = police

    def more(count):
        return lambda: [cases.opened(actor, f"Lê Thị {'Bảy' * (n + 1)}"[:100]) for n in range(count)]

    # Two of them open and close the test's savepoint, one reads units that a running server keeps for a minute.
    assert same_queries(browser, "/viec/", more(2), more(48)) <= 15
    for address in ("/viec/?so=100", "/viec/?muc=qua-han", "/viec/?muc=den-ngay-nhac"):
        assert queries_of(browser, address) <= 15


def test_this_week_ends_with_sunday(police, monkeypatch):
    browser, actor = police
    cases.opened(actor, "Lê Chủ Nhật", at=NOW - timedelta(hours=2))  # due on Sunday morning
    page = text(browser)
    assert page.index("Tuần này <span") < page.index("Lê Chủ Nhật")
    cases.managed(actor, "Vũ Tháng Sau", at=NOW - timedelta(days=2))  # its monthly check is due within seven days or later
    with scope(actor):
        dues = [row.due_at for row in queries.working_list(actor, at=NOW) if row.due_at]
        counts = queries.today_counts(actor, at=NOW)
    sunday = NOW.replace(hour=0) + timedelta(days=2)
    assert queries.week_ends(NOW) == sunday == queries.week_ends(NOW + timedelta(days=1))
    assert counts.week == sum(NOW.replace(hour=0) + timedelta(days=1) < due <= sunday for due in dues)
    assert counts.later == sum(due > sunday for due in dues)


def test_twin_with_seven_days_from_tomorrow_next_week_counts_as_this(police, monkeypatch):
    browser, actor = police
    case = cases.opened(actor, "Lê Thứ Tư", at=NOW - timedelta(hours=2))
    Duty.objects.filter(case=case).update(due_at=NOW + timedelta(days=4))
    assert "Sau đó <span" in text(browser) and "Tuần này <span" not in text(browser)
    monkeypatch.setattr(queries, "week_ends", lambda at: at + timedelta(days=8))
    monkeypatch.setattr(working, "week_ends", lambda at: at + timedelta(days=8))
    assert "Tuần này <span" in text(browser)


def test_the_number_of_tasks_is_the_true_one(police):
    browser, actor = police
    case = cases.opened(actor, at=NOW - timedelta(days=3))
    duty = Duty.objects.get(case=case)
    Duty.objects.bulk_create(
        Duty(case=case, unit_id=case.unit_id, kind=duty.kind, rule_id=duty.rule_id, function=duty.function, due_at=duty.due_at, stands_from=NOW)
        for _ in range(59)
    )
    page = text(browser)
    assert "60 việc, đang xem 20." in page and 'Quá hạn <span class="n">60</span>' in page
    assert "60 việc. Hạn" in text(browser, "/viec/?so=100")


def test_drafts_of_others_wait_in_their_tab_for_those_who_check(police, desk):
    assert "Chờ kiểm tra" in text(police[0])
    assert "Không có dự thảo nào chờ bạn kiểm tra" in text(police[0], "/viec/?muc=cho-kiem-tra")
    officer, _ = desk("commune_officer")
    assert "Chờ kiểm tra" not in text(officer)
    assert "chờ bạn kiểm tra" not in text(officer, "/viec/?muc=cho-kiem-tra")
