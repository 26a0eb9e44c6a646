"""Journey J1: one person from the positive test to the end of the management, through the pages, with every office doing its own part."""

from __future__ import annotations

import re

import pytest

from tests.journeys.offices import Commune, opened_letter

CARD = "075188012345|271234567|Lê Thị Ỗi|05031988|Nữ|Số 5, ấp 3, xã Trảng Bom, Đồng Nai|10052021"


def registered_from_the_card(police):
    """Nobody of this name is known; the card is read into the form, the year need not be typed."""
    police.open("/nguoi/").fill("Số CCCD hoặc họ và tên", "le thi oi").press("Tìm")
    police.reads("Không thấy hồ sơ nào cho “le thi oi”").picture("tim-khong-thay").press("Tạo hồ sơ mới")
    police.fill("Dán hoặc quét mã QR của thẻ", CARD).press("Đọc thẻ vào biểu mẫu")
    police.reads("Đã điền từ thẻ").picture("ho-so-moi")
    assert police.page.get_by_label("Họ và tên").first.input_value() == "Lê Thị Ỗi"
    assert police.page.get_by_label("Xã, phường đang ở").input_value() == "xã Trảng Bom, tỉnh Đồng Nai"
    assert police.page.get_by_label("Số nhà, đường, ấp").input_value() == "Số 5, ấp 3", "the commune is not written twice"
    police.press("Ghi vào sổ").reads("Đã ghi vào sổ", "Lê Thị Ỗi", "Chưa có hồ sơ thủ tục nào")


def stopped_at_the_signature(province, there, case):
    """The next day the stop is decided; the list is left at once."""
    province.go("2026-11-04T08:00")
    there.decide(case, "quyết định dừng").reads("02/QĐ-CAP")
    there.desk("commune_police").sit("/danh-sach/").never_reads("Lê Thị Ỗi").quiet()


@pytest.mark.requirement("DN137-VI.2.b.2")
def test_from_the_positive_test_to_the_stop_through_two_communes(province):
    province.go("2026-09-01T09:00")
    here, there = Commune(province, "Trảng Bom"), Commune(province, "Trảng Dài")
    police = here.desk("commune_police").sign_in()

    registered_from_the_card(police)

    # when the test is positive, the next step of the law stands on the page, with its hour and article
    police.follow("Lập hồ sơ").moment().pick("Nước tiểu").pick("Heroin và các chất dạng thuốc phiện")
    police.fill("Nơi xét nghiệm", "Trạm y tế xã Trảng Bom").press("Lập hồ sơ")
    police.reads("Xác minh nơi cư trú", "Có kết quả xét nghiệm dương tính", "Trạm y tế xã Trảng Bom")
    case = police.path
    police.open("/viec/").reads("Lê Thị Ỗi", "Xác minh nơi cư trú").picture("viec-hom-nay")

    here.record(case, "residence-verified", "2026-09-01T15:00", place="thị trấn Trảng Bom, Đồng Nai", stable=True).reads("nơi cư trú ổn định")
    here.record(case, "notice-sent", "2026-09-01T15:30", number="12/TB-CAX")
    here.record(case, "notice-received", "2026-09-01T16:00", number="12/TB-CAX").reads("Ra quyết định quản lý", "16:00").picture("thu-tuc")

    # and three people make the decision
    province.go("2026-09-02T08:00")
    signed = here.decide(case, "quyết định quản lý", team="Hồ Thị Ểnh, Hội Liên hiệp Phụ nữ xã\nLê Văn Ổn, Trưởng khu phố 3", pictures=True)
    signed.reads("01/QĐ-CAX", "Hồ Thị Ểnh", "đứng trong danh sách quản lý từ lúc ký", "khiếu nại").picture("da-ky")
    opened_letter(signed, name="Lê Thị Ỗi", number="01/QĐ-CAX", team="Hồ Thị Ểnh", home="Số 5, ấp 3, xã Trảng Bom, tỉnh Đồng Nai")
    letter = signed.path

    police = here.desk("commune_police").sit("/danh-sach/").reads("Lê Thị Ỗi")
    police.open(f"{letter}giao/").pick("Chính người có tên trong quyết định").pick("Giao trực tiếp")
    police.day("Ngày giao", province.at.date()).fill("Giờ giao", "08:06").press("Ghi đã giao").reads("08:06 02/09/2026 · Giao trực tiếp")

    here.record(case, "service-offered", "2026-09-20T10:00", services=["Tư vấn tâm lý", "Tư vấn việc làm, học nghề"])
    here.record(case, "residence-checked", "2026-09-20T10:30").reads("Kiểm tra nơi cư trú")
    here.record(case, "helper-assigned", "2026-09-20T11:00", helper="Hồ Thị Ểnh", helper_role="Thành viên Tổ quản lý").reads("Hồ Thị Ểnh")

    the_file_follows(province, here, there, case)

    # a decision for the time that is left: the end does not move
    province.go("2026-10-01T14:00")
    there.decide(case, "quyết định quản lý").reads("01/QĐ-CAP", "02/09/2027")

    # used again: the health station concludes, and says nothing but the conclusion
    there.record(case, "used-again", "2026-11-02T08:00", sample="Nước tiểu", substances=["Methamphetamine (ma tuý đá)"])
    officer = there.desk("commune_police").sit(f"{case}xac-dinh/")
    officer.pick("Trạm Y tế").press("Xem lại trước khi gửi").press("Gửi yêu cầu").reads("Gửi xác định tình trạng nghiện")
    province.go("2026-11-03T08:00")
    station = there.desk("health_station").sign_in().reads("Lê Thị Ỗi", "Chờ kết luận").picture("xac-dinh")
    station.follow("Lê Thị Ỗi, 1988").pick("Có nghiện").moment().press("Xem lại trước khi gửi")
    station.press("Gửi kết luận").reads("Đã trả lời").never_reads("Lê Thị Ỗi")
    station.open(case, status=403)

    stopped_at_the_signature(province, there, case)


def the_file_follows(province, here, there, case):
    """The receiver sees initials until he signs, the sender only the receipt afterwards."""
    here.record(case, "departed", "2026-10-01T08:00", place="phường Trảng Dài")
    here.record(case, "move-notice-sent", "2026-10-01T08:30", number="15/TB-CAX")
    here.record(case, "arrived", "2026-10-01T09:00", place="Trảng Dài, Biên Hòa")
    police = here.desk("commune_police").sit(f"{case}chuyen/")
    police.fill("Xã, phường nơi cư trú mới", "Trảng Dài, Biên Hòa").press("Xem lại trước khi gửi").reads("không tự rút lại được")
    police.press("Gửi hồ sơ").reads("Trảng Dài")
    newcomer = there.desk("commune_police").sit("/chuyen-den/").never_reads("Lê Thị Ỗi").picture("chuyen-den")
    newcomer.open(case, status=404)
    newcomer.open("/chuyen-den/").follow(re.compile("^Ký nhận")).press("Ký nhận hồ sơ")
    newcomer.reads("Lê Thị Ỗi", "Ra quyết định quản lý cho thời gian còn lại")
    police.open(case, status=404).reads("Hồ sơ đã chuyển đi", "đã ký nhận lúc").never_reads("Lê Thị Ỗi")


@pytest.mark.requirement("DN137-VI.2.b.2")
def test_the_term_ends_by_itself_at_the_legal_minute(province):
    province.go("2026-09-01T08:00")
    here = Commune(province, "Bàu Hàm")
    case = here.waiting("Đặng Quỳnh Ngọc Phượng")
    province.go("2026-09-02T08:00")
    here.decide(case, "quyết định quản lý")
    province.go("2027-09-02T23:59")
    police = here.desk("commune_police").sit("/danh-sach/").reads("Đặng Quỳnh Ngọc Phượng")
    province.go("2027-09-03T00:00")
    police.open("/danh-sach/").never_reads("Đặng Quỳnh Ngọc Phượng")
    police.open("/viec/").reads("Ra quyết định chấm dứt quản lý")
    province.go("2027-09-03T08:00")
    here.decide(case, "quyết định chấm dứt").reads("01/QĐ-CAX")
    here.desk("commune_police").sit(case).reads("Đã hết thời hạn")
