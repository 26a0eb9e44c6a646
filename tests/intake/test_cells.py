"""Dates, marks and numbers as officers write them; each case from a list that exists in this form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh.intake.reading import cells, values
from donghanh.kernel.errors import BadInput
from tests.factories.intake import TODAY

DAY = date(1988, 3, 5)


@pytest.mark.parametrize(
    "written",
    [
        *("5/3/88", "05/03/1988", "5.3.1988", "05.03.1988", "5-3-1988", "5 / 3 / 1988", " 5/3/1988 ", "5/3/1988\u200b", "5 3 1988"),
        *("1988-03-05", "1988/03/05", "1988-03-05 00:00:00", "05031988", 5031988, 32207, "32207", 32207.0),
        *(DAY, "ngày 5 tháng 3 năm 1988", "5 tháng 3 năm 88", "Ngày 05 tháng 03 năm 1988"),
    ],
)
def test_a_birth_date_in_any_form(written):
    assert cells.birth(written, today=TODAY) == cells.Birth(DAY, 1988)


@pytest.mark.parametrize("written", ["1988", 1988, 1988.0, " 1988 "])
def test_a_year_alone(written):
    assert cells.birth(written, today=TODAY) == cells.Birth(None, 1988)


@pytest.mark.parametrize("written", ["3/1988", "03-1988", "00/00/1988", "0/3/1988"])
def test_without_a_day_the_year_is_kept_and_it_is_said(written):
    found = cells.birth(written, today=TODAY)
    assert (found.on, found.year) == (None, 1988)
    assert "năm sinh" in found.note


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        *(("31/02/1991", "Tháng 2 không có ngày 31"), ("29/02/1990", "Tháng 2 không có ngày 29"), ("3/25/1988", "Không có tháng 25")),
        *(("5/3/26", "1926 hoặc 2026"), ("1/1/20", "1920 hoặc 2020"), ("22/11/2026", "tương lai"), ("2027", "Không đọc được")),
        *(("5/3/2027", "2027"), ("1/1/1850", "1850"), ("không rõ", "Không đọc được"), ("x", "Không đọc được"), (88, "Không đọc được")),
        *((True, "Không phải ngày"), ("5/3", "Không đọc được"), (1e300, "Không đọc được"), ("٥/٣/١٩٨٨", "Không đọc được")),
    ],
)
def test_a_birth_that_cannot_be_is_told_with_its_mend(written, reason):
    with pytest.raises(BadInput, match=reason) as told:
        cells.birth(written, today=TODAY)
    assert told.value.mend


@given(st.dates(date(1927, 1, 1), date(2014, 1, 1)))
def test_every_way_of_writing_gives_the_same_day(day):
    ways = [day, f"{day.day}/{day.month}/{day.year}", f"{day.day:02}.{day.month:02}.{day.year}", f"{day.day:02}{day.month:02}{day.year}"]
    ways += [day.isoformat(), f"{day.day}/{day.month}/{day.year % 100:02}", (day - date(1899, 12, 30)).days]
    assert {cells.birth(way, today=TODAY).on for way in ways} == {day}


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.none(), st.dates()))
def test_no_cell_whatever_stands_in_it_breaks_the_reading(value):
    for read in (lambda v: cells.birth(v, today=TODAY), cells.sex, cells.marked, cells.numbers, values.full_name, lambda v: values.home(None, v)):
        try:
            read(value)
        except BadInput as told:
            assert told.message
            assert told.mend


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        (5, 3, 1988, cells.Birth(DAY, 1988)),
        ("05", "03", "88", cells.Birth(DAY, 1988)),
        (None, None, 1988, cells.Birth(None, 1988)),
    ],
)
def test_day_month_and_year_in_columns_of_their_own(day, month, year, expected):
    assert cells.birth_from_parts(day, month, year, today=TODAY) == expected


@pytest.mark.parametrize(("day", "month", "year"), [(31, 2, 1991), (1, 1, None), ("a", 1, 1990), (1, 13, 1990)])
def test_parts_that_make_no_date(day, month, year):
    with pytest.raises(BadInput):
        cells.birth_from_parts(day, month, year, today=TODAY)


@pytest.mark.parametrize(
    ("written", "sex"),
    [
        ("Nam", "MALE"),
        ("nam ", "MALE"),
        ("NAM", "MALE"),
        ("M", "MALE"),
        ("Nữ", "FEMALE"),
        ("nu", "FEMALE"),
        ("Nư\u0303", "FEMALE"),
        ("F", "FEMALE"),
        (None, "UNKNOWN"),
    ],
)
def test_sex(written, sex):
    assert cells.sex(written) == sex


@pytest.mark.parametrize("written", ["x", "N", "1", "nam/nữ", "khác?"])
def test_a_sex_nobody_can_tell_is_asked_for(written):
    with pytest.raises(BadInput):
        cells.sex(written)


@pytest.mark.parametrize(
    ("written", "is_marked"), [("x", True), ("X", True), (1, True), ("✓", True), ("Nam", True), (None, False), ("", False), (0, False)]
)
def test_a_mark_in_a_column_of_its_own(written, is_marked):
    assert cells.marked(written) is is_marked


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("075088012345", [("CITIZEN", "075088012345")]),
        ("075 088 012 345", [("CITIZEN", "075088012345")]),
        ("'075088012345", [("CITIZEN", "075088012345")]),
        (175088012345, [("CITIZEN", "175088012345")]),
        ("271234567", [("OLD_ID", "271234567")]),
        (271234567, [("OLD_ID", "271234567")]),
        ("075088012345; 271234567", [("CITIZEN", "075088012345"), ("OLD_ID", "271234567")]),
        ("C1234567", [("PASSPORT", "C1234567")]),
        ("", []),
    ],
)
def test_identity_numbers(written, numbers):
    assert cells.numbers(written) == numbers


@pytest.mark.parametrize(
    ("written", "reason", "mend"),
    [
        (75088012345, "Có 11 chữ số; ô kiểu số", "ghi 0 ở đầu"),
        (1088012345, "Có 10 chữ số; ô kiểu số", "ghi 00 ở đầu"),
        (12345678, "Có 8 chữ số; ô kiểu số", "đủ 9 chữ số"),
        ("75088012345", "Có 11 chữ số", "12 chữ số"),
        ("7.5088E+10", "rút gọn", "Text"),
        ("7,51E+10", "rút gọn", "Text"),
        (75088012345.5, "rút gọn", "Text"),
        ("O75088012345", "ký tự lạ", "chữ O"),
        ("0750880123456", "Có 13 chữ số", "12 chữ số"),
    ],
)
def test_a_number_that_lost_something_is_never_mended_by_the_machine(written, reason, mend):
    with pytest.raises(BadInput, match=reason) as told:
        cells.numbers(written)
    assert mend in told.value.mend


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("  Nguyễn   Văn  An ",), "Nguyễn Văn An"),
        (("Nguyễn Văn", None, "An"), "Nguyễn Văn An"),
        (("Nguye\u0302\u0303n Va\u0306n A",), "Nguyễn Văn A"),
        (("Y Ô Niê",), "Y Ô Niê"),
        (("K’Brẻ",), "K'Brẻ"),
        (("Tống Công Danh",), "Tống Công Danh"),
    ],
)
def test_names(parts, name):
    assert values.full_name(*parts) == name


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        *(
            ("N.T.A", "viết tắt"),
            ("N. T. Ẩ.", "viết tắt"),
            ('=HYPERLINK("http://x","An")', "công thức"),
            ("@SUM(1)", "công thức"),
            ("+84", "công thức"),
        ),
        *(("NguyÔn V¨n An", "phông chữ cũ"), ("Nguyễn Văn An (Tý)", "ký tự"), ("An 2", "ký tự"), ("A" * 200, "quá dài"), ("", "Thiếu")),
    ],
)
def test_what_is_no_name(written, reason):
    with pytest.raises(BadInput, match=reason) as told:
        values.full_name(written)
    assert written[:12] not in told.value.message or not written


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("IDENTITY", "075088012312", "0750······12"),
        ("IDENTITY", "123", "···"),
        ("FULL_NAME", "Nguyễn Văn An", "N. V. A."),
        ("BORN", "31/02/1991", "31/02/19··"),
        ("PERMANENT", "Số 5 đường 30/4, ấp 1", "Số 5 đường 3…"),
    ],
)
def test_what_a_screen_shows_is_half_hidden(column, value, shown):
    assert values.half_hidden(values.Column[column], value) == shown
