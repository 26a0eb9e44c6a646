"""Which rows below the header are people, and which are blanks, totals, headings of a hamlet, signatures."""

from __future__ import annotations

import re

from donghanh.intake.reading.cells import text
from donghanh.intake.reading.columns import BIRTHS, NAMES, Column, plain
from donghanh.intake.reading.extract import Row
from donghanh.intake.reading.layout import Layout

TOTAL, INDEX, HEADING, SIGNATURE, REPEATED = "dòng cộng", "dòng số thứ tự cột", "dòng tiêu đề nhóm", "phần ký tên", "tiêu đề lặp lại"
# With their marks where the file has marks: "Tống Công Danh", "Phan", "Tô" and "Vi" are people.
_TOTAL = re.compile(r"(tổng|tổng cộng|tổng số|cộng|tong cong|tong so|cong)([ :.,=]*\d*[ :.]*(người|nguoi|trường hợp|đối tượng|học viên)?\b.{0,40})?")
_GROUP = re.compile(
    r"(thôn|ấp|khu phố|khóm|buôn|bản|tổ|xã|phường|thị trấn|khu vực|danh sách|nhóm|mục|phần|thon|khu pho) .*|[ivx]{1,5}[.)/\-].*|[a-d][.)].*"
)
_SIGNATURE = re.compile(
    r"(người lập|lập bi[eể]u|thủ trưởng|chủ tịch|phó chủ tịch|trưởng công an|phó trưởng|cán bộ|nơi nhận|xác nhận|ký tên|tm\.|kt\.|ghi chú"
    r"|nguoi lap|thu truong|chu tich|truong cong an|noi nhan|ngày .*tháng .*năm|[^,]{2,40}, ngày .*).*"
)
_SHORTEST_NAME = 2
_WORTH = BIRTHS | {Column.IDENTITY}


class Sieve:
    """Reads one sheet from top to bottom and says of each row why it is not a person, or "" where it is one."""

    def __init__(self, layout: Layout) -> None:
        self._header = {plain(part) for title in layout.titles.values() for part in title.split(" / ")}
        self._worth = [place for place, column in layout.columns.items() if column in _WORTH]
        self._names = [place for place, column in layout.columns.items() if column in NAMES]
        self._ordinals = [place for place, column in layout.columns.items() if column is Column.ORDINAL]
        self._past_end = False

    def why_not(self, row: Row) -> str:
        """Empty for a person; else one of the fixed words. A numbered row, or one with digits of a birth or a number, is a person."""
        if self._is_plain_person(row):
            self._past_end = False
            return ""
        words = [text(cell).lower() for cell in row.cells]
        filled = [word for word in words if word]
        numbered = self._at(words, self._ordinals).rstrip(".").isdigit()
        if not filled or (numbered and len(filled) == 1):
            return HEADING
        why = self._of_the_table(words, filled, numbered) or ("" if numbered else self._around_the_table(words, filled))
        if why in (TOTAL, SIGNATURE):
            self._past_end = True
        elif not why:
            self._past_end = False
        return why

    def _is_plain_person(self, row: Row) -> bool:
        """The common row, told without reading its other cells: a number in the first column and a name of several letters."""
        number, name = (next((row.cells[at] for at in places if at < len(row.cells)), None) for places in (self._ordinals, self._names))
        return isinstance(number, int) and isinstance(name, str) and sum(map(str.isalpha, name)) > _SHORTEST_NAME

    def _of_the_table(self, words: list[str], filled: list[str], numbered: bool) -> str:
        if not numbered and (_TOTAL.fullmatch(filled[0]) or _TOTAL.fullmatch(self._at(words, self._names))):
            return TOTAL
        if len(filled) > 1 and all(plain(word) in self._header for word in filled):
            return REPEATED
        return INDEX if _is_index(filled) else ""

    def _around_the_table(self, words: list[str], filled: list[str]) -> str:
        name = self._at(words, self._names)
        if any(_SIGNATURE.fullmatch(word) for word in ([name] if name else filled)):
            return SIGNATURE
        if any(sign.isdigit() for sign in self._at(words, self._worth)):
            return ""
        if self._past_end:
            return SIGNATURE
        return HEADING if not name or (len(filled) == 1 and _GROUP.fullmatch(filled[0])) else ""

    def _at(self, words: list[str], places: list[int]) -> str:
        return next((words[place] for place in places if place < len(words) and words[place]), "")


def _is_index(filled: list[str]) -> bool:
    """ "(1) (2) (3)" or "A B 1 2 3" under a header: the numbers of the columns."""
    marks = [word.strip("()") for word in filled]
    numbers = [int(word) for word in marks if word.isdigit()]
    return len(numbers) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and all(len(word) <= 2 for word in marks)
