"""The two Excel files of the lists' pages: the empty form, and the rows given back. Every cell is written as text, so none can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import groupby

import xlsxwriter

from donghanh.intake.reading.cells import text
from donghanh.intake.reading.check import Checked

REASON, MEND = "Lý do", "Cách sửa"
TEMPLATE_COLUMNS = (
    *(("STT", 6), ("Họ và tên", 28), ("Ngày sinh", 14), ("Giới tính", 10), ("Số CCCD", 18), ("Nơi thường trú", 40)),
    *(("Nơi ở hiện tại", 40), ("Người giám hộ", 26), ("Ghi chú", 24)),
)
TEMPLATE_ROWS = 500
HELP = (
    "Mỗi người một dòng. Không cần xoá dòng trống, dòng cộng hay dòng ký tên: hệ thống tự bỏ qua và nói đã bỏ dòng nào.",
    "Ngày sinh: 28/02/1991; nếu chỉ biết năm thì ghi 1991.",
    "Giới tính: Nam hoặc Nữ; chưa rõ thì để trống.",
    "Số CCCD: đủ 12 chữ số, kể cả số 0 ở đầu (cột đã đặt dạng chữ). CMND cũ 9 chữ số cũng được.",
    "Nơi thường trú, nơi ở: phần dưới xã, ví dụ “Số 5, ấp 2”.",
    "Người giám hộ: chỉ cần cho người dưới 18 tuổi.",
)
_BAD_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def template() -> bytes:
    """The empty form with its explanation; the number column keeps zeros in front."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head, as_text = book.add_format({"bold": True, "bg_color": "#E3EEE9", "border": 1, "text_wrap": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("Danh sách")
        for place, (title, width) in enumerate(TEMPLATE_COLUMNS):
            sheet.write_string(0, place, title, head)
            sheet.set_column(place, place, width, as_text)
        sheet.data_validation(1, 3, TEMPLATE_ROWS, 3, {"validate": "list", "source": ["Nam", "Nữ"]})
        sheet.freeze_panes(1, 2)
        explained = book.add_worksheet("Hướng dẫn")
        explained.set_column(0, 0, 110)
        for place, line in enumerate(HELP):
            explained.write_string(place, 0, line)
    return out.getvalue()


def given_back(titles: Mapping[str, Mapping[int, str]], rows: Iterable[Checked]) -> bytes:
    """Each row that was not entered, complete, with the reason and the mend in two more columns; a sheet for each of the file's.

    Titles over two rows come back over two rows, so that the mended file is read like the first one.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E3EEE9", "border": 1, "text_wrap": True})
        used: set[str] = set()
        for name, group in groupby(rows, key=lambda row: row.sheet):
            sheet = book.add_worksheet(_sheet_name(name, used))
            _write_sheet(sheet, bold, titles.get(name, {}), group)
        if not used:
            book.add_worksheet("Không có dòng lỗi")
    return out.getvalue()


def _write_sheet(sheet: xlsxwriter.worksheet.Worksheet, bold: object, titles: Mapping[int, str], rows: Iterable[Checked]) -> None:
    width = max(titles, default=-1) + 1
    sheet.set_column(0, max(width - 1, 0), 18)
    sheet.set_column(width, width + 1, 48)
    heads = _header_rows(titles, width)
    for number, head in enumerate(heads):
        for place, title in enumerate(head):
            if title:
                sheet.write_string(number, place, title, bold)
    for number, row in enumerate(rows, start=len(heads)):
        for place, cell in enumerate(row.cells[:width]):
            if cell is not None:
                sheet.write_string(number, place, text(cell))
        sheet.write_string(number, width, " ".join(f"{fault.column}: {fault.reason}" for fault in row.faults))
        sheet.write_string(number, width + 1, " ".join(fault.mend for fault in row.faults))


def _header_rows(titles: Mapping[int, str], width: int) -> list[list[str]]:
    parts = [titles.get(place, "").split(" / ", 1) for place in range(width)]
    if not any(len(part) == 2 for part in parts):
        return [[*(part[0] for part in parts), REASON, MEND]]
    upper = [part[0] if place == 0 or part[0] != parts[place - 1][0] or len(part) == 1 else "" for place, part in enumerate(parts)]
    return [[*upper, REASON, MEND], [part[1] if len(part) == 2 else "" for part in parts]]


def _sheet_name(name: str, used: set[str]) -> str:
    wanted = name.translate(_BAD_IN_SHEET_NAME).strip(" '")[:28] or "Danh sách"
    found, number = wanted, 2
    while found.lower() in used:
        found, number = f"{wanted} {number}", number + 1
    used.add(found.lower())
    return found
