"""Styled Excel files for plan reports: printed as they stand, totals alive as formulas, every text written as text.

No macros, no links, no formula from data: a text that begins with "=" stays a text, also after it is edited in Excel.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | Decimal | date | None


class ColumnKind(StrEnum):
    TEXT = "TEXT"
    WHOLE = "WHOLE"
    DECIMAL = "DECIMAL"
    PERCENT = "PERCENT"
    DATE = "DATE"


# The locale (42A: Vietnamese) makes the comma the decimal sign wherever the program follows the file instead of the machine.
_NUMBER_FORMATS = {
    ColumnKind.TEXT: "@",
    ColumnKind.WHOLE: "[$-42A]#,##0",
    ColumnKind.DECIMAL: "[$-42A]#,##0.0",
    ColumnKind.PERCENT: "[$-42A]0.0%",
    ColumnKind.DATE: "dd/mm/yyyy",
}
_FACE = {"font_name": "Times New Roman", "font_size": 12}
_CELL = {**_FACE, "border": 1, "valign": "top", "text_wrap": True}


@dataclass(frozen=True, slots=True)
class Column:
    """width in characters. PERCENT values are shares (0.667 shows 66,7%).

    sums: its total is =SUM of the column. ratio_of: positions (from 0) of numerator and denominator, whose totals it divides;
    a share is never summed.
    """

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 14
    sums: bool = False
    ratio_of: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """name stands on the tab (at most 31 signs); total_label, where given, opens the row of totals; notes stand under the table."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    subtitle: str = ""
    total_label: str = ""
    notes: tuple[str, ...] = ()


def workbook(sheets: Iterable[Sheet], *, at: datetime) -> bytes:
    """The sheets as one XLSX file, A4 landscape, header row on every printed page. at: the moment shown as its making.

    Raises ValueError where a row does not fit its columns or a share has no totals to divide: that is a fault of the caller, not of a user.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": at.replace(tzinfo=None)})
    formats = _formats(book)
    for sheet in sheets:
        _check(sheet)
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return out.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    made = {
        "title": book.add_format({**_FACE, "font_size": 14, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "subtitle": book.add_format({**_FACE, "italic": True, "align": "center", "text_wrap": True}),
        "header": book.add_format({**_CELL, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E8EFEC"}),
        "note": book.add_format({**_FACE, "italic": True, "text_wrap": True, "valign": "top"}),
    }
    for kind, number in _NUMBER_FORMATS.items():
        # quote_prefix: the cell stays a text when an officer edits it
        look = {**_CELL, "num_format": number, "quote_prefix": kind == ColumnKind.TEXT}
        made[kind] = book.add_format(look)
        made[f"total {kind}"] = book.add_format({**look, "bold": True, "bg_color": "#F4F7F6"})
    return made


def _check(sheet: Sheet) -> None:
    for position, row in enumerate(sheet.rows, start=1):
        if len(row) != len(sheet.columns):
            raise ValueError(f"Sheet {sheet.name!r}, row {position}: {len(row)} values for {len(sheet.columns)} columns.")

    for column in sheet.columns:
        if column.ratio_of and not all(sheet.columns[position].sums for position in column.ratio_of):
            raise ValueError(f"Sheet {sheet.name!r}, column {column.title!r}: a share needs two columns with sums.")


def _write(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    head = _merged(page, 0, sheet.columns, sheet.title, formats["title"])
    if sheet.subtitle:
        head = _merged(page, head, sheet.columns, sheet.subtitle, formats["subtitle"])
    head += 1  # an empty row between title and table
    for position, column in enumerate(sheet.columns):
        page.set_column(position, position, column.width)
        page.write_string(head, position, column.title, formats["header"])
    below = head + 1
    for row in sheet.rows:
        for position, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _cell(page, below, position, value, formats[column.kind])
        below += 1
    if not sheet.rows:
        below = _merged(page, below, sheet.columns, "Không có số liệu trong kỳ.", formats["note"])
    elif sheet.total_label:
        below = _totals(page, sheet, (head + 1, below - 1), formats)
    for note in sheet.notes:
        below = _merged(page, below, sheet.columns, note, formats["note"])
    _print_set_up(page, head)


def _merged(page: Worksheet, row: int, columns: tuple[Column, ...], text: str, look: Format) -> int:
    """A text over the whole width; gives the next row. Merged cells do not grow by themselves, so the height is reckoned here."""
    lines = -(-len(text) // max(sum(column.width for column in columns), 1))
    page.set_row(row, 18 * max(lines, 1))
    if len(columns) > 1:
        page.merge_range(row, 0, row, len(columns) - 1, "", look)
    page.write_string(row, 0, text, look)
    return row + 1


def _cell(page: Worksheet, row: int, position: int, value: Value, look: Format) -> None:
    if value is None:
        page.write_blank(row, position, None, look)
    elif isinstance(value, str):
        page.write_string(row, position, value, look)
    elif isinstance(value, date):
        page.write_datetime(row, position, value, look)
    else:
        page.write_number(row, position, float(value), look)


def _totals(page: Worksheet, sheet: Sheet, data: tuple[int, int], formats: dict[str, Format]) -> int:
    """The row of totals under data (first and last row); results are written too, for programs that do not calculate."""
    row = data[1] + 1
    sums = {i: _sum(sheet, i) for i, column in enumerate(sheet.columns) if column.sums}
    for position, column in enumerate(sheet.columns):
        look = formats[f"total {column.kind}"]
        if sums.get(position, 0) is None or (column.ratio_of and None in (sums[one] for one in column.ratio_of)):
            _cell(page, row, position, None, look)
        elif column.sums:
            name = xl_col_to_name(position)
            page.write_formula(row, position, f"=SUM({name}{data[0] + 1}:{name}{data[1] + 1})", look, sums[position])
        elif column.ratio_of:
            upper, lower = column.ratio_of
            part, whole = sums[upper], sums[lower]
            share = part / whole if part is not None and whole else ""
            top, bottom = xl_rowcol_to_cell(row, upper), xl_rowcol_to_cell(row, lower)
            page.write_formula(row, position, f'=IF({bottom}=0,"",{top}/{bottom})', look, share)
        else:
            _cell(page, row, position, sheet.total_label if position == 0 else None, look)
    return row + 1


def _sum(sheet: Sheet, position: int) -> float | None:
    """None where no row has a value: nothing known is not nought."""
    values = [Decimal(str(row[position])) for row in sheet.rows if isinstance(row[position], (int, float, Decimal))]
    return float(sum(values)) if values else None


def _print_set_up(page: Worksheet, head: int) -> None:
    page.set_paper(9)  # A4
    page.set_landscape()
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.freeze_panes(head + 1, 0)
    page.set_footer('&C&"Times New Roman"&11Trang &P/&N')
