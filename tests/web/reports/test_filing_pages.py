"""The report desk at the browser: write, keep, send, return, accept, gather, confer; what is taken away as files."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from donghanh.base.accounts.models import Post
from donghanh.programme.tasks.models import Task
from donghanh.reports.filing.models import Version, Words
from donghanh.web.shell import clock
from tests.factories import accounts, filing
from tests.factories.filing import HALF, PROVINCE, UNITS, WORDS, act, moment, sent
from tests.factories.pages import PageClient
from tests.factories.programme import TARGET, detected, load_uncounted
from tests.support import same_queries

pytestmark = pytest.mark.django_db
CODE, OURS = f"{UNITS}-HALF_YEAR", f"{PROVINCE}-HALF_YEAR"
MINE, THEIRS = f"/bao-cao/phai-gui/{CODE}/{HALF}/", f"/bao-cao/phai-gui/{OURS}/{HALF}/"
AT = moment("2026-07-05")


@pytest.fixture
def desks(towns, monkeypatch):
    made = filing.desks(*towns)
    filing.prolonged(made.lead, at=moment("2026-01-05"))
    monkeypatch.setattr(clock, "now", lambda: AT)
    return made


def browser(who) -> PageClient:
    return accounts.sign_in(PageClient(), Post.objects.get(user_id=who.user_id))


def text(answer, status=200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def fields(page: str) -> dict[str, str]:
    """Label of a textarea → its name."""
    return {label: name for label, name in re.findall(r'<label for="[^"]+">([^<]+)</label>.{0,400}?<textarea[^>]*name="([^"]+)"', page, re.S)}


def typed(page: str) -> dict[str, str]:
    names = fields(page)
    return {names["Tình hình và kết quả thực hiện"]: WORDS["results"], names["Khó khăn, nguyên nhân"]: WORDS["obstacles"],
            names["Nhiệm vụ kỳ tới"]: WORDS["next"]}  # fmt: skip


def test_the_whole_way_of_a_report(desks, towns):
    detected(towns[0], at=moment("2026-05-10"))
    officer, lead = browser(desks.here), browser(desks.lead)
    assert "còn 5 ngày" in text(officer.get("/bao-cao/")) and "0 trên 95 xã, phường đã gửi" in re.sub(r"<[^>]+>", "", text(lead.get("/bao-cao/")))
    page = text(officer.get(MINE))
    assert "tạm lấy 10 ngày sau khi hết kỳ" in page and "Chưa viết phần" in page and "Chưa nói vì sao chưa đạt" in page
    words = typed(page)
    kept = officer.post(MINE, {**words, "tu-luu": "1"})
    assert "Đã lưu nháp lúc" in text(kept) and Words.objects.count() == 3 and "<html" not in kept.content.decode()
    half = dict(list(words.items())[:1]) | dict.fromkeys(list(words)[1:], "")
    assert "Chưa viết: Khó khăn" in text(officer.post(MINE, {**half, "viec": "gui"}), 422)
    assert officer.post(MINE, {**words, "viec": "gui"}).status_code == 302
    assert "đang chờ nơi nhận" in text(officer.get(MINE))
    roll = text(lead.get(f"/bao-cao/nhan/{CODE}/{HALF}/"))
    assert "Đã gửi, chờ nhận" in roll and "Xem thêm 65 đơn vị" in roll
    theirs = f"/bao-cao/nhan/{CODE}/{HALF}/{desks.here.body_id}/"
    shown = text(lead.get(theirs))
    assert WORDS["results"] in shown and "không đổi" in shown
    name = fields(shown)["Khó khăn, nguyên nhân"]
    assert "Chưa ghi lý do trả lại" in text(lead.post(theirs, {"viec": "tra-lai"}), 422)
    assert lead.post(theirs, {"viec": "tra-lai", name: "Nêu rõ hơn."}).status_code == 302
    back = text(officer.get(MINE))
    assert "Nơi nhận trả lại, cần sửa" in back and "Nêu rõ hơn." in back and "Gửi bản đính chính" in back
    assert officer.post(MINE, {**typed(back), "viec": "gui", "reason": "Đã nêu rõ"}).status_code == 302
    assert lead.post(theirs, {"viec": "nhan"}).status_code == 302
    assert lead.post(theirs, {"viec": "nhan"}).status_code == 422
    whole = text(lead.get(f"{THEIRS}tong-hop/"))
    assert WORDS["obstacles"] in whole and "Ủy ban nhân dân xã An Phước" in whole and "mà các xã đã gửi đúng với hồ sơ hôm nay" in whole


@pytest.mark.requirement("DN137-R")
def test_the_provinces_report_names_recipients_and_the_day_it_went_to_each(desks, towns):
    sent(desks.here, at=AT - timedelta(hours=2))
    act(desks.lead, "accept", at=AT - timedelta(hours=1), code=CODE, period=HALF, body_id=desks.here.body_id)
    lead = browser(desks.lead)
    page = text(lead.get(THEIRS))
    assert "Bộ Lao động" not in page and f'href="{THEIRS}tong-hop/"' in page
    assert all(f"- {name}" in page for name in ("Ủy ban nhân dân tỉnh Đồng Nai", "Bộ Công an", "Thường trực Tỉnh uỷ"))
    assert lead.post(THEIRS, {**typed(page), "viec": "gui"}).status_code == 302
    version = Version.objects.get(filing__duty=OURS)
    address = f"/bao-cao/ban/{version.pk}/"
    assert text(lead.get(address)).count("chưa ghi ngày gửi") == len(version.recipients)
    for name, number in (("Ủy ban nhân dân tỉnh Đồng Nai", "41/BC"), ("Bộ Công an", "42/BC")):
        assert lead.post(address, {"recipient": name, "sent_on-d": "5", "sent_on-m": "7", "sent_on-y": "2026", "number": number}).status_code == 302
    shown = re.sub(r"<[^>]+>", " ", text(lead.get(address)))
    assert re.search(r"Ủy ban nhân dân tỉnh Đồng Nai\s+05/07/2026\s+41/BC", shown) and re.search(r"Bộ Công an\s+05/07/2026\s+42/BC", shown)
    assert "Có báo cáo của 1 trên 95 xã, phường" in shown
    assert lead.post(address, {"recipient": "Bộ Công an", "sent_on": "2026-07-05"}).status_code == 422
    paper = Document(BytesIO(lead.get(f"{address}tep/docx/").content))
    said = " ".join([p.text for p in paper.paragraphs] + [c.text for t in paper.tables for r in t.rows for c in r.cells]).replace("\xa0", " ")
    assert all(words in said for words in ("Thường trực Tỉnh uỷ", "KHÓ KHĂN, NGUYÊN NHÂN", WORDS["obstacles"], "1 trên 95 xã, phường", "Lưu: VT"))


def test_every_form_of_file_says_the_same(desks, towns):
    detected(towns[0], at=moment("2026-05-10"))
    version = sent(desks.here, at=AT, words=WORDS | {f"t:{TARGET}": "Vừa chuyển đến."})
    officer = browser(desks.here)
    address = f"/bao-cao/ban/{version.pk}/tep/"
    told = json.loads(officer.get(f"{address}json/").content)
    one = next(row for row in told["figures"]["targets"] if row["id"] == TARGET)
    assert (one["numerator"], one["denominator"], told["version"], told["recipients"]) == (0, 1, 1, ["Công an tỉnh Đồng Nai"])
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        assert officer.get(f"{address}{form}/").content.startswith(begins)
    assert officer.get(f"{address}exe/").status_code == 404 and browser(desks.there).get(f"{address}json/").status_code == 404
    assert browser(desks.lead).get(f"{address}json/").status_code == 404, "the commune's own paper has its small numbers"


def test_a_report_without_figures_has_no_workbook_and_says_so(desks):
    load_uncounted("DN257")
    version = sent(desks.lead, at=AT, code="DN257-26-YEAR", period="2026")
    lead = browser(desks.lead)
    assert "tong-hop" not in text(lead.get("/bao-cao/phai-gui/DN257-26-YEAR/2026/"))
    assert "gửi bằng lời, không có số liệu" in text(lead.get(f"/bao-cao/ban/{version.pk}/"))
    assert lead.get(f"/bao-cao/ban/{version.pk}/tep/xlsx/").status_code == 404
    said = " ".join(p.text for p in Document(BytesIO(lead.get(f"/bao-cao/ban/{version.pk}/tep/docx/").content)).paragraphs)
    assert "Báo cáo này không có số liệu" in said.replace("\xa0", " ")
    assert json.loads(lead.get(f"/bao-cao/ban/{version.pk}/tep/json/").content)["figures"] is None


@pytest.mark.requirement("DN257-28", "DN137-IV.1.g.3")
def test_a_conference_ends_in_tasks_in_the_named_units_lists(desks):
    version = sent(desks.lead, at=AT, code=OURS)
    lead = browser(desks.lead)
    form = {"kind": "PRELIMINARY", "title": "Sơ kết 6 tháng", "held_on": "2026-07-05", "plan": "DN137", "period": HALF, "version": str(version.pk)}
    wrong = lead.post("/bao-cao/hoi-nghi/moi/", {**form, "text-1": "Rà soát mô hình"})
    assert "Chọn đơn vị làm kết luận này" in text(wrong, 422) and not Task.objects.exists()
    assert "Chưa ghi kết luận nào" in text(lead.post("/bao-cao/hoi-nghi/moi/", form), 422)
    rows = {"text-1": "Rà soát mô hình", "unit-1": desks.here.body_id, "due-1": "2026-08-01", "text-2": "Mở điểm tư vấn",
            "unit-2": desks.there.body_id, "due-2": "2026-09-01"}  # fmt: skip
    answer = lead.post("/bao-cao/hoi-nghi/moi/", {**form, **rows})
    assert answer.status_code == 302
    shown = text(lead.get(answer.url))
    assert "Rà soát mô hình" in shown and "01/08/2026" in shown and "Báo cáo trình hội nghị" in shown
    officer = browser(desks.here)
    todo = text(officer.get("/nhiem-vu/"))
    assert "Rà soát mô hình" in todo and "01/08/2026" in todo and "Mở điểm tư vấn" not in todo
    assert f'href="{answer.url}"' in text(officer.get(f"/nhiem-vu/{Task.objects.get(title='Rà soát mô hình').pk}/"))
    assert "Sơ kết 6 tháng" in text(officer.get("/bao-cao/hoi-nghi/")) and "Báo cáo trình hội nghị" not in text(officer.get(answer.url))


def test_the_lead_arranges_and_calls(desks):
    lead, officer = browser(desks.lead), browser(desks.here)
    assert "Báo cáo kết quả của huyện" in text(lead.get("/bao-cao/han/"))
    address = f"/bao-cao/han/{CODE}/"
    assert "Không đọc được ngày" in text(lead.post(address, {"due_before": "31/13", "reason": "Vì"}), 422)
    assert lead.post(address, {"due_before": "15/6", "until_year": "2026", "reason": "Theo lịch họp", "document": "9/CV"}).status_code == 302
    page = text(officer.get(MINE))
    assert "quá hạn 21 ngày" in page and "9/CV" in page
    call = {"plan": "DN137", "period": "2026H1", "title": "Báo cáo nhanh mô hình", "due_on": "2026-07-10"}
    assert lead.post("/bao-cao/dot-xuat/", call).status_code == 302
    assert "Báo cáo nhanh mô hình" in text(officer.get("/bao-cao/")) and officer.get("/bao-cao/han/").status_code == 403


def test_statements_do_not_grow_with_reports_and_units(desks, towns):
    lead = browser(desks.lead)

    def one(who):
        sent(who, at=AT)
        act(desks.lead, "accept", at=AT, code=CODE, period=HALF, body_id=who.body_id)

    for address in ("/bao-cao/", f"/bao-cao/nhan/{CODE}/{HALF}/"):
        assert lead.get(address).status_code == 200
    assert same_queries(lead, f"{THEIRS}tong-hop/", lambda: one(desks.here), lambda: one(desks.there)) <= 60
    assert same_queries(lead, "/bao-cao/", lambda: None, lambda: sent(desks.lead, at=AT, code=OURS)) <= 40


def test_the_working_list_asks_after_itself_which_reports_are_soon_due(desks):
    officer = browser(desks.here)
    assert 'hx-get="/viec/don-vi/"' in text(officer.get("/viec/"))
    found = text(officer.get("/viec/don-vi/"))
    assert MINE in found and "còn 5 ngày" in found
    assert THEIRS not in found, "the lead's own report is not the commune's"


def test_the_chair_reads_what_his_committee_owes_and_writes_nothing(desks):
    chair, officer = browser(desks.chair), browser(desks.here)
    assert "Báo cáo" in text(chair.get("/bao-cao/")) and f'href="{MINE}"' in chair.get("/bao-cao/").content.decode()
    page = text(chair.get(MINE))
    assert "người lập báo cáo viết và gửi" in page and 'value="gui"' not in page and "Sửa nơi nhận" not in page and not fields(page)
    words = typed(text(officer.get(MINE)))
    assert [chair.post(MINE, {**words, "viec": verb}).status_code for verb in ("luu", "gui")] == [403, 403] and Words.objects.count() == 0
    assert chair.get(f"{MINE}noi-nhan/").status_code == 403


def test_twin_only_the_check_keeps_the_chair_from_writing_here(desks, monkeypatch):
    chair = desks.chair
    monkeypatch.setattr("donghanh.reports.access.check_may_build", lambda actor: None)
    assert 'value="gui"' in text(browser(chair).get(MINE))
