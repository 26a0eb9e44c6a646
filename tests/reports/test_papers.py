"""The report on paper: what it says, living totals that come out right, nobody named, the layout of the decree."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from donghanh.base.privacy.scope import scope
from donghanh.reports import actions, papers, queries
from tests.factories import places
from tests.factories.programme import NOW, PERIOD, PLAN, detected, many, official

pytestmark = pytest.mark.django_db
EARLY = NOW - timedelta(days=30)


def built(actor, place_id, form):
    with scope(actor):
        kept = actions.freeze(actor=actor, at=NOW, plan_id=PLAN, period=PERIOD, place_id=place_id, reason="Thử")
        report = queries.report_sheet(actor, kept.pk)
        return report, papers.build(actor, report, form=form)


def text_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(p.text for p in document.paragraphs), *cells]).replace("\xa0", " ")


@pytest.fixture
def province(towns):
    """Five communes with people, from a few to many; from facts, as reports count."""
    for name, total, reached in (("Trảng Bom", 9, 8), ("Trảng Dài", 3, 1), ("An Lộc", 2, 2), ("An Phước", 1, 0), ("An Viễn", 4, 4)):
        unit_id = places.commune(name).pk
        for i in range(total):
            done = EARLY + timedelta(days=1) if i < reached else None
            detected(unit_id, at=EARLY, managed=done, offered=done, name="Nguyễn Thị Kín")
    return official(places.DONG_NAI, "provincial_lead")


@pytest.mark.requirement("DN137-VII.4")
def test_the_six_month_report_of_the_province(province):
    report, content = built(province, places.DONG_NAI, "docx")
    said = text_of(content)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BÁO CÁO",
        "Kế hoạch số 137/KH-UBND ngày 31 tháng 5 năm 2023",
        "06 tháng cuối năm 2026",
        "15 trên 19 người, 78,9 %",
        "số được giao chưa đặt, không tính tỷ lệ",
        "ít nhất 100 %",
        "Chưa đạt",
        "4 người chưa đạt; trong đó 4 người chưa có quyết định quản lý, 4 người chưa được giới thiệu dịch vụ",
        "Toàn địa bàn (số đúng)",
        "Xã Trảng Bom",
        "94 xã, phường khác: ",
        str(report.row.id),
        "Kỳ chưa kết thúc",
    ):
        assert words in said, words
    assert "Thị Kín" not in said


def test_the_living_totals_of_the_province_are_the_exact_ones(province):
    _report, content = built(province, places.DONG_NAI, "xlsx")
    page = openpyxl.load_workbook(BytesIO(content))["III.2.b.1"]
    rows = {row[0].value: row for row in page.iter_rows() if row[0].value}
    total, last = rows["Tổng cộng"], rows["Chênh lệch do làm tròn và các ô không ghi số"]
    assert total[1].value.startswith("=SUM(B") and total[3].value.startswith("=IF(")
    first = next(row[0].row for row in page.iter_rows() if row[0].value in ("Phường An Lộc", "Xã An Lộc"))
    for column, exact in ((1, 15), (2, 19)):
        numbers = [page.cell(r, column + 1).value for r in range(first, last[0].row + 1)]
        assert sum(n for n in numbers if isinstance(n, (int, float))) == exact
    assert rows["Phường Trảng Dài"][2].value == "< 8"


def test_a_communes_own_report_has_exact_numbers_and_one_line(towns):
    here, _ = towns
    detected(here, at=EARLY, managed=EARLY + timedelta(days=1), offered=EARLY + timedelta(days=1), name="Nguyễn Thị Kín")
    detected(here, at=EARLY, name="Nguyễn Thị Kín")
    _report, content = built(official(here), here, "xlsx")
    page = openpyxl.load_workbook(BytesIO(content))["III.2.b.1"]
    values = [[cell.value for cell in row] for row in page.iter_rows()]
    assert ["Xã Trảng Bom", 1, 2, 0.5] in values
    assert text_of(built(official(here), here, "docx")[1]).count("1 trên 2 người, 50,0 %") == 1


def test_without_anybody_no_rate_is_made_up(towns):
    _report, content = built(official(towns[0]), towns[0], "docx")
    assert "không có người nào được phát hiện, không tính tỷ lệ" in text_of(content)


def test_where_numbers_are_too_few_the_table_is_left_out(towns):
    many(towns[0], total=1, reached=0)
    detected(towns[0], at=EARLY)
    for form in ("docx", "xlsx"):
        report, content = built(official(places.DONG_NAI, "provincial_lead"), places.DONG_NAI, form)
        assert form == "docx" or zipfile.ZipFile(BytesIO(content)).testzip() is None
    assert next(one for one in report.figures.targets if one.id == "DN137-III.2.b.1").denominator == 1


def test_pdf_is_an_archive_file_with_readable_text(towns):
    detected(towns[0], at=EARLY)
    _report, content = built(official(towns[0]), towns[0], "pdf")
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert content.startswith(b"%PDF") and "137/KH-UBND" in said and "Trảng Bom" in said


def test_the_same_report_gives_the_same_file(towns):
    detected(towns[0], at=EARLY)
    officer = official(towns[0])
    report, first = built(officer, towns[0], "xlsx")
    with scope(officer):
        again = papers.build(officer, report, form="xlsx")
    assert first == again and papers.file_name(report, "xlsx") == "bao-cao-DN137-2026H2-ban-1.xlsx"
