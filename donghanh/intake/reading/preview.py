"""A whole file, from its sheets to the verdict on every row, at no time more than some hundred rows in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path

from donghanh.intake.reading import guard, layout
from donghanh.intake.reading.check import Checked, RowChecker
from donghanh.intake.reading.columns import Column
from donghanh.intake.reading.duplicates import Duplicates, Known
from donghanh.intake.reading.extract import Cell, Row, Sheet, extract
from donghanh.intake.reading.lines import Sieve
from donghanh.kernel.errors import BadInput

CHUNK = 500
MOST_ROWS = 200_000
_MOST_SKIPPED_TOLD = 200


@dataclass(frozen=True, slots=True)
class HandMap:
    """Columns as an officer set them, per sheet name; a sheet that is absent is recognised by the machine."""

    header_row: int
    columns: Mapping[int, Column]


@dataclass(slots=True)
class SheetReport:
    """What was found on one sheet. skipped: why the sheet is left out, "" where it is read. not_people: (row number, why)."""

    name: str
    skipped: str = ""
    header_row: int = 0
    titles: dict[int, str] = field(default_factory=dict)
    columns: dict[int, Column] = field(default_factory=dict)
    rows: int = 0
    not_people: list[tuple[int, str]] = field(default_factory=list)


class Preview:
    """Iterate over `chunks` once; `sheets` and `counts` are complete after the last. counts: READY, FAULTY, DUPLICATE."""

    def __init__(
        self,
        path: Path,
        filename: str,
        *,
        today: date,
        unit_names: frozenset[str] = frozenset(),
        known: Known | None = None,
        by_hand: Mapping[str, HandMap] | None = None,
    ) -> None:
        self._path, self._today, self._unit_names = path, today, unit_names
        self._kind = guard.check_file(path, filename)
        self._duplicates = Duplicates(known)
        self._by_hand = by_hand or {}
        self.sheets: list[SheetReport] = []
        self.counts: Counter[str] = Counter()
        self.share_read = 0.0

    @property
    def rows(self) -> int:
        """People's rows seen so far."""
        return sum(self.counts.values())

    def chunks(self) -> Iterator[list[Checked]]:
        """Checked rows, up to CHUNK at once. Raises BadInput where the file, or no sheet of it, can be read as a list of people."""
        old_font, filled = "", False
        for sheet, rows in _by_sheet(extract(self._path, self._kind)):
            report = SheetReport(sheet.name)
            self.sheets.append(report)
            first = list(islice(rows, layout.LOOK_AT))
            filled = filled or bool(first)
            found = self._layout(sheet, first, report)
            if found is None:
                old_font = old_font or layout.old_font(first)
                continue
            for chunk in self._people(sheet, found, report, first, rows):
                self._duplicates.mark(chunk)
                self.counts.update(row.state for row in chunk)
                yield chunk
        self._refuse_without_people(old_font, filled)
        self.share_read = 1.0

    def _layout(self, sheet: Sheet, first: list[Row], report: SheetReport) -> layout.Layout | None:
        hand = self._by_hand.get(sheet.name)
        if hand and not hand.columns:
            report.skipped = "cán bộ chọn bỏ qua"
        if not sheet.is_visible and hand is None:
            report.skipped = "trang ẩn"
        elif not first:
            report.skipped = "trang trống"
        found = None if report.skipped else layout.by_hand(first, hand.header_row, hand.columns) if hand else layout.find(first)
        if found is None:
            report.header_row, report.titles = layout.likely_titles(first)
            report.skipped = report.skipped or "không có tiêu đề cột họ và tên cùng ngày sinh, giới tính, số giấy tờ hoặc nơi ở"
            return None
        report.header_row, report.titles, report.columns = found.header_row, dict(found.titles), dict(found.columns)
        return found

    def _people(self, sheet: Sheet, found: layout.Layout, report: SheetReport, first: list[Row], rows: Iterator[Row]) -> Iterator[list[Checked]]:
        checker = RowChecker(found, sheet=sheet.name, today=self._today, unit_names=self._unit_names)
        sieve, joined, chunk = Sieve(found), _Joined(sheet), []
        for row in map(joined.filled, chain(first, rows)):
            if row.number <= found.header_row:
                continue
            if why_not := sieve.why_not(row):
                report.not_people += [(row.number, why_not)] if len(report.not_people) < _MOST_SKIPPED_TOLD else []
                continue
            report.rows += 1
            chunk.append(checker.check(row))
            if len(chunk) == CHUNK:
                self.share_read = row.number / max(sheet.height, row.number)
                yield chunk
                chunk = []
                if self.rows > MOST_ROWS:
                    raise guard.too_large()
        if chunk:
            yield chunk

    def _refuse_without_people(self, old_font: str, filled: bool) -> None:
        if self.rows:
            return
        if old_font:
            raise BadInput(
                f"Tệp gõ bằng phông chữ cũ ({old_font}).",
                mend="Chuyển mã sang Unicode (Unikey: Ctrl+Shift+F6), lưu lại rồi tải lên.",
                field="file",
            )
        if not filled:
            raise guard.empty()
        if any(not report.skipped for report in self.sheets):
            raise BadInput("Dưới tiêu đề không có dòng nào ghi một người.", mend="Ghi mỗi người một dòng dưới dòng tiêu đề.", field="file")
        raise NoHeader(
            "Không tìm thấy dòng tiêu đề của danh sách.",
            mend="Cần một dòng tiêu đề có cột “Họ và tên” và cột “Ngày sinh” hoặc “Số CCCD”; tải tệp mẫu để xem.",
            field="file",
        )


class NoHeader(BadInput):
    """The file can be opened, but no sheet has a header that names people; an officer may name the columns by hand."""


class _Joined:
    """Gives each row inside joined cells the value of their first cell, as the eye sees it. Works downwards, row by row."""

    def __init__(self, sheet: Sheet) -> None:
        self._ranges = sorted((r for r in sheet.merged if r[2] > r[0]), key=lambda r: r[0])
        self._open: list[tuple[int, int, Cell]] = []
        self._next = 0

    def filled(self, row: Row) -> Row:
        index = row.number - 1
        while self._next < len(self._ranges) and self._ranges[self._next][0] <= index:
            top, left, bottom, _ = self._ranges[self._next]
            if top == index and left < len(row.cells) and row.cells[left] is not None:
                self._open.append((bottom, left, row.cells[left]))
            self._next += 1
        self._open = [each for each in self._open if each[0] >= index]
        for _, left, value in self._open:
            row.cells.extend([None] * (left + 1 - len(row.cells)))
            if row.cells[left] is None:
                row.cells[left] = value
        return row


def _by_sheet(items: Iterator[Sheet | Row]) -> Iterator[tuple[Sheet, Iterator[Row]]]:
    """Each sheet with its rows; rows that nobody took are passed over."""
    sheet = next(items, None)
    while isinstance(sheet, Sheet):
        following: list[Sheet] = []

        def rows(following: list[Sheet] = following) -> Iterator[Row]:
            for item in items:
                if isinstance(item, Sheet):
                    following.append(item)
                    return
                yield item

        own = rows()
        yield sheet, own
        for _ in own:
            pass
        sheet = following[0] if following else None
