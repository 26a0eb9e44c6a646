"""The pages of what people ask about their own files, from the request to the answer, and the papers handed to them."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pypdf
import pytest
from django.db import connection

from donghanh.base.audit.models import Reading
from donghanh.cases.models import Fact
from donghanh.cases.terms import FactKind as K
from donghanh.rights.models import Contest, Correction, Delegate, Showing
from tests.factories import accounts, cases, decisions, rights
from tests.factories.people import register
from tests.support import queries_of, same_queries

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, f"{answer.status_code}: {re.sub(r'<[^>]+>', ' ', answer.content.decode())[:3000]}"
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).replace("\u00a0", " ").split())


def pdf_text(answer) -> str:
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split())


def test_something_said_to_be_wrong_is_reviewed_and_answered_by_a_colleague(people, browser):
    case = cases.managed(people.police, at=NOW - timedelta(days=10))
    decisions.fact(people, case, K.ABSENCE_BEGAN, NOW - timedelta(days=3))
    officer, police = browser("commune_officer"), browser("commune_police")
    fact = Fact.objects.get(case_id=case.pk, kind=K.ABSENCE_BEGAN)
    address = f"/nguoi/{case.person_id}/quyen/bao-sai/"
    assert "Vắng mặt, không rõ nơi ở" in text(officer.get(f"{address}?su-viec={fact.pk}"))
    sent = officer.post(address, {"what": str(fact.pk), "said": rights.SAID, "asked_on": "21/11/2026", "by": ""})
    assert sent.url == f"/nguoi/{case.person_id}/quyen/"
    made = Correction.objects.get()
    page = text(officer.get(sent.url))
    assert "Đang xem lại" in page and "trả lời đến hết 25/11/2026" in page
    assert "Lê Thị Ỗi" in text(officer.get("/yeu-cau/"))
    own = f"/bao-sai/{made.pk}/"
    assert "không tự xem lại" in text(police.get(own)), "he wrote the fact"
    assert police.post(own, {"outcome": "KEPT", "reasons": rights.SAID}).status_code == 403
    assert officer.post(f"{own}da-bao/").url == own
    assert "Chọn kết quả" in text(officer.post(own, {"reasons": rights.SAID}), 422)
    assert officer.post(own, {"outcome": "CORRECTED", "reasons": "Đối chiếu phiếu gốc: mẫu của người khác."}).url == own
    page = text(officer.get(own))
    assert "Đã sửa theo yêu cầu" in page and "mẫu của người khác" in page and "356/2025/NĐ-CP" in page
    assert officer.post(own, {"outcome": "KEPT", "reasons": rights.SAID}).status_code == 409
    assert Reading.objects.filter(page="rights:correction", person_id=case.person_id, purpose="P7").exists()


def test_the_first_fact_of_a_file_may_be_wrong_and_the_file_still_opens(people, browser):
    """What opened the file is not voided away from under it: the answer says why, and the hold stays."""
    case = decisions.waiting(people)
    made = rights.correction(people.officer, case)
    officer = browser("commune_officer")
    answer = officer.post(f"/bao-sai/{made.pk}/", {"outcome": "CORRECTED", "reasons": "Đối chiếu phiếu gốc: mẫu của người khác."})
    assert "huỷ nó thì hồ sơ không còn căn cứ" in text(answer, 422)
    assert "Đang xem lại" in text(officer.get(f"/nguoi/{case.person_id}/quyen/"))


def test_a_complaint_with_its_limit_from_the_page_of_the_decision_to_the_answer(people, browser, at):
    made = decisions.signed(people, decisions.waiting(people))
    officer, chief = browser("commune_officer"), browser("commune_police_chief")
    address = f"/quyet-dinh/{made.pk}/khieu-nai/"
    page = text(officer.get(address))
    for words in ("Trưởng Công an xã Trảng Bom", "90 ngày kể từ", "Luật Khiếu nại", "Chưa được xác nhận, cần bộ phận pháp chế"):
        assert words in page
    assert "tin cậy" not in page
    at(cases.moment("2027-03-01T09:00"))
    officer, chief = browser("commune_officer"), browser("commune_police_chief")
    late = {"known_on": "21/11/2026", "complained_on": "1/3/2027", "content": rights.CONTENT, "late_because": "Nằm viện"}
    sent = officer.post(address, late)
    row = Contest.objects.get()
    assert sent.url == f"/khieu-nai/{row.pk}/"
    page = text(officer.get(sent.url))
    assert "Quá hạn, vẫn được xem xét" in page and "đến hết 19/02/2027" in page and "Nằm viện" in page
    assert "Trả lời khiếu nại" not in page and "Trả lời khiếu nại" in text(chief.get(sent.url))
    assert chief.post(sent.url, {"effect": "WITHDRAWN", "reasons": "Khiếu nại đúng: xét nghiệm nhầm mẫu."}).url == sent.url
    page = text(chief.get(sent.url))
    assert "Phải thu hồi, chưa có quyết định" in page and "Soạn quyết định thu hồi" in page


def test_days_that_do_not_fit_are_told_at_their_field(people, browser):
    made = decisions.signed(people, decisions.waiting(people))
    given = {"known_on": "1/11/2026", "complained_on": "21/11/2026", "content": rights.CONTENT}
    assert "sớm hơn ngày ký" in text(browser("commune_officer").post(f"/quyet-dinh/{made.pk}/khieu-nai/", given), 422)


def test_a_delegate_is_written_down_and_ended(people, browser):
    case = decisions.waiting(people)
    officer = browser("commune_officer")
    address = f"/nguoi/{case.person_id}/quyen/nguoi-dai-dien/"
    given = {
        "kind": "LAWYER", "full_name": "Ngô Thị Ỷ", "basis": "Giấy uỷ quyền ngày 20/11/2026", "may": ["READ", "COMPLAIN"],
        "starts_on": "21/11/2026", "ends_on": "21/11/2028",
    }  # fmt: skip
    assert "một năm kể từ ngày bắt đầu" in text(officer.post(address, given), 422)
    assert officer.post(address, given | {"ends_on": "20/5/2027"}).status_code == 302
    made = Delegate.objects.get()
    page = text(officer.get(f"/nguoi/{case.person_id}/quyen/"))
    assert "Ngô Thị Ỷ" in page and "Đến hết 20/05/2027" in page
    assert officer.post(f"{address}{made.pk}/ket-thuc/", {"reason": "Người này rút uỷ quyền."}).status_code == 302
    assert "Đã kết thúc" in text(officer.get(f"/nguoi/{case.person_id}/quyen/"))


def test_the_file_is_shown_and_the_version_kept(people, browser):
    case = decisions.waiting(people)
    officer = browser("commune_officer", stepped_up=True)
    extract = pdf_text(officer.get(f"/nguoi/{case.person_id}/quyen/ban-trich/pdf/"))
    assert "Bản trích hồ sơ cho người có hồ sơ" in extract and case.number in extract and "Nguyễn Hữu Ẵng" not in extract
    given = {"on": "21/11/2026", "time": "08:30", "has_copy": "on", "by": ""}
    assert officer.post(f"/nguoi/{case.person_id}/quyen/cho-xem/", given).status_code == 302
    assert Showing.objects.get().versions and "đã đưa bản trích" in text(officer.get(f"/nguoi/{case.person_id}/quyen/"))
    assert officer.get(f"/nguoi/{case.person_id}/quyen/ban-trich/exe/").status_code == 404


def test_the_notice_goes_out_on_a_fresh_proof_of_identity_and_is_noted(people, browser):
    made = decisions.signed(people, decisions.waiting(people))
    assert browser("commune_police").get(f"/quyet-dinh/{made.pk}/thong-bao/pdf/").status_code == 302, "first the password"
    answer = browser("commune_police", stepped_up=True).get(f"/quyet-dinh/{made.pk}/thong-bao/pdf/")
    assert "Không đồng ý thì làm gì?" in pdf_text(answer) and 'filename="thong-bao-01-qd-cax.pdf"' in answer["Content-Disposition"]
    assert browser("commune_chair", stepped_up=True).get(f"/quyet-dinh/{made.pk}/thong-bao/docx/").status_code == 200
    assert Reading.objects.filter(page="rights:notice", person_id=made.person_id).exists()


def test_another_commune_finds_nothing(people, town, browser):
    case = decisions.waiting(people)
    made = decisions.signed(people, case)
    correction, contest = rights.correction(people.officer, case), rights.contest(people.officer, made)
    stranger = browser("commune_officer", stepped_up=True, post=decisions.hands(town[1]).posts["commune_officer"])
    for address in (f"/nguoi/{case.person_id}/quyen/", f"/nguoi/{case.person_id}/quyen/ban-trich/pdf/", f"/bao-sai/{correction.pk}/",
                    f"/khieu-nai/{contest.pk}/", f"/quyet-dinh/{made.pk}/thong-bao/pdf/", f"/quyet-dinh/{made.pk}/khieu-nai/"):  # fmt: skip
        assert stranger.get(address).status_code == 404, address


def test_the_pages_cost_the_same_whatever_was_asked(people, browser):
    client = browser("commune_officer")
    case = decisions.waiting(people)
    first = rights.contest(people.officer, decisions.signed(people, case), at=NOW + timedelta(days=2))
    same = {f.attname: getattr(first, f.attname) for f in Contest._meta.concrete_fields if f.attname != "id"}
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; drop index contest_one_open_per_decision")  # one decision stands for many here

    def some(count: int):
        def make():
            for _ in range(count):
                Contest.objects.create(**same)
                rights.correction(people.officer, case, None)
                rights.delegate(people.officer, case.person_id)
                rights.showing(people.officer, case.person_id)

        return make

    assert same_queries(client, f"/nguoi/{case.person_id}/quyen/", some(2), some(8)) <= 25
    assert same_queries(client, "/yeu-cau/", some(1), some(4)) <= 15
    assert queries_of(client, f"/bao-sai/{Correction.objects.first().pk}/") <= 25


def test_a_role_without_files_has_no_page(people, browser, town):
    case = decisions.waiting(people)
    station = accounts.sign_in(browser("commune_officer"), accounts.post(role="provincial_lead"))
    assert station.get("/yeu-cau/").status_code == 403 and station.get(f"/nguoi/{case.person_id}/quyen/").status_code in (403, 404)


def test_a_court_s_ruling_has_its_notice_and_its_complaint_on_the_page_of_rights(people, browser):
    person = register(people.police, "Lê Thị Ỗi", at=NOW - timedelta(days=90), birth_year=1990)
    case = cases.ruled(person, number="9/2026/QĐ-TA", months=24, contest_days=60, contest_reason="Quyết định nêu")
    officer = browser("commune_police")
    page = text(officer.get(f"/nguoi/{person.pk}/quyen/"))
    assert "Quyết định số 9/2026/QĐ-TA ngày 12/10/2026" in page and "hết ngày 11/12/2026" in page and "chưa có hiệu lực" in page
    asked = officer.get(f"/ho-so/{case.pk}/quyet-dinh-toa-an/thong-bao/pdf/")
    assert asked.status_code == 302 and "/xac-nhan-lai/" in asked.url, "the paper is handed out on a fresh proof of identity"
    here = f"/ho-so/{case.pk}/quyet-dinh-toa-an/khieu-nai/"
    assert 'value="12"' in officer.get(here).content.decode(), "known from the day of the ruling"
    sent = {"known_on": "12/10/2026", "complained_on": "20/11/2026", "content": "Tôi chưa được đọc hồ sơ trước phiên họp.", "by": ""}
    assert officer.post(here, sent | {"content": ""}).status_code == 422
    assert officer.post(here, sent).url == f"/nguoi/{person.pk}/quyen/"
    page = text(officer.get(f"/nguoi/{person.pk}/quyen/"))
    assert "Khiếu nại ngày 20/11/2026" in page and "Tôi chưa được đọc hồ sơ" in page
    assert Reading.objects.filter(page="rights:contest_ruling", person_id=person.pk, purpose="P7").exists()
