"""Answer sheets from a file: one line a sheet, one column a question, right or wrong or empty. Counted and forgotten: no line is kept."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from donghanh.intake.reading import guard
from donghanh.intake.reading.cells import text
from donghanh.intake.reading.extract import Cell, Row, Sheet, extract
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold
from donghanh.programme.surveys.rules import MOST_SHEETS, Counts, Tally

RIGHT = frozenset({"d", "dung", "1", "true"})
WRONG = frozenset({"s", "sai", "0", "false"})
_NUMBERED = re.compile(r"(?:cau|c|q)?\s*(\d{1,2})")
_LIKE = "Dòng đầu: Câu 1, Câu 2, …; mỗi dòng sau là một phiếu: Đ (đúng), S (sai) hoặc để trống. Không có cột tên, số giấy tờ."


def read_sheets(content: bytes, name: str, *, questions: int, needed: int) -> Tally:
    """The sheets of an .xlsx, .xls or .csv, counted. Raises BadInput naming the line: another column than a question, another answer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phieu"
        path.write_bytes(content)
        kind = guard.check_file(path, name)
        return _counted(path, kind, questions, needed)


def _counted(path: Path, kind: str, questions: int, needed: int) -> Tally:
    counts = [[0, 0, 0] for _ in range(questions)]
    asked = reached = 0
    headed = False
    for row in _first_sheet(path, kind):
        if not headed:
            _check_head(row.cells, questions)
            headed = True
            continue
        given = [_answer(cell, row.number, column) for column, cell in enumerate(_padded(row, questions), start=1)]
        asked += 1
        if asked > MOST_SHEETS:
            raise BadInput(f"Quá {MOST_SHEETS} phiếu.", mend="Chia thành nhiều khảo sát.", field="file")
        reached += given.count(0) >= needed
        for column, one in enumerate(given):
            counts[column][one] += 1
    if not asked:
        raise BadInput("Tệp không có phiếu nào.", mend=_LIKE, field="file")
    return Tally(asked, reached, tuple(Counts(*one) for one in counts))


def _first_sheet(path: Path, kind: str) -> list[Row]:
    """Rows of the one visible sheet that has any. Raises BadInput where there are more: which one counts is not guessed."""
    sheets: list[list[Row]] = []
    for one in extract(path, kind):
        if isinstance(one, Sheet):
            sheets.append([])
        elif len(sheets[-1]) > MOST_SHEETS + 1:
            raise BadInput(f"Quá {MOST_SHEETS} phiếu.", mend="Chia thành nhiều khảo sát.", field="file")
        elif any(text(cell) for cell in one.cells):
            sheets[-1].append(one)
    filled = [rows for rows in sheets if rows]
    if len(filled) > 1:
        raise BadInput("Tệp có nhiều trang tính.", mend="Để phiếu ở một trang tính, xoá các trang khác.", field="file")
    return filled[0] if filled else []


def _check_head(cells: list[Cell], questions: int) -> None:
    heads = [text(cell) for cell in cells]
    while heads and not heads[-1]:
        heads.pop()
    numbers = [_NUMBERED.fullmatch(fold(head).strip(". ")) for head in heads]
    strange = next((head for head, number in zip(heads, numbers, strict=True) if number is None), None)
    if strange is not None:
        raise BadInput(f"Cột “{strange[:40]}” không phải câu hỏi.", mend=_LIKE, field="file")
    if [int(number[1]) for number in numbers if number] != list(range(1, questions + 1)):
        raise BadInput(f"Tệp phải có đúng {questions} cột, từ Câu 1 đến Câu {questions}.", mend=_LIKE, field="file")


def _padded(row: Row, questions: int) -> list[Cell]:
    beyond = [cell for cell in row.cells[questions:] if text(cell)]
    if beyond:
        raise BadInput(f"Dòng {row.number} có ô ngoài các câu hỏi.", mend=_LIKE, field="file")
    return [*row.cells[:questions], *[None] * (questions - len(row.cells))]


def _answer(cell: Cell, line: int, column: int) -> int:
    """0 right, 1 wrong, 2 blank. Raises BadInput."""
    said = fold(text(cell)).strip(". ").removesuffix(".0")
    if not said:
        return 2
    if said in RIGHT:
        return 0
    if said in WRONG:
        return 1
    raise BadInput(f"Dòng {line}, câu {column}: không hiểu ô trả lời.", mend="Ghi Đ (đúng), S (sai) hoặc để trống.", field="file")
