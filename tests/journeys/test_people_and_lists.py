"""Finding a person before making a record, and taking in a list as a commune really keeps it."""

from __future__ import annotations

import openpyxl
import pytest

from donghanh.people.models import Person
from tests.factories import intake, people
from tests.journeys.offices import Commune

NUMBER = people.citizen(731, female=True)


@pytest.fixture
def here(province):
    return Commune(province, "Hố Nai")


@pytest.mark.requirement("QN22-II.6.a")
def test_search_before_create_warns_of_the_same_number_and_of_similar_names(province, here):
    # given two people of almost one name, one of them with a number
    actor = here.actor("commune_officer")
    people.register(actor, "Đặng Quỳnh Ngọc Phượng", birth_year=1994, identifiers=[NUMBER])
    people.register(actor, "Đặng Ngọc Quỳnh Phượng", birth_year=1979)
    elsewhere = Commune(province, "Xuân Lộc")
    people.register(elsewhere.actor("commune_officer"), "Trần Văn Xa", identifiers=[people.citizen(732)])

    # when the name is typed without marks, in another order, the reason for each hit stands beside it
    officer = here.desk("commune_officer").sign_in("/nguoi/").fill("Số CCCD hoặc họ và tên", "phuong dang ngoc quynh").press("Tìm")
    officer.reads("2 hồ sơ có thể là cùng một người", "Đặng Quỳnh Ngọc Phượng", "Đặng Ngọc Quỳnh Phượng", "1979").picture("tim-nguoi")

    # then a new record asks why it is nobody of these, and the same number is refused whatever the reason
    officer.press("Tạo hồ sơ mới").reads("Chọn lý do vì sao không ai trong số này")
    officer.page.get_by_role("radio").first.check()
    officer.press("Tạo hồ sơ mới").fill("Họ và tên", "Đặng Quỳnh Ngọc Phượng").pick("Nữ").fill("Năm sinh", "1994")
    officer.fill("Số CCCD", NUMBER.value).press("Ghi vào sổ")
    officer.reads("Có vấn đề cần sửa", "Hồ sơ có thể là cùng một người")
    assert Person.objects.filter(unit_id=here.unit.pk).count() == 2

    # and a number kept elsewhere says only whom to call
    officer.open("/nguoi/").fill("Số CCCD hoặc họ và tên", people.citizen(732).value).press("Tìm")
    officer.reads("Có thể đã có hồ sơ ở nơi khác", "Xuân Lộc").never_reads("Trần Văn Xa").quiet()


def test_a_messy_list_is_previewed_given_back_entered_and_undone(here, tmp_path):
    # given a list with titles above its head, a merged cell, a total row, a duplicate and two faulty rows
    rows = [
        ["ỦY BAN NHÂN DÂN XÃ HỐ NAI", None, None, None, None, None],
        ["DANH SÁCH NGƯỜI SỬ DỤNG NĂM 2026"],
        [],
        list(intake.HEADER),
        *[list(row) for row in intake.GOOD],
        list(intake.BAD),
        [5, "Nguyễn Văn An", "05/03/1988", "Nam", "075088012345", "Ấp 1"],
        ["Tổng cộng", 5],
    ]
    file = intake.xlsx(tmp_path / "danh sách xã.xlsx", rows, merged=["A1:F1", "A2:F2"])
    officer = here.desk("commune_officer").sign_in("/nhap/").reads("Tải tệp mẫu").picture("nhap-excel")
    template = officer.download(lambda: officer.follow("Tải tệp mẫu"))
    assert openpyxl.load_workbook(template).active.cell(1, 2).value == "Họ và tên"

    # when it is uploaded, each row says what will happen to it, and nobody is registered yet
    officer.page.locator("#file").set_input_files(file)
    officer.press("Tải lên và kiểm tra").reads("3 dòng dùng được", "Tháng 2 không có ngày 31").picture("nhap-excel-kiem-tra")
    assert not Person.objects.filter(unit_id=here.unit.pk, full_name="Trần Thị Ẩn").exists()
    officer.never_reads("75188012347")

    # the faulty rows come back complete, with reason and mend
    given_back = openpyxl.load_workbook(officer.download(lambda: officer.page.get_by_role("link", name="dòng lỗi").click())).active
    cells = [str(cell.value) for row in given_back.iter_rows() for cell in row if cell.value]
    assert "Lý do" in cells and "Cách sửa" in cells and "N. T. A." in cells

    # then the good rows are entered, and the whole list can be taken back
    officer.press("Nhập 3 dòng dùng được").reads("Đã nhập xong", "Còn 7 ngày")
    assert Person.objects.filter(unit_id=here.unit.pk, full_name="Trần Thị Ẩn").count() == 1
    officer.follow("Gỡ cả đợt").page.locator("main form button[type=submit]").click()
    officer.reads("Đã gỡ")
    assert not Person.objects.filter(unit_id=here.unit.pk, full_name="Trần Thị Ẩn").exists()
    officer.quiet()
