"""Pages of what is said of a file: the procuracy's paper, the conclusion that the court reads, a step taken back by two, and whose step it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.cases.dossiers.models import Passage, Protest, VoidProposal
from donghanh.cases.models import Fact
from donghanh.cases.terms import FactKind as K
from tests.cases.dossiers.conftest import AT
from tests.cases.dossiers.test_own_hands import SAYS, told
from tests.cases.dossiers.test_said import WHY, concluded
from tests.cases.dossiers.test_travel import accepted, sent
from tests.factories import dossiers
from tests.web.cases.support import flat, text
from tests.web.dossiers.test_pages import LATER, letter, moment

pytestmark = pytest.mark.django_db
__all__ = ["letter"]
RULED = LATER + timedelta(hours=3)


@pytest.fixture
def prosecutor(sit, court, town):
    body = dossiers.procuracy(town[0])
    return sit("procuracy_viewer", unit_id=body.unit_id, body=body)


def ruled(letter, clerk, time) -> None:
    time.now = RULED
    told(clerk[1], Passage.objects.get(), K.COURT_DECIDED, RULED, **SAYS)


@pytest.mark.parametrize("act", ["", "protest", "recommend", "x"])
def test_an_act_that_is_not_known_does_nothing(police, clerk, case, time, act):
    time.now = LATER
    passage = sent(police[1], case)
    answer = clerk[0].post(f"/ho-so-gui-den/{passage.pk}/", {"act": act} if act else {})
    assert answer.status_code == 422 and "Không rõ việc cần ghi" in flat(answer)
    passage.refresh_from_db()
    assert passage.received_at is None and not Protest.objects.exists()


@pytest.mark.requirement("QN22-V.15")
def test_the_procuracy_writes_its_paper_and_reads_what_the_law_says_of_it(police, clerk, prosecutor, case, letter, time):
    assert "chưa có gì để kháng nghị" in text(prosecutor[0], letter)
    only = text(prosecutor[0], f"{letter}kien-nghi/")
    assert "chỉ kiến nghị về việc giải quyết hồ sơ" in only and 'value="protest"' not in only
    ruled(letter, clerk, time)
    page = text(prosecutor[0], f"{letter}kien-nghi/")
    assert "không đặt quy tắc riêng về việc này" in page, "the law of 2026 is silent, and that is said"
    assert "chưa nêu Toà án nào giải quyết" in page and SAYS["number"] in page
    assert "Quyết định này đặt" in page and f"Được khiếu nại, kháng nghị trong {SAYS['contest_days']} ngày" in page
    assert f"Số {SAYS['number']}" in text(prosecutor[0], letter)
    given = {"form": "protest", "against": "decision", "number": "2/KN-VKS", "content": "Quyết định thiếu căn cứ về nơi cư trú."}
    assert prosecutor[0].post(f"{letter}kien-nghi/", moment(RULED, **given | {"content": ""})).status_code == 422
    assert prosecutor[0].post(f"{letter}kien-nghi/", moment(RULED, **given)).status_code == 302
    for desk in (prosecutor, clerk, police):
        shown = text(desk[0], letter)
        assert "2/KN-VKS" in shown and "thiếu căn cứ về nơi cư trú" in shown
    assert "Đang có khiếu nại, kháng nghị" in text(police[0], f"/ho-so/{case.pk}/")
    waits = text(clerk[0], letter)
    assert "Chờ Toà án cấp trên giải quyết rồi ghi kết quả" in waits and "khi hết thời hạn khiếu nại" not in waits
    for desk in (clerk, police):
        assert desk[0].get(f"{letter}kien-nghi/").status_code == 403


def test_the_procuracy_finds_what_it_checked_and_where_each_file_is(prosecutor, clerk, case, letter):
    shown = text(prosecutor[0], "/ho-so-gui-den/da-kiem-sat/")
    assert "Đang ở Toà án" in shown and "Chưa có văn bản nào" in shown and letter in shown
    Passage.objects.update(done_at=LATER)
    assert "Đã rời Toà án, còn đọc được" in text(prosecutor[0], "/ho-so-gui-den/da-kiem-sat/")
    assert "Lê Thị Ỗi" in text(prosecutor[0], letter) and "/ho-so-gui-den/da-kiem-sat/" in text(prosecutor[0], "/ho-so-gui-den/")
    assert clerk[0].get("/ho-so-gui-den/da-kiem-sat/").status_code == 403


def test_the_procuracy_writes_nothing_on_a_file_that_has_left_the_court(prosecutor, case, letter):
    assert prosecutor[0].get(f"{letter}kien-nghi/").status_code == 200
    Passage.objects.update(done_at=LATER)
    for answer in (prosecutor[0].get(f"{letter}kien-nghi/"), prosecutor[0].post(f"{letter}kien-nghi/", moment(LATER))):
        assert answer.status_code == 422 and "Hồ sơ đã rời Toà án" in flat(answer)
    shown = text(prosecutor[0], letter)
    assert "Hồ sơ đã rời Toà án" in shown and f"{letter}kien-nghi/" not in shown


def test_the_court_is_offered_sending_on_only_when_it_can_send(clerk, case, letter, time):
    early = text(clerk[0], letter)
    assert "gui-tiep/" not in early and "Quyết định chưa có hiệu lực" in early
    ruled(letter, clerk, time)
    time.now = effective = AT + timedelta(days=20)
    told(clerk[1], Passage.objects.get(), K.DECISION_EFFECTIVE, effective)
    assert "gui-tiep/" in text(clerk[0], letter)


def test_the_court_reads_the_conclusion(police, clerk, case, court, time):
    concluded(case, court, at=AT - timedelta(days=3))
    time.now = LATER
    page = text(clerk[0], f"/ho-so-gui-den/{accepted(police[1], clerk[1], case).pk}/")
    assert (
        "Có nghiện ma tuý" in page
        and "Trung tâm Y tế" in page
        and "15/11/2026" in page
        and "phần chuyên môn" not in page.replace("phần chuyên môn y tế", "")
    )


def test_two_people_of_the_court_take_a_step_back_on_its_pages(police, clerk, sit, court, case, letter, time):
    ruled(letter, clerk, time)
    colleague = sit("court_clerk", unit_id=court.unit_id, body=court)
    fact = Fact.objects.get(case=case, kind="COURT_DECIDED")
    page = f"{letter}huy/{fact.pk}/"
    assert page in text(clerk[0], letter) and page not in text(police[0], letter)
    assert clerk[0].post(page, {"reason": "nhầm"}).status_code == 422
    assert clerk[0].post(page, {"reason": WHY}).status_code == 302
    answer = f"{letter}tra-loi-huy/{VoidProposal.objects.get().pk}/"
    assert "Xác nhận huỷ" not in text(clerk[0], letter) and "Xác nhận huỷ" in text(colleague[0], letter)
    assert clerk[0].post(answer, {"act": "agree"}).status_code == 422
    assert colleague[0].post(answer, {"act": "x"}).status_code == 404
    assert colleague[0].post(answer, {"act": "agree"}).status_code == 302
    fact.refresh_from_db()
    assert fact.void_reason == WHY and "Toà án đã thụ lý" in text(police[0], f"/ho-so/{case.pk}/")
    other = Fact.objects.get(case=case, kind="NOTICE_GIVEN")
    assert clerk[0].get(f"{letter}huy/{other.pk}/").status_code == 404


def test_what_is_another_body_s_step_is_said_to_be_and_no_button(police, clerk, case, time):
    before = text(police[0], f"/ho-so/{case.pk}/")
    assert "ghi/court-requested/" not in before
    assert "Chưa gửi được: hồ sơ còn thiếu kết quả xác định" in before and "Thêm phiếu kết quả xác định" in before
    assert "khi gửi hồ sơ" in text(police[0], f"/ho-so/{case.pk}/ghi/court-requested/")
    time.now = LATER
    accepted(police[1], clerk[1], case)
    after = text(police[0], f"/ho-so/{case.pk}/")
    assert "ghi/court-decided/" not in after and "Nơi khác làm" in after
    person = text(police[0], f"/nguoi/{case.person_id}/")
    assert "ghi/court-decided/" not in person and "ghi/hearing-ordered/" not in person


def test_twin_without_the_hands_the_button_would_be_there(police, clerk, case, time, monkeypatch):
    monkeypatch.setattr("donghanh.cases.hands.whose", lambda ids, **told: {one: {} for one in ids})
    time.now = LATER
    accepted(police[1], clerk[1], case)
    assert "ghi/court-decided/" in text(police[0], f"/ho-so/{case.pk}/")
