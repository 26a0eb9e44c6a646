"""Whole lists as communes keep them: what is read, what is passed over, and what is said of each row."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.intake.reading.columns import Column
from donghanh.intake.reading.duplicates import KnownPerson
from donghanh.intake.reading.preview import HandMap, NoHeader
from donghanh.kernel.errors import BadInput
from tests.factories.intake import BAD, GOOD, HEADER, csv, read, xls, xlsx


def states(rows) -> dict[int, str]:
    return {row.row: row.state for row in rows}


@pytest.fixture
def real_list(tmp_path):
    """Titles above, two header rows, joined cells, the year under Nam | Nữ, a total row, signatures, three sheets."""
    people = [
        ("ỦY BAN NHÂN DÂN XÃ TRẢNG BOM",),
        ("DANH SÁCH NGƯỜI SAU CAI NGHIỆN",),
        (),
        ("STT", "Họ và tên", None, "Năm sinh", None, "Số CCCD", "HKTT", "Ghi chú"),
        (None, "Họ đệm", "Tên", "Nam", "Nữ"),
        (1, 2, 3, 4, 5, 6, 7, 8),
        ("Ấp Bàu Cá",),
        (1, "Nguyễn Văn", "An", "5/3/88", None, "075088012345", "Ấp 1"),
        (2, "Trần Thị", "Ẩn", None, 1990, 75190012345, "Ấp 2"),
        (3, "Tống Công", "Danh", 32207, None, "271234567"),
        (),
        (4, "Vi", "Tổng", date(1988, 3, 5)),
        (5, "Vi", "Tổng", date(1988, 3, 5)),
        (6, "Phan", "Y", "31/02/1991", None, "abc"),
        ("Lưu", "Lưu Thị", "Cộng", None, "1977"),
        (7,),
        ("STT", "Họ và tên", None, "Năm sinh", None, "Số CCCD", "HKTT", "Ghi chú"),
        (8, "Lê", "Ban"),
        (None, "Tổng cộng", "9 người"),
        (None, None, None, None, None, "Trảng Bom, ngày 5 tháng 3 năm 2026"),
        (None, "Người lập biểu", None, None, None, "CHỦ TỊCH"),
        (None, "Nguyễn Văn Lập"),
    ]
    summary = [("Xã", "Số người"), ("Trảng Bom", 9)]
    second = [("ho va ten", "gioi tinh", "sinh ngay", "dia chi", "xa"), ("Nguyễn Thị Bé", " nữ ", "1.2.1999", "Ấp 3", "Xã Trảng Bom")]
    second += [("Võ Bình", "x", "03/1988", None, "Bàu Hàm"), ("Nguyễn Văn An", "nam", "5/3/1988", None, None)]
    return xlsx(tmp_path / "ds.xlsx", ("Danh sách", people), ("Tổng hợp", summary), ("T12", second), merged=("A1:D1", "B4:C4", "D4:E4"))


def test_a_list_as_officers_keep_it(real_list):
    preview, rows = read(real_list, unit_names=frozenset({"trang bom"}))
    first, summary, second = preview.sheets
    assert states(row for row in rows if row.sheet == "Danh sách") == {
        **{8: "READY", 9: "FAULTY", 10: "READY", 12: "READY", 13: "DUPLICATE", 14: "FAULTY", 15: "READY", 18: "FAULTY"},
    }
    assert states(row for row in rows if row.sheet == "T12") == {2: "READY", 3: "FAULTY", 4: "DUPLICATE"}
    assert "tiêu đề" in summary.skipped
    assert (first.header_row, first.rows, second.header_row) == (5, 8, 1)
    assert dict(first.not_people) == {
        **{6: "dòng số thứ tự cột", 7: "dòng tiêu đề nhóm", 16: "dòng tiêu đề nhóm", 17: "tiêu đề lặp lại", 19: "dòng cộng"},
        **{20: "phần ký tên", 21: "phần ký tên", 22: "phần ký tên"},
    }
    assert sum(preview.counts.values()) == len(rows) == 11


def test_what_is_kept_of_a_row(real_list):
    draft = read(real_list)[1][0].draft
    assert draft is not None
    assert (draft.full_name, draft.sex, draft.born_on, draft.birth_year) == ("Nguyễn Văn An", "MALE", date(1988, 3, 5), 1988)
    assert draft.numbers == (("CITIZEN", "075088012345"),)
    assert draft.homes == (("PERMANENT", "Ấp 1"),)


def test_each_fault_names_row_column_reason_and_mend(real_list):
    faults = [fault for row in read(real_list, unit_names=frozenset({"trang bom"}))[1] for fault in row.faults]
    told = {(fault.sheet, fault.row, fault.column): (fault.value, fault.reason) for fault in faults}
    assert told["Danh sách", 9, "Số CCCD"] == ("7519·····45", "Có 11 chữ số; ô kiểu số làm mất số 0 ở đầu.")
    assert told["Danh sách", 14, "Năm sinh / Nam"] == ("31/02/19··", "Tháng 2 không có ngày 31.")
    assert told["Danh sách", 14, "Số CCCD"][1] == "Số giấy tờ có ký tự lạ."
    assert told["Danh sách", 13, "Dòng"][1].startswith("Trùng với dòng 12 (cùng họ tên")
    assert told["T12", 4, "Dòng"][1].startswith("Trùng với dòng 8 trang “Danh sách”")
    assert told["T12", 3, "xa"][1] == "Không phải xã, phường đang nhập."
    assert all(fault.mend for fault in faults)


@pytest.mark.parametrize("extension", ["xlsx", "xls", "csv"])
def test_the_same_list_in_three_kinds_of_file(tmp_path, extension):
    rows = [HEADER, *GOOD, BAD]
    make = {"xlsx": lambda path: xlsx(path, rows), "xls": lambda path: xls(path, rows), "csv": lambda path: csv(path, plain(rows))}
    preview, found = read(make[extension](tmp_path / f"ds.{extension}"))
    assert states(found) == {2: "READY", 3: "READY", 4: "READY", 5: "FAULTY"}
    assert [row.draft.full_name for row in found if row.draft] == ["Nguyễn Văn An", "Trần Thị Ẩn", "Đặng Quỳnh Ngọc Phượng"]
    assert {fault.column for fault in found[-1].faults} == {"Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"}
    assert preview.counts == {"READY": 3, "FAULTY": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_files_in_any_encoding_that_windows_writes(tmp_path, encoding, separator):
    _, rows = read(csv(tmp_path / "ds.csv", plain([HEADER, *GOOD]), encoding=encoding, separator=separator))
    assert [row.draft.full_name for row in rows] == ["Nguyễn Văn An", "Trần Thị Ẩn", "Đặng Quỳnh Ngọc Phượng"]


@pytest.mark.parametrize(("header", "font"), [("Hä vµ tªn,Ngµy sinh", "TCVN3"), ("Hoï vaø teân,Ngaøy sinh", "VNI")])
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_old_fonts_are_refused_by_name_never_read_as_gibberish(tmp_path, header, font, extension):
    rows = [header.split(","), ["NguyÔn V¨n An", "1988"]]
    path = tmp_path / f"ds.{extension}"
    path = csv(path, rows, encoding="latin-1") if extension == "csv" else xlsx(path, rows)
    with pytest.raises(BadInput, match=font) as told:
        read(path)
    assert "Unicode" in told.value.mend


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (("Ngày sinh", "CCCD", "Tên", "Họ"), ("1988", None, "An", "Nguyễn Văn"), ("Nguyễn Văn An", "UNKNOWN")),
        (("Tên", "Năm sinh", "Phái"), ("Nguyễn Văn An", 1988, "Nam"), ("Nguyễn Văn An", "MALE")),
        (("Họ tên", "Năm sinh", "Nam", "Nữ"), ("Trần Thị Ẩn", 1988, None, "x"), ("Trần Thị Ẩn", "FEMALE")),
        (("Họ", "Đệm", "Tên", "NTNS"), ("Nguyễn", "Văn", "An", "1/1/88"), ("Nguyễn Văn An", "UNKNOWN")),
        (("HỌ TÊN", "NGÀY SINH", "Thôn", "Địa chỉ"), ("Nguyễn Văn An", "1/1/88", "Thôn 2", "Số 5"), ("Nguyễn Văn An", "UNKNOWN")),
    ],
)
def test_columns_in_any_order_and_number(tmp_path, header, row, expected):
    draft = read(xlsx(tmp_path / "ds.xlsx", [header, row]))[1][0].draft
    assert (draft.full_name, draft.sex, draft.birth_year) == (*expected, 1988)


def test_a_title_right_above_the_header_is_no_part_of_it(tmp_path):
    (row,) = read(xlsx(tmp_path / "ds.xlsx", [("DANH SÁCH NGƯỜI SAU CAI",), HEADER, BAD], merged=("A1:F1",)))[1]
    assert {fault.column for fault in row.faults} == {"Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"}


def test_the_hamlet_goes_before_the_address(tmp_path):
    path = xlsx(tmp_path / "ds.xlsx", [("Họ tên", "Năm sinh", "Thôn", "Thường trú"), ("Nguyễn Văn An", 1988, "Thôn 2", "Số 5")])
    assert read(path)[1][0].draft.homes == (("PERMANENT", "Thôn 2, Số 5"),)


def test_a_cell_joined_over_several_people_counts_for_each(tmp_path):
    rows = [("Họ tên", "Năm sinh", "Địa chỉ"), ("Nguyễn Văn An", 1988, "Ấp 1"), ("Trần Văn Bình", 1989, None), ("Lê Văn Tám", 1990, None)]
    found = read(xlsx(tmp_path / "ds.xlsx", rows, merged=("C2:C3",)))[1]
    assert [row.draft.homes for row in found] == [(("CURRENT", "Ấp 1"),), (("CURRENT", "Ấp 1"),), ()]


@pytest.mark.parametrize(
    "names, parts",
    [
        (("Họ và tên", None), [("Trần Thị", "Ẩn"), ("Đặng Quỳnh Ngọc", "Phượng")]),
        (("Họ và tên", None, None), [("Trần", "Thị", "Ẩn"), ("Đặng", "Quỳnh Ngọc", "Phượng")]),
    ],
)
@pytest.mark.parametrize("joined", [True, False])
def test_one_title_over_the_parts_of_the_name_loses_no_part(tmp_path, names, parts, joined):
    """The commonest layout of all: "Họ và tên" over joined cells, family and middle name in the first column, given name in the last."""
    header = ["STT", *names, "Năm sinh", "Giới tính"]
    people = [[number, *part, 1990 + number, "Nữ"] for number, part in enumerate(parts, start=1)]
    last = chr(ord("B") + len(names) - 1)
    file = xlsx(tmp_path / "xa.xlsx", [header, *people], merged=[f"B1:{last}1"] if joined else [])
    _, rows = read(file)
    assert [row.draft.full_name for row in rows] == ["Trần Thị Ẩn", "Đặng Quỳnh Ngọc Phượng"]


def test_a_note_beside_the_name_is_no_part_of_it(tmp_path):
    header, people = ["Họ và tên", None, "Năm sinh"], [["Trần Thị Ẩn", None, 1990], ["Lê Văn Bình", "xem lại", 1991], ["Vũ An", None, 1992]]
    _, rows = read(xlsx(tmp_path / "xa.xlsx", [header, *people]))
    assert [row.draft.full_name for row in rows] == ["Trần Thị Ẩn", "Lê Văn Bình", "Vũ An"]


def test_both_sexes_marked_is_a_fault(tmp_path):
    rows = [("Họ tên", "Năm sinh", "Nam", "Nữ"), ("Nguyễn Văn An", 1988, "x", "x")]
    (row,) = read(xlsx(tmp_path / "ds.xlsx", rows))[1]
    assert row.faults[0].reason == "Vừa ghi nam vừa ghi nữ."


def test_a_number_that_tells_another_sex_is_a_note_and_no_fault(tmp_path):
    rows = [HEADER, (1, "Trần Thị Ẩn", "1990", "Nữ", "075090012346", "Ấp 2")]
    (row,) = read(xlsx(tmp_path / "ds.xlsx", rows))[1]
    assert row.state == "READY"
    assert any("giới tính" in note for note in row.notes)


@pytest.mark.parametrize(
    ("second", "state"),
    [
        ((2, "NGUYEN VAN AN", "5/3/1988", "Nam", None, None), "DUPLICATE"),
        ((2, "Trần Văn Bình", "1/1/1970", "Nam", "075088012345", None), "DUPLICATE"),
        ((2, "Nguyễn Văn An", "5/3/1988", "Nam", "075088099999", None), "READY"),
        ((2, "Nguyễn Văn An", "6/3/1988", "Nam", None, None), "READY"),
    ],
)
def test_who_is_the_same_within_a_file(tmp_path, second, state):
    found = read(xlsx(tmp_path / "ds.xlsx", [HEADER, GOOD[0], second]))[1]
    assert [row.state for row in found] == ["READY", state]


def test_someone_already_known_is_a_duplicate_with_the_record(tmp_path):
    def known(drafts):
        return {place: KnownPerson("Có thể đã có hồ sơ.", "id-1") for place, one in enumerate(drafts) if one.birth_year == 1990}

    found = read(xlsx(tmp_path / "ds.xlsx", [HEADER, *GOOD]), known=known)[1]
    assert [(row.state, row.person_id) for row in found] == [("READY", ""), ("DUPLICATE", "id-1"), ("READY", "")]


def test_columns_named_by_hand_win_over_the_machine(tmp_path):
    path = xlsx(tmp_path / "ds.xlsx", [("A", "B", "C"), ("Nam", "Nguyễn Văn An", 1988)])
    with pytest.raises(NoHeader):
        read(path)
    by_hand = {"Trang 1": HandMap(1, {0: Column.SEX, 1: Column.FULL_NAME, 2: Column.BORN})}
    draft = read(path, by_hand=by_hand)[1][0].draft
    assert (draft.full_name, draft.sex, draft.birth_year) == ("Nguyễn Văn An", "MALE", 1988)


def test_a_hidden_sheet_is_left_out_and_said(tmp_path):
    import openpyxl

    path = xlsx(tmp_path / "ds.xlsx", [HEADER, *GOOD], [HEADER, GOOD[0]])
    book = openpyxl.load_workbook(path)
    book.worksheets[1].sheet_state = "hidden"
    book.save(path)
    preview, rows = read(path)
    assert (len(rows), preview.sheets[1].skipped) == (3, "trang ẩn")


def test_a_header_without_people_is_said(tmp_path):
    with pytest.raises(BadInput, match="không có dòng nào"):
        read(xlsx(tmp_path / "ds.xlsx", [HEADER]))


def plain(rows):
    return [[f"{cell.day}/{cell.month}/{cell.year}" if isinstance(cell, date) else cell for cell in row] for row in rows]
