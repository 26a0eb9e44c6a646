"""The board as an Excel file: units, then every task."""

from __future__ import annotations

from datetime import date, datetime

from donghanh.base.documents.sheet import Column, ColumnKind, Sheet, workbook
from donghanh.programme.tasks.queries import Board, TaskRow
from donghanh.programme.tasks.terms import State
from donghanh.web.tasks.presenters import source

UNITS = (
    Column("Đơn vị chủ trì", width=36),
    *(Column(title, ColumnKind.WHOLE, 12, sums=True) for title in ("Nhiệm vụ", "Đang làm", "Quá hạn", "Chờ nghiệm thu", "Hoàn thành")),
    Column("Chưa cử người phụ trách", ColumnKind.WHOLE, 16, sums=True),
)
TASKS = (
    Column("Nhiệm vụ", width=44),
    Column("Từ văn bản, kế hoạch", width=34),
    Column("Đơn vị giao", width=26),
    Column("Chủ trì", width=26),
    Column("Người phụ trách", width=24),
    Column("Phối hợp", width=34),
    Column("Hạn", ColumnKind.DATE, 12),
    Column("Trạng thái", width=16),
    Column("Quá hạn (ngày)", ColumnKind.WHOLE, 10),
    Column("Kết quả", width=40),
)


def board_file(board: Board, *, on: date, at: datetime) -> bytes:
    """Both tables, as of this moment."""
    said = f"Nhiệm vụ giao trong năm {board.year}, tính đến ngày {on:%d/%m/%Y}"
    units = tuple((one.body, one.total, one.to_do, one.overdue, one.waiting, one.accepted, one.unnamed) for one in board.lines)
    return workbook(
        [
            Sheet(name="Theo đơn vị", title="NHIỆM VỤ THEO ĐƠN VỊ CHỦ TRÌ", subtitle=said, columns=UNITS, rows=units, total_label="Cộng"),
            Sheet(name="Nhiệm vụ", title="DANH SÁCH NHIỆM VỤ", subtitle=said, columns=TASKS, rows=tuple(_row(one, on) for one in board.tasks)),
        ],
        at=at,
    )


def _row(row: TaskRow, on: date) -> tuple[str | int | date | None, ...]:
    others = "; ".join(part.body for part in row.parts if part.id != row.lead.id)
    lead = row.lead.standing
    about = (row.title, source(row), row.giver, row.lead.body, lead.responsible, others, row.now.due_on, str(State(row.now.state).label))
    return (*about, row.now.days_late(on) or None, lead.result)
