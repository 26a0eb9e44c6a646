"""J12, its part of reports: prefilled, sent, returned, mended, accepted, gathered, and a review that ends in a task; in the browser, with axe."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.factories import cases, places, programme
from tests.factories.filing import CALLED
from tests.journeys.offices import Commune
from tests.journeys.province import Province

ON = cases.NOW.date()
REPORT = re.compile(f"^{CALLED}")


def test_a_report_goes_to_the_province_comes_back_and_ends_in_a_task(province: Province):
    programme.load_plan()
    here = Commune(province, "Phú Lý")
    committee = here.actor("commune_officer").body_name
    head = province.official("provincial_lead", places.Unit.objects.get(pk=places.DONG_NAI))
    lead = province.desk(head, axe=True)

    # given a report that the province asks for
    lead.sit("/bao-cao/").follow("Yêu cầu báo cáo đột xuất")
    lead.page.get_by_label("Kế hoạch", exact=True).select_option(value="DN137")
    lead.page.get_by_label("Số liệu của kỳ").select_option(value="2026H2")
    lead.fill("Tên báo cáo", CALLED).day("Gửi trước hết ngày", ON + timedelta(days=5)).press("Gửi yêu cầu").reads(CALLED).quiet()
    assert lead.axe() == []

    # when the commune writes it on a phone, the draft keeps itself
    officer = province.desk(here.post("commune_officer"), width=360, axe=True).sit("/bao-cao/").follow(REPORT)
    officer.reads("Chưa viết phần", "chỉ tiêu chưa tính được").fill("Tình hình và kết quả thực hiện", "Đã rà soát toàn bộ danh sách.")
    officer.page.locator("#da-luu", has_text="Đã lưu nháp lúc").wait_for()
    address = officer.path
    officer.open(address).fill("Khó khăn, nguyên nhân", "Thiếu người.").press("Gửi báo cáo").reads("Chưa viết: Nhiệm vụ kỳ tới")
    officer.fill("Nhiệm vụ kỳ tới", "Mở thêm một buổi tư vấn.").press("Gửi báo cáo").reads("Đã gửi báo cáo, bản số 1").quiet()
    assert officer.axe() == []

    # then the province returns it with its reasons, the commune mends it, the province accepts
    lead.sit("/bao-cao/").follow(REPORT).follow(committee).reads("Đã rà soát toàn bộ danh sách.")
    lead.page.locator("summary", has_text="Trả lại kèm lý do").click()
    lead.fill("Khó khăn, nguyên nhân", "Nêu rõ thiếu mấy người.").press("Trả lại").reads("Đã trả lại báo cáo kèm lý do")
    officer.sit(address).reads("Nơi nhận trả lại, cần sửa", "Nêu rõ thiếu mấy người.")
    officer.fill("Khó khăn, nguyên nhân", "Thiếu hai người.").fill("Lý do gửi lại", "Đã nêu rõ").press("Gửi báo cáo").reads("bản số 2")
    lead.open("/bao-cao/").follow(REPORT).follow(committee).reads("Thiếu hai người.").press("Nhận báo cáo").reads(
        "Đã nhận báo cáo", "Đã nhận"
    ).quiet()
    assert lead.axe() == []

    # and a review makes it a task of the commune
    lead.open("/bao-cao/hoi-nghi/moi/").pick("Hội nghị sơ kết").fill("Tên hội nghị", "Sơ kết cuối năm").day("Ngày họp", ON)
    lead.page.get_by_label("Kế hoạch", exact=True).select_option(value="DN137")
    lead.page.get_by_label("Việc phải làm").first.fill("Bố trí đủ cán bộ tư vấn")
    lead.page.get_by_label("Đơn vị làm").first.select_option(label=committee)
    lead.page.get_by_role("group", name="Hạn").first.get_by_label("Ngày", exact=True).fill(f"{ON + timedelta(days=9):%d/%m/%Y}")
    lead.press("Ghi hội nghị").reads("mỗi kết luận là một nhiệm vụ", "Bố trí đủ cán bộ tư vấn").quiet()
    assert lead.axe() == []
    officer.sit("/nhiem-vu/").reads("Bố trí đủ cán bộ tư vấn")
