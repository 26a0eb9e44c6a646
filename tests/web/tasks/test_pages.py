"""The task desk from page to page: a directive, its tasks, the unit's papers, a difficulty; and who may open what."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from donghanh.base.audit.models import Event, Reading
from donghanh.base.privacy.scope import scope
from donghanh.programme.money.terms import FundKind, Purpose
from donghanh.programme.tasks import actions
from donghanh.programme.tasks.models import Demand, Directive, Step, Task, Ticket
from donghanh.programme.tasks.terms import DirectiveKind, PaperKind, Programme, StepKind
from tests.factories import money, programme
from tests.factories.tasks import NOW, ON, act, directive, done, given, helps, lead
from tests.support import same_queries

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=12)


def page(client, address, *, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def sent(client, address, *, status=302, **fields) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == status, answer.content.decode()[-6000:]
    return answer.url if status == 302 else " ".join(answer.content.decode().replace("\xa0", " ").split())


def day(name: str, moment) -> dict[str, str]:
    return {f"{name}-d": str(moment.day), f"{name}-m": str(moment.month), f"{name}-y": str(moment.year)}


def test_from_the_directive_to_the_accepted_task(offices, sit, at):
    province, officer, chair = sit(offices.lead), sit(offices.officer), sit(offices.chair)
    typed = {"kind": "DIRECTIVE", "number": "12/CĐ-UBND", "issuer": "UBND tỉnh", "title": "Đẩy mạnh cai nghiện", "content": ""}
    typed |= {"clauses": "1: Rà soát mô hình\n2: Tập huấn", "bodies": [str(offices.here), str(offices.there)]}
    typed |= day("issued_on", ON) | day("acknowledge_by", ON + timedelta(days=3))
    kept = sent(province, "/nhiem-vu/van-ban/moi/", **typed)
    assert 'Đã tiếp nhận <b class="num">0/2</b>' in page(province, "/nhiem-vu/van-ban/")

    assert "Đẩy mạnh cai nghiện" in page(officer, "/nhiem-vu/")
    sent(officer, kept, viec="tiep-nhan")
    assert "1/2" in page(province, kept) and "Nguyễn Thị Ẩn" in page(province, kept)
    sent(officer, kept, viec="hoi", text="Mẫu nào?")
    question = Directive.objects.get().questions.get()
    sent(province, kept, viec=f"tra-loi-{question.pk}", text="Mẫu kèm theo.")
    assert "Mẫu kèm theo." in page(officer, kept) and "Mẫu kèm theo." not in page(sit(offices.there_chair), kept)

    clause = Directive.objects.get().clauses.get(code="1")
    give = f"/nhiem-vu/giao/?dieu={clause.pk}"
    assert "Rà soát mô hình" in page(province, give)
    work = {"title": "Lập danh sách mô hình", "content": "", "lead": str(offices.here)} | day("due_on", ON + timedelta(days=10))
    work |= {"body_1": str(offices.police.body_id), "what_1": "Cấp số liệu", "must_1": "on", "programme_1": "JOBS", "money_1": "12.500.000"}
    task = sent(province, give, **work)
    assert "12.500.000 đ" in page(province, task) and "Chưa tiếp nhận" in page(chair, task)

    sent(officer, task, viec="tiep-nhan", responsible="Trần Thị Ẩn, phó chủ tịch")
    refused = sent(officer, task, status=422, viec="bao-xong", result="Xong.")
    assert "Còn phần việc bắt buộc chưa xong" in refused
    police = sit(offices.police)
    sent(police, task, viec="tiep-nhan", responsible="Lê Văn Ẵng")
    sent(police, task, viec="bao-xong", result="Đã cấp.")
    proof = SimpleUploadedFile("Biên bản.pdf", b"%PDF-1.7 x", content_type="application/pdf")
    sent(officer, task, viec="bao-xong", result="Đã lập danh sách 4 mô hình.", file=proof)
    shown = page(province, task)
    assert "Biên bản.pdf" in shown and "Nghiệm thu, kết thúc nhiệm vụ" in shown and "Nghiệm thu, kết thúc" not in page(chair, task)
    file = province.get("/nhiem-vu/tep/" + shown.split("/nhiem-vu/tep/")[1].split('"')[0])
    assert file.content == b"%PDF-1.7 x" and file["Content-Disposition"].startswith("attachment")
    sent(province, task, viec="nghiem-thu", note="")
    assert "100 %" in page(province, kept) and "Hoàn thành" in page(officer, task)
    assert page(sit(offices.there_chair), task, status=404)
    assert Event.objects.filter(result="done", verb__startswith="task.").count() == 6


@pytest.mark.requirement("QN22-V.1.c")
def test_a_guidance_page_lists_units_that_have_not_acknowledged_by_the_day(offices, sit, at):
    kept = directive(offices.lead, offices.here, offices.there, kind=DirectiveKind.GUIDANCE)
    with scope(offices.officer):
        actions.acknowledge_directive(actor=offices.officer, at=NOW, directive_id=kept.pk)
    at(LATER)
    shown = page(sit(offices.lead), f"/nhiem-vu/van-ban/{kept.pk}/")
    lines = {line.split("</th>")[0].split(">")[-1]: line for line in shown.split("<tr>") if "</th><td>xã</td>" in line}
    assert "Quá hạn 9 ngày" in lines[offices.there_chair.body_name] and "Đã tiếp nhận" in lines[offices.chair.body_name]
    assert "Quá hạn" not in page(sit(offices.chair), f"/nhiem-vu/van-ban/{kept.pk}/").split("noi-dung")[1].split("Các khoản")[0]


def test_one_task_to_each_addressee(offices, sit):
    kept = directive(offices.lead, offices.here, offices.there)
    clause = kept.clauses.get(code="2")
    work = {"title": "Tập huấn", "lead": "moi-don-vi"} | day("due_on", ON + timedelta(days=10))
    assert sent(sit(offices.lead), f"/nhiem-vu/giao/?dieu={clause.pk}", **work) == f"/nhiem-vu/van-ban/{kept.pk}/"
    assert Task.objects.filter(clause=clause).count() == 2


def test_return_amend_remind_and_take_back_are_sent_to_the_task_itself(offices, sit, at):
    task = given(offices.lead, lead(offices.here), due_on=ON + timedelta(days=2))
    done(offices.officer, task)
    province, address = sit(offices.lead), f"/nhiem-vu/{task.pk}/"
    part = task.parts.get()
    at(NOW + timedelta(minutes=5))
    sent(province, address, viec="tra-lai", part=str(part.pk), reason="Thiếu tháng 10.")
    assert "Thiếu tháng 10." in page(sit(offices.officer), "/nhiem-vu/")
    at(LATER)
    province, officer = sit(offices.lead), sit(offices.officer)
    assert "quá hạn 10 ngày" in page(officer, "/nhiem-vu/")
    sent(province, address, viec="nhac", note="Đề nghị gửi ngay.")
    assert "Nhắc: Đề nghị gửi ngay." in page(officer, address)
    sent(province, address, viec="sua", title="Rà soát lại", reason="Lùi hạn", **day("due_on", LATER + timedelta(days=5)))
    assert "Rà soát lại" in page(officer, address) and "quá hạn 1" not in page(officer, "/nhiem-vu/")
    sent(province, address, viec="thu-hoi", reason="Gộp việc.")
    assert (
        "không còn làm được" in sent(province, address, status=409, viec="thu-hoi", reason="Nữa.")
        and Step.objects.filter(kind=StepKind.TAKEN_BACK).count() == 1
    )


def test_mistakes_are_said_at_their_fields_and_nothing_is_kept(offices, sit):
    province = sit(offices.lead)
    said = sent(province, "/nhiem-vu/giao/", status=422, title="", lead="", money_1="mười triệu", money_2="9" * 5000)
    assert said.count("Nhập số tiền bằng đồng") >= 2
    for words in ("Nhập tên nhiệm vụ", "Chọn đơn vị chủ trì", "Nhập số tiền bằng đồng"):
        assert words in said
    same = {"title": "Việc", "lead": str(offices.here), "body_1": str(offices.here)} | day("due_on", ON)
    assert "Một đơn vị được ghi hai lần" in sent(province, "/nhiem-vu/giao/", status=422, **same)
    assert "thiếu dấu hai chấm" in sent(province, "/nhiem-vu/van-ban/moi/", status=422, clauses="không có mã")
    assert Task.objects.count() == Directive.objects.count() == 0
    page(province, "/nhiem-vu/toan-canh/?nam=20x6", status=404)


def test_the_board_of_the_province_and_of_a_commune_and_its_excel(offices, sit, at):
    given(offices.lead, lead(offices.here), helps(offices.health.body_id), title="Việc của xã một", due_on=ON)
    given(offices.lead, lead(offices.there), title="Việc của xã hai")
    at(LATER)
    whole = page(sit(offices.lead), "/nhiem-vu/toan-canh/")
    assert "Việc của xã một" in whole and "Việc của xã hai" in whole and "quá hạn 12 ngày" in whole and "Chưa cử người phụ trách" in whole
    here = page(sit(offices.chair), "/nhiem-vu/toan-canh/")
    assert "Việc của xã một" in here and "Việc của xã hai" not in here
    assert "Việc của xã một" in page(sit(offices.health), "/nhiem-vu/toan-canh/")
    answer = sit(offices.lead).get("/nhiem-vu/toan-canh/xlsx/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"Việc của xã một", "Việc của xã hai", "Cộng"} <= cells and Reading.objects.filter(page="tasks:board_file").count() == 1


@pytest.mark.requirement("DN137-VII.2")
def test_a_units_paper_from_the_demand_to_the_approval(offices, sit, at):
    province, officer = sit(offices.lead), sit(offices.officer)
    asked = {"kind": "PLAN", "title": "Kế hoạch năm 2027", "year": "2027", "groups": ["commune_committee"]} | day("due_on", ON + timedelta(days=9))
    assert sent(province, "/nhiem-vu/ke-hoach-don-vi/yeu-cau/", **asked) == "/nhiem-vu/ke-hoach-don-vi/?nam=2027"
    assert "Chưa đến hạn" in page(province, "/nhiem-vu/ke-hoach-don-vi/?nam=2027")
    kept = f"/nhiem-vu/ke-hoach-don-vi/{Demand.objects.get().pk}/{offices.here}/"
    assert "Kế hoạch năm 2027" in page(officer, "/nhiem-vu/")
    before = page(province, "/nhiem-vu/ke-hoach-don-vi/?nam=2027").split(kept)[1].split("</td>")[0]
    assert "chip-neut" in before, "not due yet"
    at(NOW + timedelta(days=10))
    province, officer = sit(offices.lead), sit(offices.officer)
    assert "chip-bad" in page(province, "/nhiem-vu/ke-hoach-don-vi/?nam=2027").split(kept)[1].split("</td>")[0]
    sent(officer, kept, viec="gui", text="Kế hoạch của xã.")
    assert "Chờ duyệt" in page(province, kept)
    assert "Chưa ghi lý do trả lại" in sent(province, kept, status=422, **{"viec": "y-kien", "verdict": "no", "reason": ""})
    sent(province, kept, **{"viec": "y-kien", "verdict": "no", "reason": "Thiếu chỉ tiêu."})
    assert "Thiếu chỉ tiêu." in page(officer, kept)
    for address in ("/nhiem-vu/", kept):
        shown = page(officer, address)
        assert "cần gửi lại" in shown and "chờ nghiệm thu" not in shown and "đã kết thúc" not in shown
    sent(officer, kept, viec="gui", text="Bản hai.")
    sent(province, kept, **{"viec": "y-kien", "verdict": "yes"})
    matrix = page(province, "/nhiem-vu/ke-hoach-don-vi/?nam=2027")
    assert (
        "chip-ok" in matrix.split(kept)[1].split("</td>")[0] and "Đã duyệt" in matrix and f"{offices.there_chair.body_name} (muộn 1 ngày)." in matrix
    )
    page(sit(offices.there_chair), kept, status=404)


def test_a_difficulty_and_its_answer(offices, sit, at):
    officer = sit(offices.officer)
    task = given(offices.lead, lead(offices.here))
    assert str(task.pk) in page(officer, f"/nhiem-vu/vuong-mac/moi/?nhiem-vu={task.pk}")
    typed = {"handler": str(offices.lead.body_id), "severity": "STOPS", "matter": "Thiếu kinh phí.", "proposal": "Cấp thêm.", "task": str(task.pk)}
    kept = sent(officer, "/nhiem-vu/vuong-mac/moi/", **typed)
    at(NOW + timedelta(days=1, hours=2))
    province = sit(offices.lead)
    assert "đã chờ 1 ngày 2 giờ" in page(province, kept) and "Thiếu kinh phí." in page(province, "/nhiem-vu/")
    sent(province, kept, viec="tra-loi", text="Đã cấp.")
    assert "trả lời sau 1 ngày 2 giờ" in page(sit(offices.officer), kept)
    page(sit(offices.there_chair), kept, status=404)
    assert Ticket.objects.count() == 1


def test_what_serves_other_programmes_is_totalled(offices, sit):
    given(offices.lead, lead(offices.here), links={Programme.JOBS: 20_000_000})
    given(offices.lead, lead(offices.there), links={Programme.JOBS: 5_500_000, Programme.HIV: None})
    shown = page(sit(offices.lead), "/nhiem-vu/long-ghep/")
    assert "25.500.000 đ" in shown and "chưa đặt" in shown


def many(offices, total: int) -> None:
    for n in range(total):
        task = given(offices.lead, lead(offices.here), helps(offices.police.body_id), title=f"Việc {n}", links={Programme.JOBS: n})
        act(offices.officer, "acknowledge", task, responsible="Ẩn")
        directive(offices.lead, offices.here, offices.there, number=f"{n}/{total}")
        with scope(offices.lead):
            body = (offices.here, offices.there)
            about = {"kind": "PLAN", "year": 2026, "title": f"Bản {n} {total}", "due_on": ON, "body_ids": body}
            actions.demand(actor=offices.lead, at=NOW, **about)
        with scope(offices.officer):
            where = {"handler_id": offices.lead.body_id, "severity": "ASKS", "matter": "Khó", "proposal": "Gỡ"}
            actions.raise_ticket(actor=offices.officer, at=NOW, **where)


@pytest.mark.parametrize(
    "address",
    ["/nhiem-vu/", "/nhiem-vu/toan-canh/", "/nhiem-vu/van-ban/", "/nhiem-vu/ke-hoach-don-vi/", "/nhiem-vu/vuong-mac/", "/nhiem-vu/long-ghep/"],
)
@pytest.mark.slow
def test_statements_do_not_grow_with_rows(offices, sit, address):
    assert same_queries(sit(offices.officer), address, lambda: many(offices, 2), lambda: many(offices, 48)) <= 30


def test_a_task_of_a_plan_is_named_in_words_and_stands_on_the_page_of_the_plan(offices, sit):
    programme.load_plan()
    task = given(offices.lead, lead(offices.here), plan_id="DN137", clause_code="I.1.c.1", title="Tập huấn tại xã")
    desk = page(sit(offices.officer), "/nhiem-vu/")
    assert "Kế hoạch 137/KH-UBND: " in desk and "(khoản I.1.c.1)" in desk and "DN137" not in desk
    plan = page(sit(offices.lead), "/ke-hoach/DN137/")
    assert f"/nhiem-vu/{task.pk}/" in plan and "/nhiem-vu/giao/?ke-hoach=DN137" in plan
    assert "Tập huấn tại xã" not in page(sit(offices.there_chair), "/ke-hoach/DN137/"), "only tasks the reader sees"


@pytest.mark.parametrize("address", ["/nhiem-vu/toan-canh/", "/nhiem-vu/ke-hoach-don-vi/"])
def test_one_tab_is_the_current_page(offices, sit, address):
    shown = page(sit(offices.officer), address)
    assert shown[shown.index("<main") : shown.index("</main>")].count('aria-current="page"') == 1


def test_the_title_of_a_page_with_a_mistake_says_so(offices, sit):
    task = given(offices.lead, lead(offices.here))
    officer = sit(offices.officer)
    assert "<title>Lỗi: " in sent(officer, f"/nhiem-vu/{task.pk}/", status=422, viec="tiep-nhan", responsible="")
    assert "<title>Lỗi: " not in page(officer, f"/nhiem-vu/{task.pk}/")


def test_a_clause_shows_its_tasks_in_few_statements(offices, sit):
    kept = directive(offices.lead, offices.here, offices.there)
    clause = kept.clauses.get(code="1")

    def more(total: int) -> None:
        for n in range(total):
            given(offices.lead, lead(offices.here), clause_id=clause.pk, title=f"Việc {n}")

    assert same_queries(sit(offices.lead), f"/nhiem-vu/van-ban/{kept.pk}/", lambda: more(2), lambda: more(10)) <= 25


def test_units_that_sent_nothing_are_reminded_from_the_matrix_and_read_it_on_their_desk(offices, sit, at):
    with scope(offices.lead):
        about = {"kind": PaperKind.PLAN, "year": 2026, "title": "Kế hoạch nâng cao chất lượng", "due_on": ON + timedelta(days=2)}
        asked = actions.demand(actor=offices.lead, at=NOW, body_ids=(offices.here, offices.there), **about)
    boss, address = sit(offices.lead), f"/nhiem-vu/ke-hoach-don-vi/{asked.pk}/nhac/"
    assert address not in page(boss, "/nhiem-vu/ke-hoach-don-vi/?nam=2026")
    at(LATER)
    boss = sit(offices.lead)
    assert "Nhắc 2 đơn vị chưa gửi" in page(boss, "/nhiem-vu/ke-hoach-don-vi/?nam=2026")
    assert "chưa nhắc" in page(boss, address)
    sent(boss, address, status=422, note="")
    sent(boss, address, note="Gửi trước thứ sáu.")
    assert "Hôm nay đã nhắc mọi đơn vị" in sent(boss, address, status=422, note="Nữa")
    assert "Gửi trước thứ sáu." in page(sit(offices.chair), "/nhiem-vu/")
    page(sit(offices.chair), address, status=403)


@pytest.mark.requirement("QN22-V.12.i.4")
def test_the_plans_page_counts_a_communes_tasks_by_union(offices, sit, at):
    programme.load_plan("DN257")
    given(offices.chair, lead(offices.here), plan_id="DN257", union="WOMEN", due_on=ON + timedelta(days=2))
    closed = given(offices.chair, lead(offices.here), plan_id="DN257", union="WOMEN", due_on=ON + timedelta(days=2))
    done(offices.officer, closed)
    act(offices.chair, "accept", closed, at=NOW + timedelta(hours=1))
    given(offices.chair, lead(offices.here), plan_id="DN257", union="YOUTH", due_on=ON + timedelta(days=30))
    at(LATER)
    shown = page(sit(offices.chair), "/ke-hoach/DN257/").partition("Theo đoàn thể thực hiện")[2]
    rows = re.findall(r'<th scope="row">([^<]+)</th>' + r'<td class="r num">(\d+)</td>' * 4, shown)
    assert rows == [("Hội Liên hiệp Phụ nữ", "2", "1", "0", "1"), ("Đoàn Thanh niên", "1", "0", "1", "0")]
    assert "Hội Liên hiệp Phụ nữ thực hiện" in page(sit(offices.officer), "/nhiem-vu/")


@pytest.mark.requirement("TH38-V.2.1.1")
def test_the_estimate_of_the_yearly_plan_is_the_sum_of_its_tasks_and_opens_from_it(offices, sit, at):
    with scope(offices.lead):
        about = {"kind": PaperKind.PLAN, "year": 2027, "title": "Kế hoạch năm 2027", "due_on": ON + timedelta(days=9)}
        asked = actions.demand(actor=offices.lead, at=NOW, body_ids=(offices.here,), **about)
    plan = f"/nhiem-vu/ke-hoach-don-vi/{asked.pk}/{offices.here}/"
    assert "Dự toán của kế hoạch" not in page(sit(offices.officer), plan)
    money.norm(offices.lead)
    told = {"purpose": Purpose.REHABILITATION, "fund_kind": FundKind.COMMUNE, "content": "Tư vấn tại nhà"}
    estimate = money.drafted(offices.officer, year=2027, lines=((Purpose.PREVENTION, FundKind.PROVINCE, 1_250_000),))
    money.do(money.actions.add_line, offices.officer, estimate_id=estimate, form="HOME_REHABILITATION", quantity=3, **told)
    for reader in (offices.officer, offices.lead):
        shown = page(sit(reader), plan)
        amounts = [int(one.replace(".", "")) for one in re.findall(r'<td class="r num">([\d.]+)</td>', shown)]
        *tasks_of, total = amounts
        assert sum(tasks_of) == total == 1_250_000 + 3 * 2_670_000 and len(tasks_of) == 2
        assert "Ngân sách cấp xã" in shown and "3 × định mức" in shown and f"/kinh-phi/du-toan/{estimate}/" in shown
    assert "1.250.000" in page(sit(offices.officer), f"/kinh-phi/du-toan/{estimate}/")


def test_beside_the_working_list_stand_the_unit_s_tasks_of_the_next_month(offices, sit):
    officer = sit(offices.officer)
    assert "Không có báo cáo hay nhiệm vụ nào" in page(officer, "/viec/don-vi/")
    given(offices.lead, lead(offices.here), title="Rà soát mô hình", due_on=ON + timedelta(days=30))
    given(offices.lead, lead(offices.here), title="Việc của tháng sau nữa", due_on=ON + timedelta(days=31))
    given(offices.lead, lead(offices.there), title="Việc của xã khác", due_on=ON + timedelta(days=5))
    found = page(officer, "/viec/don-vi/")
    assert "Rà soát mô hình" in found and "còn 30 ngày" in found
    assert "tháng sau nữa" not in found and "xã khác" not in found
    sooner = given(offices.lead, lead(offices.here), title="Việc gấp hơn", due_on=ON + timedelta(days=3))
    act(offices.officer, "acknowledge", sooner, responsible="Ẩn")
    found = page(officer, "/viec/don-vi/")
    assert found.index("Việc gấp hơn") < found.index("Rà soát mô hình"), "by their days, acknowledged or not"


def test_beside_the_working_list_the_cost_does_not_grow_with_the_tasks(offices, sit):
    def more(count):
        return lambda: [given(offices.lead, lead(offices.here), title=f"Việc {n}") for n in range(count)]

    assert same_queries(sit(offices.officer), "/viec/don-vi/", more(2), more(48)) <= 25
