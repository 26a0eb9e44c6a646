"""A plan's paper as an outline: which heading each paragraph stands under, and the code that a clause there would have ("III.2.a.1"). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from donghanh.kernel.text import fold, tidy

_MARKS = (
    (1, re.compile(r"(?P<mark>[IVX]{1,5})\s*\.\s*(?=\S)")),
    (2, re.compile(r"(?P<mark>\d{1,2}(\.\d{1,2})*)\s*\.\s*(?=\D)")),
    (3, re.compile(r"(?P<mark>[a-zđ])\s*\)\s*")),
    (4, re.compile(r"(?P<mark>[-–•*])\s*(?=\S)")),
    (5, re.compile(r"(?P<mark>\+)\s*(?=\S)")),
)
_DRESS = re.compile(r"^[#>\s]+|\*\*|__")
_OPEN_END = re.compile(r"[^.;:!?…”\"]$")
_RECIPIENTS = re.compile(r"noi nhan\s*:?$|noi nhan:")
_ANNEX = re.compile(r"phu luc\b")
_AIMS = re.compile(r"muc tieu|chi tieu")
_LONGEST_HEADING, _LONGEST_JOINED, _LONGEST_TIME = 220, 4_000, 80
_TIME = re.compile(r"\b20\d{2}\b[^:]*:$")
_LABEL = re.compile(r"(?P<head>[^:.;]{4,110}):\s+(?P<rest>[A-ZĐÀ-Ỹ].{20,})")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paper with its place: "dòng 12", "trang 3, dòng 5"."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph that is no heading. code: empty before the first part; above: the headings over it, the nearest last."""

    place: str
    code: str
    text: str
    above: tuple[str, ...]

    @property
    def is_among_targets(self) -> bool:
        """True under a heading of aims or targets."""
        return any(_AIMS.search(fold(one)) for one in self.above)


def outline(lines: Iterable[Line]) -> list[Item]:
    """The paragraphs of the paper in order, without the list of recipients; an annex after it belongs to the plan.

    Lines that a page break or a layout tore apart are one again."""
    found, walk = [], _Walk()
    whole = _joined(lines)
    for at, line in enumerate(whole):
        following = _level(whole[at + 1].text) if at + 1 < len(whole) else 0
        found += walk.take(line, following)
    return found


def is_numbered(items: Sequence[Item]) -> bool:
    """True where the paper has parts; a plain text has none, and its paragraphs have no codes."""
    return any(item.code for item in items)


class _Walk:
    """Where we are while reading: the mark and the heading of each level, how many dashes were seen under it, and the years that a line
    of its own sets for what follows ("- Giai đoạn 2014-2015:")."""

    def __init__(self) -> None:
        self._marks: dict[int, str] = {}
        self._heads: dict[int, str] = {}
        self._counts: dict[int, int] = {}
        self._time: tuple[int, str] | None = None

    def take(self, line: Line, following: int) -> list[Item]:
        """The items of this paragraph: none for a heading, one else."""
        level, mark, text = _split(line.text)
        if level == 2 and 1 not in self._marks:
            level = 0
        if level:
            self._enter(level, mark)
        if len(text) <= _LONGEST_TIME and _TIME.search(text):
            self._time = (level, text)
            return []
        head, rest = _label(text) if level in (2, 3) else ("", text)
        if level and (head or _is_heading(text, level, following)):
            self._heads[level] = head or text
            if not head:
                return []
        above = tuple(self._heads[one] for one in sorted(self._heads) if not level or one < level or head)
        above += (self._time[1],) if self._time else ()
        return [Item(line.place, self._code(), rest, above)] if len(rest) > 12 else []

    def _enter(self, level: int, mark: str) -> None:
        for deeper in [one for one in (*self._marks, *self._heads, *self._counts) if one > level]:
            for kept in (self._marks, self._heads, self._counts):
                kept.pop(deeper, None)
        self._heads.pop(level, None)
        if self._time and level < self._time[0]:
            self._time = None
        self._counts[level] = self._counts.get(level, 0) + 1
        if level > 3:
            mark = str(self._counts[level])
        self._marks[level] = "dd" if mark == "đ" else mark

    def _code(self) -> str:
        return ".".join(self._marks[one] for one in sorted(self._marks))


def _joined(lines: Iterable[Line]) -> list[Line]:
    found: list[Line] = []
    is_over = False
    for line in lines:
        text = tidy(_DRESS.sub("", line.text))
        if not text or not re.search(r"\w", text):
            continue
        is_over = bool(_RECIPIENTS.match(fold(text))) or (is_over and not _ANNEX.match(fold(text)))
        if is_over:
            continue
        is_torn = (
            found
            and len(found[-1].text) < _LONGEST_JOINED
            and _OPEN_END.search(found[-1].text)
            and not _level(text)
            and (text[0].islower() or text[0].isdigit())
        )
        if is_torn:
            found[-1] = Line(found[-1].place, f"{found[-1].text} {text}")
        else:
            found.append(Line(line.place, text))
    return found


def _level(text: str) -> int:
    return _split(text)[0]


def _split(text: str) -> tuple[int, str, str]:
    for level, pattern in _MARKS:
        if match := pattern.match(text):
            return level, match["mark"], text[match.end() :].strip()
    return 0, "", text


def _label(text: str) -> tuple[str, str]:
    """ "Sở Tài chính: Tổng hợp dự toán …" as heading and what follows."""
    match = _LABEL.fullmatch(text)
    return (match["head"], match["rest"]) if match else ("", text)


def _is_heading(text: str, level: int, following: int) -> bool:
    if len(text) > _LONGEST_HEADING and not text.endswith(":"):
        return False
    if level == 1:
        return True
    return following > level or (level in (2, 3) and not re.search(r"[.;:]$", text)) or (text.endswith(":") and following >= level)
