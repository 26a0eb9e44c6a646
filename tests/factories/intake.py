"""Lists as communes keep them, made on the fly: workbooks, old workbooks, text files, and hostile ones."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import xlwt

from donghanh.intake.reading.check import Checked
from donghanh.intake.reading.preview import Preview

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
HEADER = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Nơi thường trú")
GOOD = (
    (1, "Nguyễn Văn An", "05/03/1988", "Nam", "075088012345", "Ấp 1"),
    (2, "Trần Thị Ẩn", "1990", "Nữ", "075190012346", "Ấp 2"),
    (3, "Đặng Quỳnh Ngọc Phượng", date(1999, 2, 1), "nữ ", "", "Ấp 3"),
)
BAD = (4, "N. T. A.", "31/02/1991", "x", 75188012347, "Ấp 4")

Table = Sequence[Sequence[object]]


def xlsx(path: Path, *tables: Table | tuple[str, Table], merged: Sequence[str] = ()) -> Path:
    """A workbook with one sheet a table; merged: cell ranges joined on the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, table in enumerate(tables, start=1):
        name, rows = table if isinstance(table, tuple) and len(table) == 2 and isinstance(table[0], str) else (f"Trang {number}", table)
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


def xls(path: Path, rows: Table, *, name: str = "Trang 1") -> Path:
    """An old workbook (BIFF 8)."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    as_day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(index, column, value, *([as_day] if isinstance(value, date) else []))
    book.save(str(path))
    return path


def csv(path: Path, rows: Table, *, encoding: str = "utf-8", separator: str = ",") -> Path:
    """A text file in any encoding; cp1258 gets its letters apart, as Windows writes them."""
    lines = [separator.join("" if cell is None else str(cell) for cell in row) for row in rows]
    text = "\r\n".join(lines)
    path.write_bytes(_cp1258(text) if encoding == "cp1258" else text.encode(encoding))
    return path


def read(path: Path, **options) -> tuple[Preview, list[Checked]]:
    """The preview of a file, read to its end, and its rows."""
    options.setdefault("today", TODAY)
    preview = Preview(path, options.pop("filename", path.name), **options)
    return preview, [row for chunk in preview.chunks() for row in chunk]


def rezipped(source: Path, target: Path, changes: dict[str, bytes | str]) -> Path:
    """A copy of an archive with entries changed or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return target


def _cp1258(text: str) -> bytes:
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for sign in text:
        apart = unicodedata.normalize("NFD", sign)
        tone = next((mark for mark in apart if mark in tones), "")
        out.append(unicodedata.normalize("NFC", "".join(mark for mark in apart if mark != tone)) + tone)
    return "".join(out).encode("cp1258")
