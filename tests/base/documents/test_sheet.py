"""Excel reports: numbers stay numbers, totals stay alive, texts stay texts."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from donghanh.base.documents.sheet import Column, ColumnKind, Sheet, workbook
from tests.factories import documents as make


def opened(*sheets: Sheet, values: bool = False):
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets, at=make.AT)), data_only=values)


def test_titles_header_rows_totals_and_notes_stand_in_order():
    page = opened(make.plan_sheet())["Kết quả"]
    assert [page.cell(row, 1).value for row in range(1, 9)] == [
        "KẾT QUẢ THỰC HIỆN KẾ HOẠCH 137",
        "06 tháng đầu năm 2026, tỉnh Đồng Nai",
        None,
        "Đơn vị",
        "Xã Trảng Bom",
        "Xã Bàu Hàm",
        "Tổng cộng",
        "Số liệu chốt ngày 03/02/2026.",
    ]
    assert sorted(str(r) for r in page.merged_cells.ranges) == ["A1:D1", "A2:D2", "A8:D8"]


def test_totals_are_formulas_that_carry_their_result():
    alive, results = opened(make.plan_sheet())["Kết quả"], opened(make.plan_sheet(), values=True)["Kết quả"]
    assert [alive.cell(7, column).value for column in (2, 3, 4)] == ["=SUM(B5:B6)", "=SUM(C5:C6)", '=IF(C7=0,"",B7/C7)']
    assert [results.cell(7, column).value for column in (2, 3)] == [10, 12]
    assert results.cell(7, 4).value == pytest.approx(10 / 12), "a share of the totals, never the sum or mean of shares"


def test_a_share_of_nothing_is_left_empty():
    page = opened(make.plan_sheet(rows=(("Xã Ẩn", 0, 0, None),)), values=True)["Kết quả"]
    assert page["D5"].value is None
    assert page["D6"].value in (None, "")


def test_a_total_of_nothing_known_is_left_empty_and_one_of_noughts_is_nought():
    alive = opened(make.plan_sheet(rows=(("Xã Ẩn", None, 4, None), ("Xã Bàu Hàm", None, 0, None))))["Kết quả"]
    assert [alive.cell(7, column).value for column in (2, 3, 4)] == [None, "=SUM(C5:C6)", None]
    assert opened(make.plan_sheet(rows=(("Xã Ẩn", 0, 4, None),)), values=True)["Kết quả"]["B6"].value == 0


def test_decimals_show_a_comma_where_the_program_follows_the_file():
    columns = (Column("A"), Column("B", ColumnKind.DECIMAL), Column("C", ColumnKind.DATE), Column("D", ColumnKind.WHOLE))
    page = opened(Sheet(name="x", title="t", columns=columns, rows=(("a", Decimal("1.5"), date(2026, 2, 3), 7),)))["x"]
    assert page["B4"].value == 1.5
    assert page["B4"].number_format == "[$-42A]#,##0.0"
    assert page["C4"].value.date() == date(2026, 2, 3)
    assert page["C4"].number_format == "dd/mm/yyyy"
    assert page["D4"].data_type == "n"


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "https://example.vn", "0123", "\t=1"])
def test_a_text_is_never_a_formula_a_link_or_a_number(text):
    sheet = make.plan_sheet(rows=((text, 1, 1, 1),), title=text, subtitle=text, notes=(text,), total_label=text)
    page = opened(sheet)["Kết quả"]
    for cell in (page["A1"], page["A2"], page["A5"], page["A6"], page["A7"]):
        assert (cell.data_type, cell.value) == ("s", text)
        assert cell.hyperlink is None
    assert page["A5"].quotePrefix, "stays a text when the cell is edited"


def test_it_prints_on_a4_across_with_the_header_on_every_page():
    page = opened(make.plan_sheet())["Kết quả"]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0, "as many pages down as it takes, one across (the default)"
    assert page.print_title_rows == "$4:$4"
    assert page.freeze_panes == "A5"
    assert "&P/&N" in page.oddFooter.center.text


def test_a_sheet_without_rows_says_so():
    page = opened(make.plan_sheet(rows=()))["Kết quả"]
    assert page["A5"].value == "Không có số liệu trong kỳ."
    assert page["A6"].value == "Số liệu chốt ngày 03/02/2026."


def test_several_sheets_and_a_single_column():
    book = opened(make.plan_sheet(), Sheet(name="Một cột", title="T", columns=(Column("A"),), rows=(("x",),), notes=("n",)))
    assert book.sheetnames == ["Kết quả", "Một cột"]
    assert [book["Một cột"].cell(row, 1).value for row in (1, 3, 4, 5)] == ["T", "A", "x", "n"]


def test_a_row_that_does_not_fit_is_the_callers_fault():
    with pytest.raises(ValueError, match="row 2: 1 values for 4 columns"):
        workbook([make.plan_sheet(rows=(("x", 1, 1, 1), ("y",)))], at=make.AT)


def test_a_share_needs_totals_to_divide():
    with pytest.raises(ValueError, match="a share needs two columns with sums"):
        workbook([Sheet(name="x", title="t", columns=(Column("A"), Column("B", ratio_of=(0, 0))), rows=())], at=make.AT)


def test_a_long_note_gets_the_height_it_needs():
    page = opened(make.plan_sheet(notes=("Ghi chú dài. " * 30,)))["Kết quả"]
    assert page.row_dimensions[8].height == 18 * 6, "390 signs on 70 columns"


def test_the_file_holds_no_macro_and_reads_no_clock():
    made = workbook([make.plan_sheet()], at=make.AT)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "external" in name.lower()]
        assert "2026-12-05T02:00:00Z" in archive.read("docProps/core.xml").decode()
