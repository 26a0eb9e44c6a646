"""Reads the filled-in Excel form of a plan, cell by cell with its place; what a cell means is said in `reading`.

The file is a stranger's: it is opened as lists of people are (intake/reading), in a process without rights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from donghanh.intake.reading import extract
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold, tidy
from donghanh.programme.exchange.sheets import GUIDE_SHEET, HEAD, HEAD_SHEET, LISTS_SHEET, REPEATED, SHEETS, Column, Sheet
from donghanh.programme.exchange.values import Values
from donghanh.programme.reading import Fault, Place, Row, Words, Written

_FORM = "Lấy mẫu bằng donghanh plan form, hoặc ở trang Nhập kế hoạch, rồi điền vào đó."
Lines = list[extract.Row]
MOST_ROWS = 5_000


def read(path: Path, kind: str, words: Words, *, name: str) -> Written:
    """The form's rows. kind: "xlsx" or "xls", as intake's guard found it. Raises BadInput where the file is no form of a plan."""
    found, faults = _sheets(path, kind, name)
    if fold(HEAD_SHEET) not in found:
        raise BadInput(f"Tệp “{name}” không có trang “{HEAD_SHEET}”, nên không phải mẫu kế hoạch.", mend=_FORM)
    values = Values(words)
    lists = {}
    for one in SHEETS:
        lists[one.key] = _Reader(one, name, values, faults).rows(found.get(fold(one.title), []))
    head = _head(found[fold(HEAD_SHEET)], values, name, faults)
    return Written(head, lists, tuple(faults))


def _sheets(path: Path, kind: str, name: str) -> tuple[dict[str, Lines], list[Fault]]:
    known = {fold(one.title) for one in SHEETS} | {fold(title) for title in (HEAD_SHEET, GUIDE_SHEET, LISTS_SHEET)}
    found: dict[str, Lines] = {}
    faults, current = [], ""
    for one in extract.extract(path, kind):
        if isinstance(one, extract.Sheet):
            current = tidy(one.name)
            found[fold(current)] = []
            continue
        lines = found[fold(current)]
        if not lines and fold(current) not in known:
            place = Place(name, one.number, current[:60], f"A{one.number}")
            faults.append(Fault(place, f"không biết trang “{current[:60]}”", "Xoá trang này, hoặc đặt lại đúng tên trang của mẫu."))
        if len(lines) == MOST_ROWS:
            raise BadInput(f"Trang “{current}” có quá {MOST_ROWS} dòng.", mend="Bỏ các dòng không phải của kế hoạch.")
        lines.append(one)
    return found, faults


def _head(lines: Lines, values: Values, name: str, faults: list[Fault]) -> Row:
    """The first sheet, a line an item; some items may stand on several lines."""
    columns = {fold(one.title): one for one in HEAD}
    found: dict[str, Any] = {one.key: [] if one.key in REPEATED else None for one in HEAD}
    places: dict[str, Place] = {}
    for line in lines:
        label = tidy(str(line.cells[0])) if line.cells and line.cells[0] is not None else ""
        column, place = columns.get(fold(label)), Place(name, line.number, HEAD_SHEET, f"B{line.number}")
        cell = line.cells[1] if len(line.cells) > 1 else None
        if column is None:
            if label and fold(label) != fold("Mục"):
                faults.append(Fault(replace(place, cell=f"A{line.number}"), f"không biết mục “{label[:60]}”", "Giữ tên mục như trong mẫu."))
            continue
        value = values.of(column, cell)
        if column.key not in REPEATED and found[column.key] is not None and value is not None:
            faults.append(Fault(place, f"mục “{column.title}” ghi hai lần", "Giữ một dòng."))
        if column.key in REPEATED:
            found[column.key] += [] if value is None else [value]
        else:
            found[column.key] = value if found[column.key] is None else found[column.key]
        places.setdefault(column.key, place)
    return Row(Place(name, 1, HEAD_SHEET, "A1"), found, places, {one.key: one.title for one in HEAD})


@dataclass(frozen=True, slots=True)
class _Reader:
    """One sheet being read: which form it follows, in which file, what cells mean."""

    form: Sheet
    name: str
    values: Values
    faults: list[Fault]

    def rows(self, lines: Lines) -> list[Row]:
        """The rows below the line of titles; a column that nobody knows or that is missing is a fault, told once."""
        if not lines:
            return []
        where, header = _header(lines, self.form.columns)
        if header < 0:
            self.refuse("A", lines[0].number, "không thấy dòng tên cột", "Giữ dòng tên cột như trong mẫu.")
            return []
        present = {one.key for one in where.values()}
        for column in self.form.columns:
            if column.key not in present:
                self.refuse("A", lines[header].number, f"thiếu cột “{column.title}”", "Thêm lại cột này; chưa có nội dung thì để trống.")
        for place, number in _strange(lines[header:], where).items():
            self.refuse(_letter(place), number, "cột này không có trong mẫu", "Xoá nội dung của cột, hoặc chuyển vào cột Ghi chú.")
        return [made for line in lines[header + 1 :] if (made := self._row(line, where))]

    def refuse(self, letter: str, number: int, message: str, mend: str) -> None:
        self.faults.append(Fault(self._place(letter, number), message, mend))

    def _row(self, line: extract.Row, where: dict[int, Column]) -> Row | None:
        found: dict[str, Any] = {one.key: None for one in self.form.columns}
        places = {}
        for place, column in where.items():
            found[column.key] = self.values.of(column, line.cells[place] if place < len(line.cells) else None)
            places[column.key] = self._place(_letter(place), line.number)
        if all(value is None for value in found.values()):
            return None
        return Row(self._place("A", line.number), found, places, {one.key: one.title for one in self.form.columns})

    def _place(self, letter: str, number: int) -> Place:
        return Place(self.name, number, self.form.title, f"{letter}{number}")


def _header(lines: Lines, columns: Sequence[Column]) -> tuple[dict[int, Column], int]:
    """Column of the sheet → column of the form, and which line names them; -1 where none does."""
    titles = {fold(one.title): one for one in columns}
    best: tuple[dict[int, Column], int] = ({}, -1)
    for at, line in enumerate(lines[:10]):
        where = {place: titles[fold(tidy(cell))] for place, cell in enumerate(line.cells) if isinstance(cell, str) and fold(tidy(cell)) in titles}
        if len(where) > max(len(best[0]), len(columns) // 2):
            best = (where, at)
    return best


def _strange(lines: Lines, where: dict[int, Column]) -> dict[int, int]:
    """Columns that the form does not have and that hold something, with the first line that does."""
    found: dict[int, int] = {}
    for line in lines:
        for place, cell in enumerate(line.cells):
            if place not in where and cell is not None:
                found.setdefault(place, line.number)
    return found


def _letter(place: int) -> str:
    """The column as Excel shows it."""
    return chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"
