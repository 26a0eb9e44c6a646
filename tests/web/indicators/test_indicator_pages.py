"""Pages of indicators: the value with its targets, what is missing, typed figures with their source, lists for the commune alone."""

from __future__ import annotations

import re

import pytest

from donghanh.base.audit.models import Reading
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from tests.factories import programme
from tests.factories.programme import many
from tests.reports.test_parts import opened, told
from tests.support import same_queries

pytestmark = pytest.mark.django_db
TYPED = {"period": "2026", "value": "1.200", "document": "Quyết định số 12/QĐ-UBND ngày 05/01/2026", "provider": "Sở Y tế", "reason": ""}


def page(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def cared(here: int, name: str = "Lê Thị Ỗi"):
    """Somebody in aftercare since March 2026."""
    case = opened(here, P.AFTERCARE, K.REHAB_COMPLETED, "2026-02-10", name=name, completed="voluntary")
    told(case, K.AFTERCARE_PROPOSED, "2026-02-12", number="1")
    told(case, K.AFTERCARE_DECIDED, "2026-03-02", decided=True)
    return case


def test_the_list_names_every_target_with_its_state_or_what_is_missing(lead):
    shown = page(lead, "/chi-tieu/")
    assert shown.count('<div class="t-name">') == 15 and shown.count("Còn thiếu:") == 8
    assert "Người ghi: Cơ quan đầu mối cấp tỉnh về cai nghiện" in shown and 'href="/chi-tieu/user_management/"' in shown


@pytest.mark.requirement("QN22-II.7.b")
def test_a_page_shows_formula_source_and_the_list_behind_for_the_commune(sit, towns):
    here, there = towns
    case = cared(here)
    met, other = cared(here, "Trần Văn Gặp"), cared(there, "Người Nơi Khác")
    told(met, K.RESIDENCE_CHECKED, "2026-10-05")
    officer = sit("commune_officer", here)
    shown = page(officer, "/chi-tieu/aftercare_followed/")
    assert "50,0 %" in shown and "1 trên 2 người" in shown and "Cách tính" in shown and "Quá hạn, chưa đạt" in shown
    assert "6 tháng trước khi kỳ kết thúc" in shown and "Bản 1, dùng đến hết ngày" in shown and "Tính được một phần" in shown
    listed = page(officer, re.search(r'href="(/chi-tieu/aftercare_followed/danh-sach/[^"]+chua-dat)"', shown)[1].replace("&amp;", "&"))
    assert f"/nguoi/{case.person_id}/" in listed and str(met.person_id) not in listed and str(other.person_id) not in listed
    assert Reading.objects.filter(page="indicators:behind").count() == 1


def test_the_province_sees_its_total_and_no_small_number_of_a_commune(lead, sit, towns):
    here, _ = towns
    for n in range(3):
        cared(here, f"Người Thứ {chr(65 + n)}")
    shown = page(lead, "/chi-tieu/aftercare_followed/")
    assert "0 trên 3 người" in shown and "/danh-sach/" not in shown and "/nguoi/" not in shown
    commune = page(lead, f"/chi-tieu/aftercare_followed/?noi={here}")
    assert "trên 3" not in commune and "Qua các kỳ" not in commune
    assert page(lead, f"/chi-tieu/aftercare_followed/danh-sach/?noi={here}", status=403)


def test_a_day_is_asked_by_who_sees_exact_numbers_and_refused_to_who_counts(sit, lead, towns):
    here, _ = towns
    cared(here)
    day = "?ngay-d=1&ngay-m=3&ngay-y=2026"
    assert "không có người nào trong diện đếm" in page(sit("commune_officer", here), f"/chi-tieu/aftercare_followed/{day}")
    assert "0 trên 1 người" in page(lead, f"/chi-tieu/aftercare_followed/{day}"), "the day is not asked of the province: the running half stands"


def test_what_cannot_be_counted_says_which_fact_and_who(lead):
    shown = page(lead, "/chi-tieu/facilities_published/")
    assert "Chưa tính được từ hồ sơ." in shown and "Danh bạ cơ sở công lập" in shown and "Người ghi:" in shown and "Nhập số từ văn bản" in shown
    assert page(lead, "/chi-tieu/khong_co/", status=404)


def test_a_number_assigned_by_another_paper_is_not_set_until_it_is_typed_with_its_source(lead, towns):
    opened(towns[0], P.SUBSTITUTION, K.TREATMENT_STARTED, "2026-02-01")
    assert "1 người; chỉ tiêu được giao: chưa đặt" in page(lead, "/chi-tieu/methadone_patients/")
    assert lead.post("/chi-tieu/methadone_patients/nhap/", {**TYPED, "value": "2"}).status_code == 302
    shown = page(lead, "/chi-tieu/methadone_patients/")
    assert "50,0 %" in shown and "1 trên 2 người" in shown and "12/QĐ-UBND" in shown and "Sở Y tế" in shown and "Nhập tay" in shown


@pytest.mark.parametrize(
    ("code", "typed", "says"),
    [
        ("aftercare_followed", TYPED, "không nhập tay"),
        ("methadone_patients", TYPED | {"document": ""}, "Nhập văn bản có con số này"),
        ("methadone_patients", TYPED | {"value": "nhiều"}, "Không đọc được số"),
        ("facilities_published", TYPED | {"value": "151", "denominator": "150"}, "Số đạt lớn hơn tổng số"),
        ("facilities_published", TYPED, "Nhập trên tổng số"),
    ],
)
def test_a_figure_is_refused_with_its_reason(lead, code, typed, says):
    answer = lead.post(f"/chi-tieu/{code}/nhap/", typed)
    assert answer.status_code == 422 and says in answer.content.decode()


def test_statements_do_not_grow_with_people(lead, sit, towns):
    here, there = towns
    few, more = (lambda: many(here, total=2, reached=1)), (lambda: many(there, total=48, reached=30))
    assert same_queries(lead, "/chi-tieu/user_management/", few, more) <= 20
    cared(here)
    officer = sit("commune_officer", here)
    assert same_queries(
        officer, "/chi-tieu/completers_followed/", lambda: cared(here, "Người Hai"), lambda: [cared(here, f"Người {chr(65 + n)}") for n in range(3)]
    )


def test_a_target_of_another_province_is_shown_as_such(lead):
    programme.load_plan("QN22")
    shown = page(lead, "/chi-tieu/relapse/")
    assert "Quảng Ngãi" in shown and "giảm so với cùng kỳ" in shown


@pytest.mark.requirement("QN22-I.2.c")
def test_a_completer_without_decision_is_in_the_gap_list(sit, towns):
    here, _ = towns
    gap = opened(here, P.AFTERCARE, K.REHAB_COMPLETED, "2026-08-10", completed="voluntary")
    done = opened(here, P.AFTERCARE, K.REHAB_COMPLETED, "2026-08-11", "Trần Văn Đủ", completed="voluntary")
    told(done, K.AFTERCARE_PROPOSED, "2026-08-12", number="1")
    told(done, K.AFTERCARE_DECIDED, "2026-08-20", decided=True)
    listed = page(sit("commune_officer", here), "/chi-tieu/completers_followed/danh-sach/?loai=chua-dat")
    assert f"/nguoi/{gap.person_id}/" in listed and str(done.person_id) not in listed


@pytest.mark.requirement("DN137-III.2.a.1.b")
def test_support_with_a_job_raises_the_rate_and_takes_the_person_off_the_list(sit, towns):
    here, _ = towns
    first, second = cared(here), cared(here, "Trần Văn Việc")
    officer, listed = sit("commune_officer", here), "/chi-tieu/aftercare_supported/danh-sach/?loai=chua-dat"
    assert "0,0 %" in page(officer, "/chi-tieu/aftercare_supported/")
    assert all(f"/nguoi/{case.person_id}/" in page(officer, listed) for case in (first, second))
    told(second, K.AFTERCARE_SUPPORT, "2026-09-09", services=["JOB"])
    assert "50,0 %" in page(officer, "/chi-tieu/aftercare_supported/") and str(second.person_id) not in page(officer, listed)


@pytest.mark.requirement("DN137-I.1.c.2")
@pytest.mark.parametrize(("value", "says"), [("110", "110,0 %): vượt"), ("90", "90,0 %): chưa đạt, thiếu 10"), ("100", "100,0 %): đạt")])
def test_a_resolution_target_is_exceeded_or_behind_by_so_much(lead, value, says):
    typed = TYPED | {"value": value, "denominator": "100", "document": "Nghị quyết số 05-NQ/TU ngày 10/01/2026", "provider": "Tỉnh uỷ"}
    assert lead.post("/chi-tieu/resolution_targets/nhap/", typed).status_code == 302
    shown = page(lead, "/chi-tieu/resolution_targets/")
    assert says in shown and "05-NQ/TU" in shown and "Nhập tay" in shown
