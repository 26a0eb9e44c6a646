"""A decision on an official form in the browser: chosen, its blanks filled, checked, signed by the holder of the office, on the person's page."""

from __future__ import annotations

from donghanh.cases.models import Case
from donghanh.decisions.models import Decision
from tests.factories import formed
from tests.journeys.offices import READ, Commune, address
from tests.journeys.test_other_procedures import CHAIR, CHIEF, begun, signed, unit_of


class Hands:
    """The commune's officials as the factories want them."""

    def __init__(self, there: Commune) -> None:
        self.police, self.officer = there.actor("commune_police"), there.actor("commune_officer")


def filled(desk) -> None:
    """Something in every blank that is still empty."""
    for box in desk.page.locator('main form input[type="text"][name^="o_"], main form textarea[name^="o_"]').all():
        if not box.input_value():
            name = box.get_attribute("name") or ""
            box.fill({"0": "05", "1": "08", "2": "2026"}[name[-1]] if name[-2:] in ("_0", "_1", "_2") else "Không")
    for choice in desk.page.locator('main form select[name^="o_"]').all():
        choice.select_option(index=1)


def test_aftercare_is_signed_by_the_chair_and_stands_on_the_persons_page(province):
    there = Commune(province, "Trảng Bom")
    case = formed.proposed(Hands(there), province.at)
    page = address(case)
    officer = there.desk("commune_officer").sit(page).follow("Soạn quyết định")
    officer.open(f"{page}quyet-dinh/").reads("Bắt đầu thời gian quản lý, hỗ trợ sau cai nghiện", "người ký hôm nay: Chủ tịch")
    officer.picture("chon-quyet-dinh")
    officer.follow("Quyết định quản lý sau cai nghiện").reads("Đã biết, không phải nhập lại", "Giao cho")
    filled(officer)
    officer.fill("Lý do ra quyết định", formed.REASONS).picture("soan-theo-mau")
    draft = officer.press("Chuyển kiểm tra").reads("Chờ đồng nghiệp kiểm tra").path
    there.desk("commune_police").sit(draft).reads("Trách nhiệm của từng cơ quan").press("Kiểm tra xong").reads("ký. Thẩm quyền hôm nay")
    chair = there.desk("commune_chair").sign_in("/cho-ky/")
    chair.page.locator(f'a.task[href="{draft}"]').click()
    chair.pick(READ).press("Ký quyết định").reads("mã băm", "số 01/QĐ-UBND").quiet()
    code = Decision.objects.get(case=case).code
    there.desk("commune_police").sit(page).reads("01/QĐ-UBND", "Đang quản lý sau cai")
    chair.open(f"/kiem-tra/{code}/").reads("còn giá trị").never_reads("Lê Thị Ỗi", "QĐ-UBND")


def test_registration_at_home_under_the_law_of_2024_is_chosen_on_paper_and_recorded(province):
    there = unit_of(province, "2024-03")
    case = begun(province, there, "2024-03-04T09:00", "home-rehabilitation", "registered", "Hồ Thị Ểnh")
    officer = there.desk("commune_officer").sit(f"{case}quyet-dinh/").reads("Mẫu số 24", "chưa đọc được toàn văn mẫu", "Lập trên giấy").quiet()
    officer.follow("Ghi: Quyết định cai nghiện tự nguyện hoặc điều trị thay thế").reads("Nơi ký")
    signed(there, case, "registration-decided", "2024-03-05T09:00", right=CHAIR, wrong=CHIEF, number="12/QĐ", months="12")
    assert Case.objects.get(pk=case.split("/")[2]).stage == "DECIDED"
