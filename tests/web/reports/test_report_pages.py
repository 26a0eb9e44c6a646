"""Pages of reports: build, read as frozen, take away, count again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.audit.models import Reading
from donghanh.reports.models import FrozenReport
from tests.factories.programme import NOW, detected, load_plan, load_uncounted, manage
from tests.support import same_queries

pytestmark = pytest.mark.django_db
EARLY = NOW - timedelta(days=30)
BUILD = {"plan": "DN137", "period": "2026H2", "reason": ""}


def page(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def officer(sit, towns):
    detected(towns[0], at=EARLY, managed=EARLY + timedelta(days=1), offered=EARLY + timedelta(days=1))
    detected(towns[0], at=EARLY, managed=EARLY + timedelta(days=1))
    return sit("commune_officer", towns[0])


@pytest.mark.requirement("DN137-VII.4")
def test_a_report_is_built_read_and_taken_away(officer):
    answer = officer.post("/bao-cao/chot/", BUILD)
    assert answer.status_code == 302
    shown = page(officer, answer.url)
    assert "Đã chốt số liệu" in shown and "50,0 %" in shown and "Chưa đạt" in shown and "bản đầu" in shown
    for form, begins, kind in (("docx", b"PK", "wordprocessingml"), ("xlsx", b"PK", "spreadsheetml"), ("pdf", b"%PDF", "pdf")):
        file = officer.get(f"{answer.url}tep/{form}/")
        assert file.content.startswith(begins) and kind in file["Content-Type"]
        assert file["Content-Disposition"] == f'attachment; filename="bao-cao-DN137-2026H2-ban-1.{form}"'
    assert Reading.objects.filter(page="reports:file").count() == 3
    assert officer.get(f"{answer.url}tep/exe/").status_code == 404


def test_counted_again_it_is_the_same_until_history_is_changed(officer, towns):
    address = officer.post("/bao-cao/chot/", BUILD).url
    later = detected(towns[0], at=NOW + timedelta(hours=1))
    manage(towns[0], later, at=NOW + timedelta(hours=2))
    assert "mọi số đúng như đã in" in page(officer, f"{address}?tinh-lai=1")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table cases_fact disable trigger fact_only_voided")
        cursor.execute("delete from cases_fact where kind = 'SERVICE_OFFERED'")
    shown = page(officer, f"{address}?tinh-lai=1")
    assert "khác số đã in" in shown and "người đạt: đã in 1, tính lại 0" in shown


def test_a_second_one_asks_why(officer):
    officer.post("/bao-cao/chot/", BUILD)
    answer = officer.post("/bao-cao/chot/", BUILD)
    assert answer.status_code == 422 and "bản mới sẽ là bản số 2" in answer.content.decode().replace("\xa0", " ")
    officer.post("/bao-cao/chot/", {**BUILD, "reason": "Bổ sung sự việc ghi muộn"})
    shown = page(officer, "/bao-cao/chot/")
    assert "Bản 2, mới nhất" in shown and "Bản 1, đã thay" in shown and "Bổ sung sự việc ghi muộn" in shown
    old = FrozenReport.objects.get(version=1)
    assert "đã có bản thay" in page(officer, f"/bao-cao/{old.pk}/")


def test_nothing_chosen_is_said_at_its_field(officer):
    answer = officer.post("/bao-cao/chot/", {"plan": "", "period": "1999"})
    assert answer.status_code == 422 and "Chọn kế hoạch" in answer.content.decode() and not FrozenReport.objects.exists()


def test_the_province_builds_its_own_and_sees_no_communes(lead, officer):
    of_commune = officer.post("/bao-cao/chot/", BUILD).url
    of_province = lead.post("/bao-cao/chot/", BUILD).url
    shown = page(lead, of_province)
    assert ("tỉnh Đồng Nai" in shown and "Theo xã, phường" in shown) or "quá ít người" in shown
    assert lead.get(of_commune).status_code == 404 and officer.get(of_province).status_code == 404
    assert "mọi số đúng như đã in" in page(lead, f"{of_province}?tinh-lai=1")


def test_an_empty_list_says_what_to_do(lead):
    assert "Chưa có báo cáo nào" in page(lead, "/bao-cao/chot/")


def test_statements_do_not_grow_with_reports(officer, towns):
    def build(count):
        for _ in range(count):
            officer.post("/bao-cao/chot/", {**BUILD, "reason": "Thử"})

    assert same_queries(officer, "/bao-cao/chot/", lambda: build(2), lambda: build(5)) <= 15


def test_what_is_sent_twice_builds_once(officer):
    key = re.search(r'name="_once" value="([^"]+)"', page(officer, "/bao-cao/chot/"))[1]
    for _ in range(2):
        officer.post("/bao-cao/chot/", {**BUILD, "reason": "Gửi hai lần", "_once": key})
    assert FrozenReport.objects.count() == 1


def test_only_plans_this_place_reports_on_are_offered(officer):
    load_plan("QN22")
    load_uncounted("DN257")
    offered = re.search(r'<select[^>]*name="plan".*?</select>', page(officer, "/bao-cao/chot/"))[0]
    assert re.findall(r'value="([^"]*)"', offered)[-1:] == ["DN137"] and "257/KH" not in offered and "QN22" not in offered
    answer = officer.post("/bao-cao/chot/", {**BUILD, "plan": "DN257"})
    assert answer.status_code == 422 and not FrozenReport.objects.exists()


def test_without_a_plan_to_report_on_the_page_says_so(officer):
    with connection.cursor() as cursor:
        cursor.execute("update programme_plan set province = '51'")
    assert "Chưa có kế hoạch nào của tỉnh mình" in page(officer, "/bao-cao/chot/")
