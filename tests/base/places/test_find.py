"""A unit is found by what an officer types, on any day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donghanh.base.places import queries
from donghanh.kernel.errors import BadInput
from tests.factories.places import DONG_NAI, TODAY

BEFORE = date(2024, 5, 1)
LAST_DAY, FIRST_DAY = date(2025, 6, 30), date(2025, 7, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_units")]


def first(text, on=TODAY, **options):
    return queries.find(text, on=on, **options)[0]


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("Trảng Bom", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("trang bom", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("TRANG BOM", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("xã Trảng Bom", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("X.Trảng Bom", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("xã Trảng Bom, tỉnh Đồng Nai", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("Biên Hòa", "phường Biên Hòa, tỉnh Đồng Nai"),
        ("bien hoa", "phường Biên Hòa, tỉnh Đồng Nai"),
        ("P. Biên Hoà", "phường Biên Hòa, tỉnh Đồng Nai"),
        ("26248", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("75", "tỉnh Đồng Nai"),
        ("đặc khu Lý Sơn", "đặc khu Lý Sơn, tỉnh Quảng Ngãi"),
        ("TP. HCM", "thành phố Hồ Chí Minh"),
        ("Ea Hleo", "xã Ea H'Leo, tỉnh Đắk Lắk"),
        ("Tran Bom", "xã Trảng Bom, tỉnh Đồng Nai"),
    ],
)
def test_a_unit_of_today(typed, path):
    match = first(typed)
    assert (match.unit.path, match.needs_choice, match.note) == (path, False, "")


@pytest.mark.parametrize(
    ("typed", "old", "today"),
    [
        ("thị trấn Trảng Bom", "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("tt trang bom", "thị trấn Trảng Bom, huyện Trảng Bom, tỉnh Đồng Nai", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("Phường Tân Phong, TP Biên Hòa", "phường Tân Phong, thành phố Biên Hòa, tỉnh Đồng Nai", "phường Tân Triều, tỉnh Đồng Nai"),
        ("phường Long Bình Tân, Biên Hòa", "phường Long Bình Tân, thành phố Biên Hòa, tỉnh Đồng Nai", "phường Long Hưng, tỉnh Đồng Nai"),
        ("Tiến Thành, Bình Phước", "phường Tiến Thành, thành phố Đồng Xoài, tỉnh Bình Phước", "phường Đồng Xoài, tỉnh Đồng Nai"),
        ("P.1, Q.3, TPHCM", "phường 1, quận 3, thành phố Hồ Chí Minh", "phường Bàn Cờ, thành phố Hồ Chí Minh"),
        ("tỉnh Bình Phước", "tỉnh Bình Phước", "tỉnh Đồng Nai"),
        ("tinh kon tum", "tỉnh Kon Tum", "tỉnh Quảng Ngãi"),
        ("huyện Lý Sơn", "huyện Lý Sơn, tỉnh Quảng Ngãi", "đặc khu Lý Sơn, tỉnh Quảng Ngãi"),
        ("Xà Bang", "xã Xà Bang, huyện Châu Đức, tỉnh Bà Rịa - Vũng Tàu", "xã Châu Đức, thành phố Hồ Chí Minh"),
    ],
)
def test_a_former_name_answers_with_the_unit_of_today(typed, old, today):
    match = first(typed)
    assert (match.unit.path, match.answer.path) == (old, today)
    assert match.note == f"Tên cũ; từ 01/07/2025 là {today}."


@pytest.mark.parametrize("on", [BEFORE, LAST_DAY])
def test_before_the_merger_the_same_name_is_simply_the_unit(on):
    match = first("thị trấn Trảng Bom", on=on)
    assert (match.answer, match.note) == (match.unit, "")


def test_the_merger_takes_place_between_two_days():
    assert first("thị trấn Trảng Bom", on=LAST_DAY).answer.title == "thị trấn Trảng Bom"
    assert first("thị trấn Trảng Bom", on=FIRST_DAY).answer.title == "xã Trảng Bom"


def test_a_commune_that_was_divided_asks_which():
    match = first("xã Xuân Tâm")
    assert match.needs_choice and match.answer is None
    assert {(kin.unit.title, kin.is_partial) for kin in match.now} == {("xã Xuân Đông", True), ("xã Xuân Hòa", True)}
    assert match.note == "Tên cũ; từ 01/07/2025 thuộc 2 đơn vị, cần chọn."


def test_a_former_district_asks_which_commune():
    match = first("TP Biên Hòa")
    assert (match.unit.level, match.needs_choice, len(match.now)) == ("DISTRICT", True, 10)


def test_a_name_of_today_asked_before_it_began_asks_which_former_unit():
    match = first("xã Trảng Bom", on=BEFORE)
    assert {kin.unit.title for kin in match.now} == {"thị trấn Trảng Bom", "xã Giang Điền", "xã Quảng Tiến", "xã Sông Trầu"}
    assert match.note == "Tên mới từ 01/07/2025; khi đó nơi này là 4 đơn vị, cần chọn."


def test_marks_that_were_typed_count():
    assert [match.unit.name for match in queries.find("xã Xuân Tâm", on=TODAY)] == ["Xuân Tâm", "Xuân Tầm"]
    assert [match.unit.name for match in queries.find("xã Xuân Tầm", on=TODAY)] == ["Xuân Tầm", "Xuân Tâm"]
    assert queries.unit_named("xã Xuân Tầm", on=TODAY).path == "xã Phong Dụ Hạ, tỉnh Lào Cai"
    with pytest.raises(BadInput, match="có thể là 3 nơi"):
        queries.unit_named("xa xuan tam", on=TODAY)


def test_level_and_territory_narrow_the_answer():
    assert {match.unit.level for match in queries.find("Trảng Bom", on=TODAY, level="COMMUNE")} == {"COMMUNE"}
    everywhere = queries.find("Tân Phú", on=TODAY, limit=50)
    here = queries.find("Tân Phú", on=TODAY, under=DONG_NAI, limit=50)
    assert 0 < len(here) < len(everywhere)
    assert all(kin.unit.path.endswith("Đồng Nai") for match in here for kin in match.now)


def test_a_former_commune_of_a_joined_province_lies_in_the_province_of_today():
    assert first("Tiến Thành", under=DONG_NAI).unit.path.endswith("tỉnh Bình Phước")
    assert first("xã Lộc An, Đồng Nai", under=DONG_NAI).fit == 0


@pytest.mark.parametrize("typed", ["", "   ", ",", "...", "qqqqqqq", "'; drop table places_unit; --", "%", "_", "\\", "x" * 5000])
def test_what_cannot_be_a_name_finds_nothing(typed):
    assert queries.find(typed, on=TODAY) == []


def test_statements_do_not_grow_with_the_answer():
    with CaptureQueriesContext(
        connection,
    ) as one:
        queries.find("Trảng Bom", on=TODAY)
    with CaptureQueriesContext(connection) as many:
        assert len(queries.find("Tân Phú", on=TODAY, limit=30)) == 30
    assert len(one) == len(many) == 2


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Trảng Bom", "26248"), ("26248", "26248"), ("thị trấn Trảng Bom", "26248"), ("Tân Phong, Biên Hòa", "26188"), ("P. Tân Triều", "26188")],
)
def test_one_commune_is_meant(typed, code):
    assert queries.unit_named(typed, on=TODAY, under=DONG_NAI).code == code


@pytest.mark.parametrize(
    ("typed", "says", "offers"),
    [
        ("xã Xuân Tâm", "có thể là 2 nơi", "xã Xuân Đông, tỉnh Đồng Nai"),
        ("xã Biên Hòa", "Không có địa bàn nào tên đúng", "phường Biên Hòa, tỉnh Đồng Nai"),
        ("Tran Bom", "Không có địa bàn nào tên đúng", "xã Trảng Bom, tỉnh Đồng Nai"),
        ("qqqqqq", "Không có địa bàn nào tên đúng", "Kiểm tra lại"),
    ],
)
def test_where_it_is_not_sure_a_person_is_asked(typed, says, offers):
    with pytest.raises(BadInput) as refusal:
        queries.unit_named(typed, on=TODAY, under=DONG_NAI)
    assert says in refusal.value.message and offers in refusal.value.mend
