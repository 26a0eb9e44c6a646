"""J13: a unit's estimate by norm, the lead agency, finance, the decision; a source given out and paid; a gift; a project; support of a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.programme.money.models import SupportLine
from tests.factories import accounts, cases, money, places
from tests.journeys.desk import Desk
from tests.journeys.offices import Commune
from tests.journeys.province import Province

PAPER = {"Số văn bản": "12/QĐ-UBND", "Cơ quan ban hành": "UBND tỉnh Đồng Nai"}


def papered(desk: Desk) -> Desk:
    """The three boxes of a document."""
    for label, said in PAPER.items():
        desk.fill(label, said)
    return desk.day("Ngày văn bản", money.PAPER.date)


@pytest.mark.requirement("DN137-IV.1.g.2.b", "DN137-VI.5", "DN137-V.1", "DN137-V.2")
def test_from_the_estimate_of_a_commune_to_the_last_dong(province: Province):
    here = Commune(province, "Tà Lài")
    above = places.Unit.objects.get(pk=places.DONG_NAI)
    lead, finance = (province.desk(province.official(role, above), axe=True) for role in ("provincial_lead", "finance_officer"))
    money.norm(cases.actor_of(lead.post))
    case = money.rehabilitation(here.actor("commune_officer"), procedure="HOME_REHABILITATION")

    # the officer asks for 50 cases by the norm; the chair sends it
    officer = province.desk(here.post("commune_officer"), axe=True)
    officer.page.set_default_timeout(60_000)  # the first page of a server reads the law and every template
    officer.sit("/kinh-phi/du-toan/?nam=2027").follow("Lập dự toán").press("Lập dự toán").reads("Chưa có dòng nào").follow("Thêm dòng")
    officer.fill("Nội dung chi", "Cai nghiện tại nhà").fill("Số người", "50")
    officer.page.get_by_label("Tính theo định mức").select_option("HOME_REHABILITATION")
    officer.page.get_by_label("Mục đích").select_option("REHABILITATION")
    estimate = officer.press("Thêm dòng").reads("133.500.000").path
    here.desk("commune_chair").sit(estimate).press("Gửi dự toán").reads("đã khoá", "Cơ quan đầu mối rà soát")

    # the lead agency accepts, finance appraises and writes down the decision
    lead.sign_in(estimate).press("Đưa vào dự toán tổng hợp").reads("Sở Tài chính thẩm định")
    finance.sign_in(estimate).follow("Thẩm định").fill("Dòng 1: Cai nghiện tại nhà", "100.000.000").fill("Ghi chú dòng 1", "Theo số đăng ký")
    finance.press("Ghi thẩm định").follow("Ghi quyết định").fill("Dòng 1: Cai nghiện tại nhà", "90.000.000")
    papered(finance).press("Ghi quyết định").reads("133.500.000", "100.000.000", "90.000.000").picture("kinh-phi-du-toan")
    assert finance.axe() == []

    # a source, a part of it for the commune; more than there is is refused with the reason
    finance.open("/kinh-phi/nguon/ghi/").fill("Tên nguồn", "Ngân sách tỉnh năm 2026").fill("Tổng số được giao", "90.000.000")
    papered(finance).press("Ghi nguồn").follow("Phân bổ")
    finance.page.get_by_label("Đơn vị nhận").select_option(str(here.post("commune_officer").body_id))
    finance.page.get_by_label("Mục đích").select_option("REHABILITATION")
    finance.fill("Nội dung", "Hỗ trợ cai nghiện tại nhà").fill("Số tiền", "90.000.001")
    papered(finance).press("Phân bổ").reads("chỉ còn 90.000.000 đ")
    finance.fill("Số tiền", "2.000.000").press("Phân bổ").follow("Ủy ban nhân dân xã Tà Lài")
    line = finance.path
    officer.open(line).follow("Ghi khoản chi").fill("Số tiền", "2.000.001").fill("Nội dung chi", "Tư vấn tại nhà")
    officer.press("Ghi khoản chi").reads("chỉ còn 2.000.000 đ").fill("Số tiền", "400.000").press("Ghi khoản chi").reads("1.600.000 đ")

    # a gift traced to its use
    officer.open("/kinh-phi/dong-gop/ghi/").fill("Người, tổ chức đóng góp", "Công ty TNHH An Bình").fill("Giá trị", "5.000.000").pick("Tiền")
    officer.day("Ngày nhận", money.ON).fill("Số biên nhận", "01/BN").press("Ghi đóng góp").follow("Ghi việc dùng")
    officer.fill("Số tiền, giá trị", "2.000.000").fill("Hoạt động", "Lớp học nghề").press("Ghi đã dùng").reads("3.000.000 đ", "Lớp học nghề")

    # support of one person: computed, paid, and never for the same days again
    money.support_level(cases.actor_of(lead.post), procedure="HOME_REHABILITATION", amount=30_000)
    page = f"/kinh-phi/ho-tro/{case.person_id}/"
    officer.open(page).reads("40 ngày × 30.000 đ = 1.200.000 đ", "16/2019/NQ-HĐND").picture("kinh-phi-ho-tro")
    officer.follow("Chi hỗ trợ").press("Chi hỗ trợ").reads("Đã ghi khoản hỗ trợ", "1.200.000 đ").never_reads("Được chi 40 ngày")
    assert SupportLine.objects.get(person_id=case.person_id).starts_on == money.ON - timedelta(days=60) and officer.axe() == []

    # the province reads the sum down to the line, and nobody's name
    lead.open("/kinh-phi/?nam=2026").reads("Kinh phí năm 2026").never_reads("Lê Thị Ỗi").picture("kinh-phi-bang-nam")
    assert lead.axe() == []
    lead.follow("Ủy ban nhân dân xã Tà Lài").reads("Hỗ trợ cai nghiện tại nhà").closed(page)
    phone = province.desk(here.post("commune_officer"), width=360).sit("/kinh-phi/?nam=2026").reads("Kinh phí năm 2026").picture("kinh-phi-bang-nam")
    assert phone.sideways() == 0 and phone.open(estimate).picture("kinh-phi-du-toan").sideways() == 0
    for desk in (lead, finance, officer, phone):
        desk.quiet()


def test_a_project_closes_a_gap_of_a_facility(province: Province):
    above = places.Unit.objects.get(pk=places.DONG_NAI)
    lead, finance = (province.desk(province.official(role, above)) for role in ("provincial_lead", "finance_officer"))
    facility = accounts.body("facility", places.DONG_NAI, name="Cơ sở cai nghiện số 1")
    lead.sit("/kinh-phi/du-an/de-xuat/").fill("Tên dự án", "Nhà tiếp nhận").fill("Điều kiện nào của cơ sở chưa đạt", "Chưa có khu tiếp nhận riêng")
    lead.page.get_by_label("Cơ sở", exact=False).first.select_option(str(facility.pk))
    lead.fill("Vì sao cần đầu tư", "Số người vào tăng").fill("Tổng vốn", "9.000.000.000").fill("Thứ tự ưu tiên", "1")
    project = papered(lead).press("Đề xuất").reads("Đã đề xuất").path
    lead.follow("Đề nghị vốn năm").fill("Năm", "2027").fill("Vốn đề nghị", "5.000.000.000").press("Đề nghị").reads("5.000.000.000")
    finance.sit("/kinh-phi/du-an/giao-von/").fill("Tổng vốn được giao", "4.000.000.000")
    finance.page.get_by_label("Năm").first.fill("2027")
    papered(finance).press("Ghi quyết định").reads("Đã ghi quyết định giao vốn")
    finance.open(f"{project}bo-tri/").fill("Vốn cân đối được", "4.000.000.000").fill("Vốn bố trí", "4.000.000.001")
    finance.page.get_by_label("Năm").first.fill("2027")
    finance.press("Bố trí vốn").reads("chỉ còn 4.000.000.000 đ").fill("Vốn bố trí", "4.000.000.000").press("Bố trí vốn").reads("1.000.000.000")
    papered(finance.follow("Đã duyệt chủ trương")).press("Ghi bước này").reads("Đã ghi bước mới")
    lead.open("/kinh-phi/du-an/").reads("Khớp", "Chưa có khu tiếp nhận riêng").quiet()
