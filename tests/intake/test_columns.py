"""Columns told from their titles, in the many ways communes write them."""

from __future__ import annotations

import unicodedata

import pytest

from donghanh.intake.reading.columns import Column, recognise, recognise_below

TITLES = {
    Column.ORDINAL: ("STT", "TT", "Số TT", "Số thứ tự", "stt."),
    Column.FULL_NAME: (
        *("Họ và tên", "HỌ VÀ TÊN", "Ho va ten", "Họ tên", "Họ, tên", "Họ và\ntên", "Họ, chữ đệm và tên", "Họ, tên đệm và tên khai sinh"),
        *("Họ và tên (viết hoa)", "Họ tên người nghiện", "Họ và tên học viên", "Họ và tên, bí danh", "  họ  và tên: "),
    ),
    Column.FAMILY: ("Họ", "Họ đệm", "Họ và đệm", "Họ và tên đệm", "Họ lót", "Họ và chữ lót"),
    Column.MIDDLE: ("Đệm", "Tên đệm", "Chữ đệm", "Chữ lót"),
    Column.GIVEN: ("Tên", "TÊN"),
    Column.OTHER_NAME: ("Bí danh", "Tên gọi khác", "Họ tên khác", "Tên thường gọi"),
    Column.BORN: ("Ngày sinh", "Năm sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "NTNS", "Sinh ngày", "ngay sinh", "Sinh năm"),
    Column.SEX: ("Giới tính", "Giới tính (Nam/Nữ)", "Nam/Nữ", "Phái", "gioi tinh"),
    Column.IS_MALE: ("Nam",),
    Column.IS_FEMALE: ("Nữ", "nu"),
    Column.IDENTITY: ("CCCD", "Số CCCD", "Số CCCD/CMND", "CMND", "Số định danh cá nhân", "Số căn cước", "Chứng minh nhân dân", "Giấy tờ tùy thân"),
    Column.PERMANENT: ("HKTT", "Hộ khẩu thường trú", "Nơi thường trú", "Nơi đăng ký thường trú", "Địa chỉ thường trú"),
    Column.TEMPORARY: ("Tạm trú", "Nơi tạm trú"),
    Column.CURRENT: ("Địa chỉ", "Nơi ở hiện tại", "Chỗ ở hiện nay", "Nơi cư trú"),
    Column.HAMLET: ("Thôn", "Ấp/Khu phố", "Thôn, ấp", "Tổ dân phố"),
    Column.UNIT: ("Xã", "Xã/phường", "Xã, phường, đặc khu", "Đơn vị hành chính"),
    Column.GUARDIAN: ("Người giám hộ", "Họ và tên người giám hộ"),
    Column.NOTE: ("Ghi chú",),
}
OTHERS = (
    *("Họ và tên cha", "Họ tên mẹ", "Họ và tên vợ/chồng", "Họ và tên chủ hộ", "Cán bộ phụ trách", "Nơi sinh", "Ngày cấp CCCD", "Nơi cấp CCCD"),
    *("Số quyết định", "Ngày quyết định", "Số điện thoại", "Nghề nghiệp", "Tình trạng", "Loại ma tuý", "", "123"),
)


@pytest.mark.parametrize(("title", "column"), [(title, column) for column, titles in TITLES.items() for title in titles])
def test_a_title_is_told_with_and_without_marks_composed_or_not(title, column):
    assert recognise(title) is column
    assert recognise(unicodedata.normalize("NFD", title)) is column


@pytest.mark.parametrize("title", OTHERS)
def test_other_titles_are_left_alone(title):
    assert recognise(title) is None


@pytest.mark.parametrize(
    ("parent", "child", "siblings", "column"),
    [
        ("Năm sinh", "Nam", ("Nam", "Nữ"), Column.BORN_IF_MALE),
        ("Năm sinh", "Nữ", ("Nam", "Nữ"), Column.BORN_IF_FEMALE),
        ("Nam sinh", "nam", ("nam", "nu"), Column.BORN_IF_MALE),
        ("Ngày sinh", "Năm", ("Ngày", "Tháng", "Năm"), Column.BORN_YEAR),
        ("ngay sinh", "nam", ("ngay", "thang", "nam"), Column.BORN_YEAR),
        ("Ngày sinh", "Tháng", ("Ngày", "Tháng", "Năm"), Column.BORN_MONTH),
        ("Giới tính", "Nam", ("Nam", "Nữ"), Column.IS_MALE),
        ("Họ và tên", "Họ đệm", ("Họ đệm", "Tên"), Column.FAMILY),
        ("Nơi cư trú", "Thường trú", ("Thường trú", "Tạm trú"), Column.PERMANENT),
        ("Thông tin cá nhân", "Ngày sinh", ("Ngày sinh",), Column.BORN),
        ("Quyết định", "Số", ("Số", "Ngày"), None),
    ],
)
def test_a_lower_title_under_a_joined_one(parent, child, siblings, column):
    assert recognise_below(parent, child, siblings=siblings) is column
