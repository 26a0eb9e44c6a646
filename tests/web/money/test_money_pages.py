"""The pages of money: an estimate from draft to decision, a source to its payments, a person's support; and nobody else gets in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from donghanh.base.accounts import queries as accounts_queries
from donghanh.base.audit.models import Reading
from donghanh.people.models import Person
from donghanh.programme.money import actions, queries
from donghanh.programme.money.models import (
    Allocation,
    Estimate,
    EstimateLine,
    EstimateVersion,
    Fund,
    Payment,
    Priority,
    Supplement,
    SupportLine,
)
from donghanh.programme.money.queries.estimates import DeskRow
from donghanh.programme.money.terms import EstimateState as S
from donghanh.programme.money.terms import FundKind, Purpose
from donghanh.web.shell import clock
from tests.factories import accounts, inspections, money
from tests.factories.pages import PageClient
from tests.programme.money.conftest import HERE, PROVINCE, THERE
from tests.support import same_queries

pytestmark = pytest.mark.django_db
PAPER = {"document_number": "12/QĐ-UBND", "document_date": "2/11/2026", "document_issuer": "UBND tỉnh"}


class Desk:
    """A browser of one official and the same as an actor."""

    def __init__(self, role: str, unit: int) -> None:
        self.post = accounts.post(role=role, unit_id=unit)
        self.client = accounts.sign_in(PageClient(), self.post)

    @property
    def actor(self):
        return accounts_queries.actor_of(self.post, user_name=self.post.user.full_name, on=money.ON)

    def read(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        return " ".join(answer.content.decode().replace("\u00a0", " ").split())

    def send(self, address: str, data: dict | None = None, status: int = 302) -> str:
        answer = self.client.post(address, data or {})
        text = " ".join(answer.content.decode().replace("\u00a0", " ").split())
        assert answer.status_code == status, f"{address}: {answer.status_code} {text[:3000]}"
        return answer.get("Location", "") or text


class World:
    def __init__(self) -> None:
        accounts.unit(PROVINCE, level="PROVINCE")
        province = accounts.Unit.objects.get(pk=PROVINCE)
        province.code = "75"
        province.save()
        for unit in (HERE, THERE):
            accounts.unit(unit, parent_id=PROVINCE)
        self.officer, self.chair, self.other = Desk("commune_officer", HERE), Desk("commune_chair", HERE), Desk("commune_officer", THERE)
        self.lead, self.finance = Desk("provincial_lead", PROVINCE), Desk("finance_officer", PROVINCE)


@pytest.fixture
def world(db, monkeypatch, settings):
    settings.SCOPE_CACHE_SECONDS = 0
    settings.DEMO = True  # no code from a phone: signing in is not the story
    monkeypatch.setattr(clock, "now", lambda: money.AT)
    return World()


def test_an_estimate_from_draft_to_decision(world):
    money.norm(world.lead.actor)
    where = world.officer.send("/kinh-phi/du-toan/lap/", {"year": "2027"})
    told = {"purpose": "REHABILITATION", "fund_kind": "PROVINCE", "content": "Cai nghiện tại nhà"}
    for amount in ("1.50", "9" * 5000):
        assert "Số tiền chưa đọc được" in world.officer.send(f"{where}dong/", {**told, "amount": amount}, status=422)
    world.officer.send(f"{where}dong/", {**told, "form": "HOME_REHABILITATION", "quantity": "50"})
    world.officer.send(f"{where}dong/", {**told, "content": "Tư vấn", "amount": "1.500.000"})
    shown = world.officer.read(where)
    assert "135.000.000" in shown and "50 × 7,5 ngày × 80.000 đ = 30.000.000 đ" in shown and "Gửi dự toán" not in shown
    world.chair.send(f"{where}gui/")
    assert "chờ: Cơ quan đầu mối rà soát" in world.chair.read(where)
    world.lead.send(f"{where}tra-lai/", {"comment": "Ghi rõ dòng 2"})
    assert "Ghi rõ dòng 2" in world.officer.read(where)
    world.officer.send(f"{where}lap-ban-sua/")
    world.officer.send(f"/kinh-phi/du-toan/dong/{EstimateLine.objects.get(version__number=2, position=2).pk}/bo/")
    world.chair.send(f"{where}gui/")
    assert "Đưa vào dự toán tổng hợp" in world.lead.read(where) and "Thẩm định</a>" not in world.finance.read(where)
    world.lead.send(f"{where}tong-hop/")
    assert "133.500.000 đ" in world.finance.read("/kinh-phi/du-toan/?nam=2027")
    assert "chưa có ghi chú" in world.finance.send(f"{where}tham-dinh/", {"so_1": "100.000.000"}, status=422)
    world.finance.send(f"{where}tham-dinh/", {"so_1": "100.000.000", "ghi_chu_1": "Theo số đã đăng ký"})
    world.finance.send(f"{where}quyet-dinh/", {"so_1": "90.000.000", **PAPER})
    shown = world.officer.read(where)
    assert all(one in shown for one in ("133.500.000", "100.000.000", "90.000.000", "Theo số đã đăng ký", "12/QĐ-UBND ngày 02/11/2026"))
    assert EstimateVersion.objects.get(number=2).state == S.DECIDED


def test_a_source_its_parts_and_payments_and_the_reason_of_a_refusal(world):
    told = {"unit_id": PROVINCE, "year": "2026", "kind": "PROVINCE", "name": "Ngân sách tỉnh", "total": "10.000.000", **PAPER}
    source = world.finance.send("/kinh-phi/nguon/ghi/", told)
    part = {"body_id": world.officer.post.body_id, "purpose": "REHABILITATION", "content": "Hỗ trợ cai nghiện", **PAPER}
    assert "chỉ còn 10.000.000 đ" in world.finance.send(f"{source}phan-bo/", {**part, "amount": "10.000.001"}, status=422)
    world.finance.send(f"{source}phan-bo/", {**part, "amount": "1.000.000"})
    line = f"/kinh-phi/phan-bo/{Allocation.objects.get().pk}/"
    spend = {"paid_on": "20/11/2026", "content": "Tư vấn tại nhà"}
    assert "chỉ còn 1.000.000 đ" in world.officer.send(f"{line}chi/", {**spend, "amount": "1.000.001"}, status=422)
    world.officer.send(f"{line}chi/", {**spend, "amount": "400.000"})
    paid = Payment.objects.get()
    assert "chưa có" in world.officer.read(line)
    world.officer.send(f"{line}chi/{paid.pk}/chung-tu/", {"voucher": "PC 01"})
    world.finance.send(f"{line}dieu-chinh/", {"is_increase": "", "amount": "500.000", "reason": "Điều chỉnh giảm", **PAPER})
    assert "-500.000 đ" in world.officer.read(line)
    world.officer.send(f"{line}chi/{paid.pk}/huy/", {"reason": "Ghi nhầm"})
    assert "Ghi nhầm" in world.officer.read(line)
    for address in (line, f"{line}chi/"):
        world.other.read(address, 404)
    assert "Hỗ trợ cai nghiện" in world.finance.read(f"/kinh-phi/?nam=2026&don_vi={world.officer.post.body_id}")
    assert "Hỗ trợ cai nghiện" not in world.other.read("/kinh-phi/?nam=2026")


def test_requests_contributions_projects_and_catalogue(world):
    world.officer.send(
        "/kinh-phi/bo-sung/de-nghi/", {"year": "2026", "purpose": "PREVENTION", "content": "Đợt đột xuất", "reason": "CV 9", "amount": "900"}
    )
    source = money.fund(world.finance.actor, unit_id=PROVINCE)
    asked = Supplement.objects.get()
    world.finance.send(f"/kinh-phi/bo-sung/{asked.pk}/duyet/", {"fund_id": str(source.pk), **PAPER})
    assert "Đã bổ sung" in world.officer.read("/kinh-phi/bo-sung/")
    gift = {"giver": "Công ty An Bình", "giver_kind": "ENTERPRISE", "form": "CASH", "value": "5.000.000", "purpose": "AFTERCARE",
            "received_on": "1/11/2026", "receipt": "01"}  # fmt: skip
    given = world.officer.send("/kinh-phi/dong-gop/ghi/", gift)
    world.officer.send(f"{given}dung/", {"amount": "2.000.000", "activity": "Lớp học nghề", "used_on": "2/11/2026", "programme": "JOBS"})
    assert "3.000.000 đ" in world.officer.read(given) and "Việc làm" in world.lead.read("/kinh-phi/dong-gop/")
    told = {"name": "Nhà tiếp nhận", "gap": "Chưa có khu tiếp nhận", "need": "Quá tải", "total": "9.000.000.000", "priority": "1", **PAPER}
    project = world.lead.send("/kinh-phi/du-an/de-xuat/", told)
    world.lead.send(f"{project}von/", {"year": "2027", "requested": "5.000.000.000"})
    world.finance.send("/kinh-phi/du-an/giao-von/", {"year": "2027", "total": "4.000.000.000", **PAPER})
    world.finance.send(f"{project}bo-tri/", {"year": "2027", "balanced": "4.000.000.000", "allocated": "4.000.000.000"})
    world.finance.send(f"{project}buoc/", PAPER)
    assert "Đã duyệt chủ trương" in world.lead.read(project) and "1.000.000.000" in world.lead.read(project)
    assert "Khớp" in world.lead.read("/kinh-phi/du-an/")
    valid = {"valid_from": "1/1/2026", "confidence": "V", **PAPER}
    world.finance.send("/kinh-phi/danh-muc/muc-chi/", {"name": "Sinh hoạt câu lạc bộ", "measure": "buổi", "amount": "300.000", **valid})
    parts = {"part_1": "LABOUR", "name_1": "Tư vấn", "measure_1": "buổi", "quantity_1": "1,5", "cost_1": "100.000"}
    assert "còn thiếu" in world.lead.send("/kinh-phi/danh-muc/dinh-muc/", {"form": "HOME_REHABILITATION", **parts, "cost_1": "", **valid}, status=422)
    world.lead.send("/kinh-phi/danh-muc/dinh-muc/", {"form": "HOME_REHABILITATION", **parts, **valid})
    shown = world.officer.read("/kinh-phi/danh-muc/")
    assert "150.000 đ" in shown and "Sinh hoạt câu lạc bộ" in shown and "Chưa có mức hỗ trợ nào" in shown


@pytest.mark.requirement("TH38-IV.3.1.a")
def test_a_facility_shows_its_investment_by_year_against_its_need_and_what_is_uncovered(world):
    facility = accounts.body("facility", PROVINCE, name="Cơ sở cai nghiện số 1")
    told = {"name": "Nhà tiếp nhận", "gap": "Chưa có khu tiếp nhận riêng", "need": "Quá tải", "total": "9.000.000", "priority": "1", **PAPER}
    project = world.lead.send("/kinh-phi/du-an/de-xuat/", {**told, "facility_id": facility.pk})
    world.lead.send("/kinh-phi/du-an/de-xuat/", {**told, "name": "Việc của nơi khác"})
    world.finance.send("/kinh-phi/du-an/giao-von/", {"year": "2027", "total": "4.000.000", **PAPER})
    for year in ("2027", "2028"):
        world.lead.send(f"{project}von/", {"year": year, "requested": "5.000.000"})
    world.finance.send(f"{project}bo-tri/", {"year": "2027", "balanced": "5.000.000", "allocated": "4.000.000"})
    shown = world.lead.read(f"/kinh-phi/du-an/?co_so={facility.pk}")
    assert "2027: đề nghị 5.000.000 đ, bố trí 4.000.000 đ" in shown and "2028: đề nghị 5.000.000 đ, bố trí 0 đ" in shown
    assert "Chưa có khu tiếp nhận riêng" in shown and '<td class="r num">5.000.000</td>' in shown and "Việc của nơi khác" not in shown


def test_support_of_a_person_is_opened_by_those_who_pay_it_and_the_look_is_noted(world):
    case = money.rehabilitation(world.officer.actor)
    level = money.support_level(world.lead.actor)
    source = money.fund(world.finance.actor, unit_id=PROVINCE)
    money.allocated(world.finance.actor, source, body_id=world.officer.post.body_id, amount=9_000_000)
    page = f"/kinh-phi/ho-tro/{case.person_id}/"
    assert "40 ngày × 40.000 đ = 1.600.000 đ" in world.officer.read(page) and "16/2019/NQ-HĐND" in world.officer.read(page)
    assert Reading.objects.filter(page="money:support", person_id=case.person_id).count() == 2
    starts, ends = ((money.ON - timedelta(days=n)).strftime("%d/%m/%Y") for n in (60, 20))
    told = {"starts_on": starts, "ends_before": ends, "allocation_id": str(Allocation.objects.get().pk), "paid_on": "20/11/2026"}
    world.officer.send(f"{page}{case.pk}/{level.pk}/", told)
    made = SupportLine.objects.get()
    assert "1.600.000 đ" in world.officer.read(page)
    for desk, status in ((world.chair, 403), (world.finance, 403), (world.lead, 403), (world.other, 404)):
        desk.read(page, status)
    world.officer.send(f"{page}huy/{made.pk}/", {"reason": "Ghi nhầm"})
    assert "Ghi nhầm" in world.officer.read(page)


def test_what_was_paid_twice_is_told_to_who_pays_on_the_desk_and_the_page_and_to_nobody_else(world):
    level, files = money.support_level(world.lead.actor), [money.rehabilitation(world.officer.actor) for _n in range(2)]
    line = money.allocated(
        world.finance.actor, money.fund(world.finance.actor, unit_id=PROVINCE), body_id=world.officer.post.body_id, amount=9_000_000
    )
    for case in files:
        days = {"starts_on": money.ON - timedelta(days=60), "ends_before": money.ON - timedelta(days=20), "paid_on": money.ON}
        told = {"person_id": case.person_id, "case_id": case.pk, "level_id": level.pk, "allocation_id": line.pk}
        money.do(actions.pay_support, world.officer.actor, **told, **days)
    assert "hai lần" not in world.officer.read("/kinh-phi/")
    Person.objects.filter(pk=files[1].person_id).update(merged_into=files[0].person_id)
    assert f'href="/kinh-phi/ho-tro/{files[0].person_id}/"' in world.officer.read("/kinh-phi/")
    assert "được chi hai lần cho cùng những ngày" in world.officer.read(f"/kinh-phi/ho-tro/{files[0].person_id}/")
    assert "hai lần" not in world.chair.read("/kinh-phi/") and "hai lần" not in world.lead.read("/kinh-phi/")


def test_the_sheet_shows_units_with_money_and_leads_to_all_of_them(world):
    money.allocated(world.finance.actor, money.fund(world.finance.actor, unit_id=PROVINCE), body_id=world.officer.post.body_id, amount=1_000_000)
    here, there = (desk.actor.body_name for desk in (world.officer, world.other))
    shown = world.finance.read("/kinh-phi/?nam=2026")
    assert here in shown and there not in shown and 'num">1</span> đơn vị chưa có số liệu nào' in shown and "tat_ca=1" in shown
    every = world.finance.read("/kinh-phi/?nam=2026&tat_ca=1")
    assert here in every and there in every and "chưa có số liệu nào" not in every


def test_what_of_a_source_is_not_given_out_is_told_to_the_province_and_the_unit_learns_why_not_to_it(world):
    money.allocated(world.finance.actor, money.fund(world.finance.actor, unit_id=PROVINCE), body_id=world.officer.post.body_id, amount=1_000_000)
    assert "Chưa phân bổ" in world.finance.read("/kinh-phi/nguon/?nam=2026")
    own = world.officer.read("/kinh-phi/nguon/?nam=2026")
    assert "Phân bổ cho đơn vị bạn" in own and "Đơn vị chỉ thấy phần phân bổ và phần đã chi của mình" in own and "Còn lại" not in own


def test_the_sheet_as_a_workbook_with_living_totals(world):
    source = money.fund(world.finance.actor, unit_id=PROVINCE)
    line = money.allocated(world.finance.actor, source, body_id=world.officer.post.body_id, amount=800)
    money.paid(world.officer.actor, line.pk, 200)
    answer = world.lead.client.get("/kinh-phi/bang.xlsx?nam=2026")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Theo đơn vị", "Theo nguồn", "Theo mục đích"]
    cells = [cell.value for row in book["Theo nguồn"].iter_rows() for cell in row if cell.value is not None]
    assert 800 in cells and 200 in cells and any(str(value).startswith("=SUM(") for value in cells)
    assert Reading.objects.filter(page="money:sheet_file").exists()


def many(world, first: int, count: int) -> None:
    """So many communes more, each with an estimate, an allocation, a payment, a gift, a request."""
    source = Fund.objects.first() or money.fund(world.finance.actor, unit_id=PROVINCE, total=10**12)
    for n in range(first, first + count):
        accounts.unit(920_000 + n, parent_id=PROVINCE)
        officer = Desk("commune_officer", 920_000 + n).actor
        money.drafted(officer)
        line = money.allocated(world.finance.actor, source, body_id=officer.body_id, amount=1_000)
        money.paid(officer, line.pk, 500)
        money.given(officer)
        told = {"year": 2026, "purpose": Purpose.PREVENTION, "content": "x", "reason": "y", "amount": 5}
        money.do(actions.ask_supplement, officer, **told)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["/kinh-phi/?nam=2026", "/kinh-phi/du-toan/?nam=2027", "/kinh-phi/bo-sung/", "/kinh-phi/dong-gop/"])
def test_lists_ask_the_same_with_2_and_with_50(world, page):
    same_queries(world.finance.client, page, lambda: many(world, 0, 2), lambda: many(world, 2, 48))


def test_an_estimate_asks_the_same_with_2_lines_and_with_50(world):
    officer = world.officer.actor
    money.norm(world.lead.actor)
    estimate = money.drafted(officer, lines=())
    told = {"estimate_id": estimate, "purpose": Purpose.REHABILITATION, "fund_kind": FundKind.PROVINCE, "content": "x"}

    def lines(count: int) -> None:
        for _ in range(count):
            money.do(actions.add_line, officer, form="HOME_REHABILITATION", quantity=3, **told)

    same_queries(world.officer.client, f"/kinh-phi/du-toan/{Estimate.objects.get().pk}/", lambda: lines(2), lambda: lines(10))


def test_a_priority_group_is_written_down_and_taken_back_on_the_persons_page(world):
    case = money.rehabilitation(world.officer.actor)
    address = f"/kinh-phi/ho-tro/{case.person_id}/"
    assert "Chưa ghi diện nào" in world.officer.read(address)
    days = {"valid_from-d": "1", "valid_from-m": "1", "valid_from-y": "2026"}
    assert world.officer.send(f"{address}dien/", PAPER | {"group": "NEAR_POOR"}, 422)
    world.officer.send(f"{address}dien/", PAPER | {"group": "NEAR_POOR"} | days)
    shown = world.officer.read(address)
    assert "Hộ cận nghèo" in shown and "12/QĐ-UBND" in shown
    kept = Priority.objects.get()
    world.officer.send(f"{address}dien/{kept.pk}/", {"reason": "Ghi nhầm người"})
    assert "Ghi nhầm người" in world.officer.read(address)
    world.other.read(address, 404)
    world.lead.read(f"{address}dien/", 403)


def test_the_page_per_case_by_commune_opens_for_those_over_and_for_a_commune_and_costs_the_same(world):
    assert "chưa xã nào có dự toán" in world.finance.read("/kinh-phi/theo-xa/?nam=2026")
    same_queries(world.finance.client, "/kinh-phi/theo-xa/?nam=2026&tat_ca=1", lambda: many(world, 0, 2), lambda: many(world, 2, 4))
    assert "Chưa có chứng từ" in world.officer.read("/kinh-phi/theo-xa/?nam=2026")


@pytest.mark.requirement("DN137-VI.6")
def test_a_project_goes_from_proposed_to_completed_and_leads_to_what_its_facility_lacks(world):
    facility = accounts.body("facility", PROVINCE, name="Cơ sở cai nghiện số 1")
    other = accounts.body("commune_committee", HERE)
    lead = inspections.Alone(world.lead.actor)
    found = inspections.found(lead.lead, inspections.running(lead, facility.pk), text="Chưa có khu tiếp nhận riêng")
    elsewhere = inspections.found(lead.lead, inspections.running(lead, other.pk), text="Việc của cơ sở khác")
    told = {"name": "Nhà tiếp nhận", "gap": "Chưa có khu tiếp nhận riêng", "need": "Quá tải", "total": "9.000.000", "priority": "1", **PAPER}
    project = world.lead.send("/kinh-phi/du-an/de-xuat/", {**told, "facility_id": facility.pk})
    shown = world.lead.read(project)
    assert f'href="/kiem-tra/kien-nghi/{found.pk}/"' in shown and str(elsewhere.pk) not in shown and "Đã đề xuất" in shown
    world.finance.send(f"{project}buoc/", PAPER)
    assert "Đã duyệt chủ trương" in world.lead.read(project)
    world.lead.send(f"{project}von/", {"year": "2027", "requested": "5.000.000"})
    world.finance.send("/kinh-phi/du-an/giao-von/", {"year": "2027", "total": "4.000.000", **PAPER})
    world.finance.send(f"{project}bo-tri/", {"year": "2027", "balanced": "5.000.000", "allocated": "4.000.000"})
    for word in ("Đã bố trí vốn", "Đã hoàn thành"):
        world.finance.send(f"{project}buoc/", PAPER)
        assert word in world.lead.read(project)
    assert "theo kiểm tra" not in world.finance.read(project), "who reads no inspections sees the gap in words alone"


def test_units_that_have_no_estimate_stand_folded_where_they_are_many(world, monkeypatch):
    real, row = queries.desk, DeskRow(1, "Ủy ban nhân dân xã thử", None, None, 0, 0, None, None, is_missing=False, is_late=False)
    assert "đơn vị chưa lập dự toán" not in world.finance.read("/kinh-phi/du-toan/?nam=2027")
    monkeypatch.setattr(queries, "desk", lambda actor, **asked: replace(real(actor, **asked), rows=(row,) * 11))
    assert "11 đơn vị chưa lập dự toán</summary>" in world.finance.read("/kinh-phi/du-toan/?nam=2027")
