"""What a health station reads, writes down and signs of a determination."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from donghanh.cases.diagnosis.models import Assessment
from donghanh.cases.models import Fact
from donghanh.cases.terms import FactKind as K
from donghanh.legal import diagnosis as law
from tests.factories.cases import NOW
from tests.factories.diagnosis import THREE, marks
from tests.support import same_queries
from tests.web.cases.support import at, flat, text

TWO = marks("CRAVING", "TOLERANCE")
WHY = "Hồ sơ bệnh án ở bệnh viện tỉnh cho thấy đã điều trị cai hai lần."


def url(sent, page: str = "") -> str:
    return f"/duoc-gui-den/{sent.pk}/{page}"


def found(marked=THREE, *, on: datetime = NOW - timedelta(hours=1), length: str = "together", **more):
    came = on.astimezone()
    received = {"received_on-d": str(came.day), "received_on-m": str(came.month), "received_on-y": str(came.year), "received_time": "7:30"}
    boxes = {f"tieu_chuan_{code}": mark for code, mark in marked.items()}
    return at(on, place="body", groups=["OPIOID"], length=length, **received, **boxes, **more)


def wrote(browser, sent, marked=THREE, **more):
    answer = browser.post(url(sent, "tieu-chuan/"), found(marked, **more))
    assert answer.status_code == 302, flat(answer)[-1500:]
    return Assessment.objects.order_by("id").last()


def signing(read, result="yes", **more):
    return at(NOW, result=result, number="15/PKQ-TYT", read=str(read.pk), **more)


def test_before_anything_is_written_the_page_says_what_to_do(nurse, sent):
    page = text(nurse[0], url(sent))
    assert "Ngô Hữu Trường, 1994" in page and "Chưa ghi tiêu chuẩn nào" in page and "Ký kết luận" not in page
    assert "Chưa ghi các tiêu chuẩn" in text(nurse[0], url(sent, "ket-luan/"))
    assert "Chờ ghi tiêu chuẩn" in text(nurse[0], "/duoc-gui-den/")


def test_the_page_shows_why_with_article_criteria_and_how_sure(nurse, sent):
    wrote(nurse[0], sent)
    page = text(nurse[0], url(sent))
    for said in ("Có 3 trong 6 tiêu chuẩn", "Thông tư 18/2021/TT-BYT, Điều 3 khoản 4, Điều 4", "Chưa được xác nhận", "Thèm muốn mãnh liệt"):
        assert said in page
    assert "Máy chỉ đối chiếu" in page and "chưa đặt. Chưa đọc văn bản nào nói Thông tư 18/2021/TT-BYT còn áp dụng" in page


def test_not_enough_to_conclude_is_a_state_with_what_is_missing(nurse, sent):
    wrote(nurse[0], sent, marks("CRAVING", unclear=("WITHDRAWAL",)))
    page = text(nurse[0], url(sent))
    assert "Còn thiếu để kết luận" in page and "Chưa rõ có hay không: Trạng thái cai." in page
    assert "Chưa đủ để kết luận" in text(nurse[0], "/duoc-gui-den/")


def test_a_conclusion_is_read_once_more_then_signed(nurse, sent, police):
    read = wrote(nurse[0], sent)
    review = flat(nurse[0].post(url(sent, "ket-luan/"), signing(read)))
    assert "Bạn sắp ký kết luận" in review and "Đủ tiêu chuẩn: có nghiện" in review and "Lý do khác" not in review
    assert not Fact.objects.filter(kind=K.FOUND_DEPENDENT).exists()
    assert nurse[0].post(url(sent, "ket-luan/"), signing(read, dong_y="1")).url == url(sent)
    page = text(nurse[0], url(sent))
    assert "Ngô Hữu Trường" not in page and "15/PKQ-TYT" in page
    assert nurse[0].post(url(sent, "ket-luan/"), signing(read, "no", dong_y="1")).status_code == 409
    theirs = text(police[0], f"/ho-so/{sent.case_id}/")
    assert "Kết luận: có nghiện" in theirs and "15/PKQ-TYT" in theirs
    assert not any(name in theirs for name in law.criteria().values())


@pytest.mark.parametrize(("marked", "result"), [(THREE, "no"), (TWO, "yes")])
def test_a_differing_conclusion_asks_for_its_reason_and_shows_it(nurse, sent, marked, result):
    read = wrote(nurse[0], sent, marked)
    refused = nurse[0].post(url(sent, "ket-luan/"), signing(read, result, dong_y="1"))
    assert refused.status_code == 422 and "lý do chuyên môn" in flat(refused)
    assert WHY in flat(nurse[0].post(url(sent, "ket-luan/"), signing(read, result, reason=WHY)))
    assert nurse[0].post(url(sent, "ket-luan/"), signing(read, result, reason=WHY, dong_y="1")).status_code == 302
    assert "Lý do khác với quy định" in text(nurse[0], url(sent)) and WHY in text(nurse[0], url(sent))


def test_an_empty_form_names_every_criterion(nurse, sent):
    answer = nurse[0].post(url(sent, "tieu-chuan/"), {"on-d": ""})
    assert answer.status_code == 422
    assert all(name in flat(answer) for name in law.criteria().values()) and not Assessment.objects.exists()


MISSING = [*(f"tieu_chuan_{code}" for code in law.criteria()), "place", "groups", "length", "time", "received_time", "on-d", "received_on-y"]


@pytest.mark.requirement("QN22-V.2.e")
def test_the_form_is_refused_if_any_one_field_is_missing(nurse, sent):
    for name in MISSING:
        typed = {key: value for key, value in found().items() if key != name}
        assert nurse[0].post(url(sent, "tieu-chuan/"), typed).status_code == 422, name
    assert not Assessment.objects.exists()
    assert wrote(nurse[0], sent), "with all of them it is taken"


def test_every_step_is_recorded_in_the_browser_and_the_list_says_what_is_owed(nurse, sent, police):
    browser = nurse[0]
    assert "Ghi đã tiếp nhận" in text(browser, url(sent)) and "Ghi đã cử người" not in text(browser, url(sent)), "the person comes to the station"
    assert browser.post(url(sent, "buoc/person-received/"), at(NOW - timedelta(hours=2))).status_code == 302
    assert "Trả kết quả xác định tình trạng nghiện" in text(browser, "/duoc-gui-den/")
    assert "07:00" in text(browser, url(sent, "tieu-chuan/")), "what was told is not asked again"
    read = wrote(browser, sent)
    assert browser.post(url(sent, "ket-luan/"), signing(read, dong_y="1")).status_code == 302
    assert "Gửi kết quả cho người được xác định" in text(browser, "/duoc-gui-den/")
    assert browser.post(url(sent, "buoc/result-sent/"), at(NOW, was_told="on")).status_code == 302
    assert "Gửi kết quả cho người" not in text(browser, "/duoc-gui-den/")
    theirs = text(police[0], f"/ho-so/{sent.file_id}/")
    assert "Kết luận: có nghiện" in theirs and "Gửi kết quả xác định cho người và cơ quan đề nghị" in theirs and "Quyền của người này" in theirs


def test_a_request_is_sent_back_with_its_reason_and_no_other_address_is_a_step(nurse, sent, police):
    assert nurse[0].get(url(sent, "buoc/died/")).status_code == 404
    refused = nurse[0].post(url(sent, "buoc/dossier-returned/"), at(NOW, why="thiếu"))
    assert refused.status_code == 422 and "Ghi ít nhất 20 ký tự" in flat(refused)
    assert nurse[0].post(url(sent, "buoc/dossier-returned/"), at(NOW, why="Thiếu bản sao kết quả xét nghiệm.")).status_code == 302
    assert "Đã trả lại đề nghị" in text(nurse[0], url(sent)) and "Gửi xác định tình trạng nghiện" in text(police[0], f"/ho-so/{sent.case_id}/")
    assert "Thiếu bản sao kết quả xét nghiệm." in text(police[0], f"/ho-so/{sent.file_id}/")


def test_a_volunteer_is_received_and_no_commune_is_told(nurse, police):
    who = {"full_name": "Vũ Thị Na", "birth_year": "1990"}
    made = nurse[0].post("/duoc-gui-den/tu-den/", at(NOW - timedelta(hours=1), **who))
    assert made.status_code == 302
    page = text(nurse[0], made.url)
    assert "Vũ Thị Na, 1990" in page and "Chính người này" in page and "Trả lại đề nghị" not in page
    assert "Người này tự đến" in text(nurse[0], "/duoc-gui-den/")
    assert nurse[0].post("/duoc-gui-den/tu-den/", at(NOW, full_name="Vũ Bé", birth_year="2012")).status_code == 422
    assert police[0].get("/duoc-gui-den/tu-den/").status_code == 403


def test_the_summary_sheet_is_filled_from_the_findings(nurse, sent):
    wrote(nurse[0], sent)
    page = text(nurse[0], url(sent, "phieu-theo-doi/"))
    for said in ("Ngô Hữu Trường", "Ngay tại cơ sở y tế", "Chất dạng thuốc phiện (Phụ lục 04)", "Thèm muốn mãnh liệt: có", "Trạng thái cai: không"):
        assert said in page


@pytest.mark.parametrize("page", ["", "tieu-chuan/", "ket-luan/", "phieu-theo-doi/"])
def test_no_other_office_opens_a_page_of_it(sent, desk, police, page):
    assert police[0].get(url(sent, page)).status_code == 403
    assert desk("commune_officer")[0].get(url(sent, page)).status_code == 403
    assert desk("health_station", unit_id=900_002)[0].get(url(sent, page)).status_code == 404


def test_as_many_questions_for_many_findings_as_for_two(nurse, sent):
    def more(count: int) -> None:
        for minutes in range(count):
            wrote(nurse[0], sent, TWO, on=NOW - timedelta(hours=1, minutes=minutes % 20))

    same_queries(nurse[0], url(sent), lambda: more(2), lambda: more(20))
    assert nurse[0].get(f"/duoc-gui-den/{uuid4()}/").status_code == 404
