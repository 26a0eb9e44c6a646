"""How a typed name is understood."""

from __future__ import annotations

import unicodedata

import pytest

from donghanh.base.places.names import Reading, key, readings


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Trảng Bom", "trang bom"),
        (unicodedata.normalize("NFD", "Trảng Bom"), "trang bom"),
        ("  TRẢNG   bom ", "trang bom"),
        ("Ea H'Leo", "ea hleo"),
        ("Ea H’Leo", "ea hleo"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("Phan Rang-Tháp Chàm", "phan rang thap cham"),
        ("Thủ Đức", "thu duc"),
        ("Hoà Hưng", "hoa hung"),
        ("Hòa Hưng", "hoa hung"),
        ("...", ""),
    ],
)
def test_key(typed, folded):
    assert key(typed) == folded


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("xã Trảng Bom", "xã", "trang bom"),
        ("X. Trảng Bom", "xã", "trang bom"),
        ("tt trang bom", "thị trấn", "trang bom"),
        ("TT. Trảng Bom", "thị trấn", "trang bom"),
        ("Thị trấn Trảng Bom", "thị trấn", "trang bom"),
        ("P.1", "phường", "1"),
        ("F.12", "phường", "12"),
        ("phường Tân Phong", "phường", "tan phong"),
        ("Q. 3", "quận", "3"),
        ("H. Xuân Lộc", "huyện", "xuan loc"),
        ("TX Long Khánh", "thị xã", "long khanh"),
        ("TP Biên Hòa", "thành phố", "bien hoa"),
        ("tp.bien hoa", "thành phố", "bien hoa"),
        ("TP. HCM", "thành phố", "ho chi minh"),
        ("đặc khu Lý Sơn", "đặc khu", "ly son"),
        ("tỉnh Đồng Nai", "tỉnh", "dong nai"),
    ],
)
def test_kind_word_is_taken_off(typed, kind, name):
    assert readings(typed)[-1] == Reading(name, kind)


@pytest.mark.parametrize("typed", ["Trảng Bom", "Xuân Lộc", "Phú Lý", "Tân Phú"])
def test_a_name_without_kind_has_one_reading(typed):
    assert readings(typed) == [Reading(key(typed))]


def test_a_name_that_begins_like_a_kind_word_is_also_read_whole():
    assert Reading("xa bang") in readings("Xà Bang")
