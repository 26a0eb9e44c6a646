"""J12, its part of tasks: from the directive of the province to the work of a commune and back, in the browser, with axe."""

from __future__ import annotations

from datetime import timedelta

from tests.factories import cases, places
from tests.journeys.offices import Commune
from tests.journeys.province import Province

ON = cases.NOW.date()


def test_a_directive_becomes_work_is_proved_reminded_and_accepted(province: Province, tmp_path):
    here = Commune(province, "Tân Triều")
    committee = here.actor("commune_chair").body_name
    lead = province.desk(province.official("provincial_lead", places.Unit.objects.get(pk=places.DONG_NAI)), axe=True)

    # given a directive of the province to one commune
    lead.sit("/nhiem-vu/").reads("Nhiệm vụ của đơn vị").follow("Gửi văn bản")
    lead.fill("Số, ký hiệu", "36/CT-UBND").day("Ngày ban hành", ON).fill("Trích yếu", "Tăng cường mô hình sau cai")
    lead.fill("Các khoản", "1: Rà soát mô hình").day("Tiếp nhận trước hết ngày", ON + timedelta(days=3))
    lead.page.get_by_text("Chọn từng đơn vị").click()
    lead.pick(committee).press("Gửi văn bản").reads("Đã gửi văn bản đến các đơn vị", "0/1")
    directive = lead.path
    assert lead.axe() == []

    # when a task is given from its clause
    lead.follow("Giao nhiệm vụ từ khoản 1").fill("Tên nhiệm vụ", "Lập danh sách mô hình")
    lead.page.get_by_label("Đơn vị chủ trì").select_option(label=committee)
    lead.day("Hạn hoàn thành", ON + timedelta(days=2)).press("Giao nhiệm vụ").reads("Đã giao 1 nhiệm vụ", "Chưa tiếp nhận").quiet()
    task = lead.path
    assert lead.axe() == []

    # then the commune acknowledges both, on a phone
    officer = province.desk(here.post("commune_officer"), width=360, axe=True).sit("/nhiem-vu/")
    officer.reads("Tăng cường mô hình sau cai", "Lập danh sách mô hình", "còn 2 ngày")
    assert officer.axe() == []
    officer.follow("Tăng cường mô hình sau cai").press("Đã đọc, tiếp nhận").reads("Đã tiếp nhận văn bản")
    officer.open(task).fill("Người phụ trách của đơn vị", "Trần Thị Mỹ Ẩn, cán bộ UBND").press("Tiếp nhận nhiệm vụ").reads("Đang làm")

    # and is late, so the province reminds and the commune sees it
    province.go("2026-11-25T09:00")
    lead.sit(task).reads("quá hạn 2 ngày")
    lead.page.locator("summary", has_text="Nhắc việc quá hạn").click()
    lead.fill("Lời nhắc", "Đề nghị gửi ngay.").press("Gửi lời nhắc").reads("Đã gửi lời nhắc")
    officer.sit("/nhiem-vu/").reads("Nhắc: Đề nghị gửi ngay.")

    # who proves the work does not accept it; the giver does
    proof = tmp_path / "bien-ban.pdf"
    proof.write_bytes(b"%PDF-1.7 thu")
    officer.open(task).fill("Kết quả", "Đã lập danh sách 4 mô hình.")
    officer.page.get_by_label("Tệp minh chứng").set_input_files(proof)
    officer.press("Báo xong phần của đơn vị").reads("Chờ nghiệm thu", "bien-ban.pdf").never_reads("Nghiệm thu, kết thúc nhiệm vụ").quiet()
    lead.open(task).press("Nghiệm thu, kết thúc nhiệm vụ").reads("Hoàn thành")
    lead.open(directive).reads("100 %", "1/1").quiet()

    # and another commune sees nothing of it
    province.desk(Commune(province, "Xuân Lộc").post("commune_chair")).sit("/nhiem-vu/").never_reads("mô hình").closed(task)
