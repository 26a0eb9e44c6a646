"""Pages of travelling files: sending knowingly, the court's own steps, sending on, who serves a commune, and the menus of whoever moves a file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from donghanh.base.accounts.roles import ROLES
from donghanh.base.places.models import Coverage
from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers import filing, rules
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.models import Case, Fact
from donghanh.cases.terms import FactKind as K
from tests.cases.dossiers.conftest import AT
from tests.cases.dossiers.test_own_hands import told
from tests.cases.dossiers.test_travel import accepted, do, sent
from tests.cases.dossiers.test_walls import ask
from tests.cases.dossiers.test_whole_way import EFFECTIVE, in_facility
from tests.factories import accounts, dossiers, places
from tests.web.cases.support import flat, text

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)


def moment(at, **more):
    return {"on-d": str(at.day), "on-m": str(at.month), "on-y": str(at.year), "hour": f"{at:%H:%M}", **more}


def test_missing_papers_are_sent_with_a_tick_and_a_reason_that_the_court_reads(police, clerk, case, time):
    page = f"/ho-so/{case.pk}/gui-di/to_court/"
    first = text(police[0], page)
    assert "chưa có “Kết quả xác định tình trạng nghiện”" in first and "Vẫn gửi" not in first, "no reason heals it, so none is asked for"
    assert "chưa có “Kết quả xác định tình trạng nghiện”" in flat(police[0].post(page, {"although_missing": "on", "why_missing": "Gửi sau"}))
    dossiers.placed(police[1], case, "result", at=AT)
    assert "Hồ sơ còn thiếu" in flat(police[0].post(page))
    ticked = flat(police[0].post(page, {"although_missing": "on"}))
    assert "Ghi lý do để nơi nhận biết" in ticked
    assert police[0].post(page, {"why_missing": "Chỉ có lý do"}).status_code == 422
    assert police[0].post(page, {"although_missing": "on", "why_missing": "Cơ sở y tế gửi sau"}).status_code == 302
    (sent,) = Passage.objects.filter(case=case)
    assert "Cơ sở y tế gửi sau" in text(clerk[0], f"/ho-so-gui-den/{sent.pk}/")


def test_what_the_court_asks_and_why_it_declines_is_read_by_the_commune_and_on_the_list(police, clerk, case, letter, time):
    time.now = asked = LATER + timedelta(hours=3)
    page = f"{letter}ghi/court-asked/"
    assert clerk[0].post(page, moment(asked)).status_code == 422
    assert clerk[0].post(page, moment(asked, question="Nơi ở ba tháng qua")).status_code == 302
    assert "Toà án hỏi: Nơi ở ba tháng qua" in text(police[0], f"/ho-so/{case.pk}/") and "Nơi ở ba tháng qua" in text(clerk[0], letter)
    listed = text(clerk[0], "/ho-so-gui-den/")
    assert "Toà án đã thụ lý" in listed and "Thời hiệu áp dụng biện pháp:" in listed, "the nearest limit that the law puts to the court"
    page = f"{letter}ghi/court-declined/"
    said = {"number": "2/QĐ-TA", "signer": "Trần Văn Ẩn"}
    assert clerk[0].post(page, moment(asked, **said)).status_code == 422
    assert clerk[0].post(page, moment(asked, outcome="ended", why="Người này đang mang thai", **said)).status_code == 302
    assert "Đình chỉ việc xem xét" in (story := text(police[0], f"/ho-so/{case.pk}/")) and "lý do: Người này đang mang thai" in story
    fact = Fact.objects.get(case=case, kind="COURT_DECLINED")
    void = text(police[0], f"/ho-so/{case.pk}/huy/{fact.pk}/")
    assert "bên đó tự huỷ" in void and "Ghi điều báo sai" in void and "Vì sao sự việc này sai?" not in void


def test_a_full_file_asks_for_no_reason(police, case):
    dossiers.placed(police[1], case, *dossiers.PAPERS[2026], at=AT)
    page = text(police[0], f"/ho-so/{case.pk}/gui-di/to_court/")
    assert "Vẫn gửi dù còn thiếu" not in page and "TAND khu vực" in page


def test_without_the_determination_the_papers_say_what_to_add_before_sending(police, case):
    assert "thiếu giấy này thì không gửi hồ sơ" in text(police[0], f"/ho-so/{case.pk}/giay-to/")


def test_papers_that_nobody_has_signed_for_are_said_to_wait_and_for_whom(police, clerk, case, time):
    sent(police[1], case)
    time.now = LATER
    waits = "Đang chờ nơi đó ký nhận"
    assert waits in text(police[0], f"/ho-so/{case.pk}/")
    do(clerk[1], "receive_dossier", LATER, passage_id=Passage.objects.get(case=case).pk)
    assert waits not in text(police[0], f"/ho-so/{case.pk}/")


def test_nobody_is_handed_to_a_facility_before_the_ruling_stands(police, case):
    assert "Giao cho cơ sở cai nghiện" not in text(police[0], f"/ho-so/{case.pk}/giay-to/")


def test_a_list_that_was_not_read_says_so_where_it_is_sent_with(police, case, monkeypatch):
    """A list taken from an earlier decree is not shown as if it were the law of the day."""
    monkeypatch.setattr(rules, "is_near", lambda leg, stage: True)  # the words alone are looked at: this file is not so far yet
    assert "tạm theo danh mục của Nghị định 116/2021/NĐ-CP" in text(police[0], f"/ho-so/{case.pk}/gui-di/to_facility/")


@pytest.fixture
def letter(police, clerk, case, time):
    time.now = LATER
    return f"/ho-so-gui-den/{accepted(police[1], clerk[1], case).pk}/"


CONTEST = {"contest_days": "5", "contest_reason": "Quyết định nêu"}


def test_the_court_writes_its_decision_and_the_commune_only_reads_it(police, clerk, case, letter, time):
    ours = text(clerk[0], letter)
    assert "Toà án quyết định áp dụng" in ours and "Bước của cơ quan bạn" in ours
    theirs = text(police[0], f"/ho-so/{case.pk}/")
    assert "nơi đó tự ghi" in theirs
    assert 'ghi/court-decided/">Ghi: Toà án' not in theirs, "no button for what the court writes"
    assert "nơi đó tự ghi" in text(police[0], f"/ho-so/{case.pk}/ghi/court-decided/")
    time.now = ruled = LATER + timedelta(hours=3)
    wrong = clerk[0].post(f"{letter}ghi/court-decided/", moment(ruled, number="5/QĐ-TA", signer="Trần Văn Ẩn", months="12", **CONTEST))
    assert wrong.status_code == 422 and "24 tháng" in flat(wrong)
    unset = clerk[0].post(f"{letter}ghi/court-decided/", moment(ruled, number="5/QĐ-TA", signer="Trần Văn Ẩn", months="24"))
    assert unset.status_code == 422 and "cũng không cho thi hành ngay" in flat(unset), "the law is silent: the decision itself sets the days"
    assert clerk[0].post(f"{letter}ghi/court-decided/", moment(ruled, number="", signer="", months="24", **CONTEST)).status_code == 422
    assert (
        clerk[0].post(f"{letter}ghi/court-decided/", moment(ruled, number="5/QĐ-TA", signer="Trần Văn Ẩn", months="24", **CONTEST)).status_code == 302
    )
    assert Fact.objects.get(case=case, kind="COURT_DECIDED").data["signer"] == "Trần Văn Ẩn"
    assert "Toà án đã quyết định" in text(police[0], f"/ho-so/{case.pk}/")
    own, of_the_person = flat(clerk[0].get(letter)).split("Quyền của người trong hồ sơ")
    assert "Không phải bước của cơ quan bạn" in of_the_person and "Khiếu nại quyết định của Toà án" in of_the_person.split("Hạn trong")[0]
    assert "Khiếu nại quyết định của Toà án" not in own.split("Bước của cơ quan bạn")[1].split("Chưa ghi được")[0]
    assert clerk[0].get(f"{letter}ghi/admitted/").status_code == 404
    assert police[0].get(f"{letter}ghi/court-declined/").status_code == 403


def test_an_act_that_meets_several_duties_is_one_rung(police, clerk, case, letter):
    page = police[0].get(f"/ho-so/{case.pk}/").content.decode()
    ladder = page.split('<ol class="steps"', 1)[1].split("</ol>", 1)[0]
    assert ladder.count("Gửi văn bản đề nghị Toà án") == 1


def test_a_return_names_every_fault_on_one_page(police, clerk, case, time):
    dossiers.placed(police[1], case, *dossiers.PAPERS[2026], at=AT)
    police[0].post(f"/ho-so/{case.pk}/gui-di/to_court/")
    letter = f"/ho-so-gui-den/{Passage.objects.get(case=case).pk}/"
    assert "Số giấy biên nhận" not in text(clerk[0], letter)
    time.now = LATER
    assert clerk[0].post(letter, {"act": "receive"}).status_code == 302
    assert flat(clerk[0].post(f"{letter}tra-lai/")).count("phải nêu thiếu sót") == 1
    assert clerk[0].post(f"{letter}tra-lai/", {"fault_cv": "Sai năm sinh", "fault_minutes": "Thiếu chữ ký"}).status_code == 302
    assert "Thiếu chữ ký" in text(police[0], f"/ho-so/{case.pk}/giay-to/")


def test_the_court_sends_its_decision_on_and_the_commune_signs_for_it(police, clerk, case, letter, time):
    time.now = ruled = LATER + timedelta(hours=3)
    clerk[0].post(f"{letter}ghi/court-decided/", moment(ruled, number="5/QĐ-TA", signer="Trần Văn Ẩn", months="24", **CONTEST))
    assert "chưa có hiệu lực" in flat(clerk[0].get(f"{letter}gui-tiep/"))
    time.now = effective = AT + timedelta(days=20)
    assert clerk[0].post(f"{letter}ghi/decision-effective/", moment(effective)).status_code == 302
    assert "Hồ sơ còn thiếu" in flat(clerk[0].post(f"{letter}gui-tiep/"))
    assert clerk[0].post(f"{letter}gui-tiep/", {"paper_court_decision": "5/QĐ-TA"}).status_code == 302
    home = Passage.objects.get(case=case, leg="to_execution")
    assert str(home.pk) in text(police[0], "/ho-so-gui-den/")
    assert police[0].post(f"/ho-so-gui-den/{home.pk}/", {"act": "receive"}).status_code == 302
    home.refresh_from_db()
    assert home.received_at == effective and home.on_paper == ""


@pytest.mark.requirement("QN22-V.16.b")
@pytest.mark.parametrize("role", sorted(code for code, one in ROLES.items() if {"dossier.send", "dossier.answer", "decision.sign"} & one.may))
def test_stuck_files_stand_in_the_menu_of_whoever_moves_them(role, sit, town, court):
    body = {"court_clerk": {"unit_id": court.unit_id, "body": court}}.get(role, {})
    level = accounts.SEATS[role][1]
    desk, _actor = sit(role, **(body or {"unit_id": town[0].pk if level == "COMMUNE" else court.unit_id}))
    page = text(desk, "/ho-so-ket/")
    assert page.count('href="/ho-so-ket/"') >= 1


def test_a_stuck_file_leads_the_court_to_where_it_is_moved(police, clerk, case, time):
    dossiers.placed(police[1], case, *dossiers.PAPERS[2026], at=AT)
    police[0].post(f"/ho-so/{case.pk}/gui-di/to_court/")
    time.now = AT + timedelta(days=3)
    (sent,) = Passage.objects.filter(case=case)
    assert f'href="/ho-so-gui-den/{sent.pk}/"' in text(clerk[0], "/ho-so-ket/")


def test_both_pages_say_the_same_of_a_paper(police, case):
    """The summary that lies in the file is neither missing there nor "not drawn up" on the page of the case."""
    page = f"/ho-so/{case.pk}/"
    before = text(police[0], page)
    asked = [form for form in ("ND163-V-33", "ND163-V-34", "ND163-V-36", "ND163-V-37") if f"mau-giay-to/{form}" in before]
    assert asked, before[-3000:]
    with scope(police[1]):
        filing.paper_made(case, asked[0], actor=police[1], at=AT, reference="5/HS")
    assert "Có trong hồ sơ" in text(police[0], page)
    assert f"mau-giay-to/{asked[0]}" not in text(police[0], f"{page}giay-to/")


def test_a_paper_is_taken_out_with_a_reason(police, case):
    dossiers.placed(police[1], case, "cv", at=AT)
    out = f"/ho-so/{case.pk}/rut-giay-to/cv/"
    assert out in text(police[0], f"/ho-so/{case.pk}/giay-to/")
    assert police[0].post(out).status_code == 422
    assert police[0].post(out, {"reason": "Nhầm hồ sơ"}).status_code == 302
    assert out not in text(police[0], f"/ho-so/{case.pk}/giay-to/")


@pytest.fixture
def bare(town):
    """A commune of which no source says the court."""
    Coverage.objects.filter(unit=town[1]).delete()
    return town[1].pk


GIVEN = {"kind": "regional_court", "name": "Toà án nhân dân khu vực 9 - Đồng Nai", "since": "1/7/2025", "reason": "Thông báo 12/TB-TA"}


def test_who_serves_a_commune_is_set_with_day_and_reason_where_no_source_says_it(sit, bare, police):
    lead, _actor = sit("provincial_lead", unit_id=places.DONG_NAI)
    page = f"/dia-ban/{bare}/toa-an/"
    assert "Chưa biết nơi nào phụ trách" in text(lead, page)
    assert lead.post(page, GIVEN | {"reason": " "}).status_code == 422
    assert lead.post(page, GIVEN).status_code == 302
    shown = text(lead, page)
    assert "Toà án nhân dân khu vực 9 - Đồng Nai" in shown and "Đặt bằng tay" in shown and "Thông báo 12/TB-TA" in shown
    row = Coverage.objects.get(unit_id=bare)
    assert (row.starts_on, row.confidence) == (date(2025, 7, 1), "M")
    assert police[0].post(page, GIVEN).status_code == 403 and "Đặt nơi phụ trách" not in text(police[0], page)


def test_a_source_is_not_set_aside_by_hand(sit, bare):
    lead, _actor = sit("provincial_lead", unit_id=places.DONG_NAI)
    body = accounts.body("regional_court", places.DONG_NAI, name="TAND khu vực 4")
    Coverage.objects.create(body=body, unit_id=bare, starts_on=date(2025, 7, 1), citation="Nghị quyết 81", confidence="V")
    answer = lead.post(f"/dia-ban/{bare}/toa-an/", GIVEN | {"since": "1/8/2026"})
    assert answer.status_code == 422 and "đã có nguồn" in flat(answer)
    Coverage.objects.filter(unit_id=bare).update(confidence="M")  # twin: were it a setting by hand, it would give way
    assert lead.post(f"/dia-ban/{bare}/toa-an/", GIVEN | {"since": "1/8/2026"}).status_code == 302
    assert Coverage.objects.filter(unit_id=bare, ends_before=date(2026, 8, 1)).count() == 1


SET = "select set_coverage(%s, 'regional_court', 'TAND bịa', '2025-07-01', 'không có')"


def test_past_the_pages_only_the_lead_of_the_province_sets_a_court(sit, bare, police):
    _desk, lead = sit("provincial_lead", unit_id=places.DONG_NAI)
    for actor in (police[1], None):
        with scope(actor):
            assert ask(SET, [bare]) is None
    with scope(lead):
        assert ask(SET, [bare]) is not None  # the twin: with the right it goes in
    with scope(lead), pytest.raises(ProgrammingError), transaction.atomic():
        ask("delete from places_coverage")


def test_nothing_of_a_case_is_left_by_a_refused_sending(police, case):
    police[0].post(f"/ho-so/{case.pk}/gui-di/to_court/")
    assert not Passage.objects.filter(case=case).exists() and Case.objects.get(pk=case.pk).stage == "READING"


def test_the_facility_writes_a_leave_with_number_and_signer_of_its_heads_decision(sit, police, clerk, case, time, town):
    house = dossiers.facility(town[0])
    desk, intake = sit("facility_intake", unit_id=house.unit_id, body=house)
    passage = in_facility(police[1], clerk[1], intake, case)
    told(intake, passage, K.ADMITTED, EFFECTIVE)
    time.now = day = EFFECTIVE + timedelta(days=3)
    letter = f"/ho-so-gui-den/{passage.pk}/"
    assert "ghi/leave-began/" in text(desk, letter) and "ghi/borrowed/" in text(desk, letter)
    assert desk.post(f"{letter}ghi/leave-began/", moment(day, number="2/QĐ-CSCN", signer="")).status_code == 422
    assert desk.post(f"{letter}ghi/leave-began/", moment(day, number="2/QĐ-CSCN", signer="Lý Thị Ẩn")).status_code == 302
    assert Fact.objects.get(case=case, kind="LEAVE_BEGAN").data == {
        "number": "2/QĐ-CSCN",
        "signer": "Lý Thị Ẩn",
        "issuer": "rehabilitation_facility.facility_head",
    }
    assert "nơi đó tự ghi" in text(police[0], f"/ho-so/{case.pk}/ghi/leave-ended/")


def test_the_facility_writes_the_stay_and_the_commune_is_offered_none_of_it(sit, police, clerk, case, time, town):
    house = dossiers.facility(town[0])
    desk, intake = sit("facility_intake", unit_id=house.unit_id, body=house)
    passage = in_facility(police[1], clerk[1], intake, case)
    told(intake, passage, K.ADMITTED, EFFECTIVE)
    time.now = day = EFFECTIVE + timedelta(days=3)
    letter, theirs = f"/ho-so-gui-den/{passage.pk}/", text(police[0], f"/ho-so/{case.pk}/")
    own = text(desk, letter).split("Bước của cơ quan bạn")[1].split("Chưa ghi được")[0]
    for step in ("escaped", "hospitalised", "transferred", "reduction-proposed", "stay-suspended", "exempted"):
        assert f"ghi/{step}/" in own and f'/ghi/{step}/"' not in theirs
    assert desk.post(f"{letter}ghi/exempted/", moment(day, number="7/QĐ-TA", signer="")).status_code == 422
    assert desk.post(f"{letter}ghi/transferred/", moment(day, number="7/QĐ", facility="Cơ sở số 2")).status_code == 302
    assert Fact.objects.get(case=case, kind="TRANSFERRED").data == {"number": "7/QĐ", "facility": "Cơ sở số 2"}


def test_a_facility_hands_the_file_to_the_next_one_and_says_who_holds_it_meanwhile(police, clerk, case, sit, town, time):
    house = dossiers.facility(town[0])
    intake = sit("facility_intake", unit_id=house.unit_id, body=house)
    named = {"name": "Cơ sở cai nghiện ma tuý số 2", "short_name": "Cơ sở 2"}
    second = accounts.Body.objects.create(kind="facility", unit_id=house.unit_id, starts_on=accounts.SINCE, **named)
    passage = in_facility(police[1], clerk[1], intake[1], case)
    told(intake[1], passage, K.ADMITTED, EFFECTIVE)
    page, letter = f"/ho-so-gui-den/{passage.pk}/chuyen-co-so/", f"/ho-so-gui-den/{passage.pk}/"
    time.now = EFFECTIVE + timedelta(days=1)
    assert "Gửi hồ sơ cho cơ sở mới" not in text(intake[0], letter) and "Chưa ghi việc chuyển cơ sở" in text(intake[0], page, status=422)
    told(intake[1], passage, K.TRANSFERRED, time.now, number="5/QĐ")
    assert "Gửi hồ sơ cho cơ sở mới" in text(intake[0], letter) and second.name in text(intake[0], page)
    numbers = {"paper_court_decision": "9", "paper_cv": "1", "paper_intake_minutes": "2"}
    assert "Chọn cơ sở nhận" in flat(intake[0].post(page, numbers))
    time.now += timedelta(minutes=5)
    assert intake[0].post(page, numbers | {"facility": str(second.pk)}).status_code == 302
    assert "còn giữ người và hồ sơ đến khi nơi đó ký nhận" in text(intake[0], letter)
