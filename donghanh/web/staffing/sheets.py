"""Norm, people and difference of every post as an Excel file for home affairs; names are not in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from donghanh.base.documents.sheet import Column, ColumnKind, Sheet, Value, workbook
from donghanh.programme.staffing.queries import BodyRow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COUNTS = ("Định mức", "Đang có", "Còn thiếu", "Vượt")
POSTS = (
    Column("Địa bàn", width=20),
    Column("Cơ quan", width=32),
    Column("Vị trí", width=32),
    Column("Nhóm công việc", width=22),
    *(Column(title, ColumnKind.WHOLE, 10, sums=True) for title in COUNTS),
    Column("Kiêm nhiệm", ColumnKind.WHOLE, 10, sums=True),
    Column("Chưa đủ khoá học, chứng chỉ", ColumnKind.WHOLE, 14, sums=True),
    Column("Căn cứ định mức", width=40),
)


def staff_file(rows: Iterable[BodyRow], *, on: date, at: datetime) -> bytes:
    """One line a post, as of this day. A post whose norm nobody has set has no norm and no difference."""
    lines: list[tuple[Value, ...]] = []
    for row in rows:
        for one in row.posts:
            found, known = one.difference, one.required is not None
            difference = (found.vacant, found.over) if known else (None, None)
            part = sum(holder.is_part_time for holder in one.holders)
            lacking = sum(bool(holder.lacking) for holder in one.holders)
            lines.append(
                (row.unit, row.name, one.title, one.group.label, one.required, found.held, *difference, part, lacking, one.source or "Chưa đặt")
            )
    said = f"Tính đến ngày {on:%d/%m/%Y}"
    notes = ("Không ghi họ tên. Định mức theo văn bản nêu ở cột cuối; “Chưa đặt” là chưa ai ghi định mức.",)
    sheet = Sheet(
        name="Vị trí", title="VỊ TRÍ VIỆC LÀM VÀ NGƯỜI ĐANG GIỮ", subtitle=said, columns=POSTS, rows=tuple(lines), total_label="Cộng", notes=notes
    )
    return workbook([sheet], at=at)
