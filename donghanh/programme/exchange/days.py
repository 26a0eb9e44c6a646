"""The day by which something is wanted, as a sentence or the heading above it says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_DAY = re.compile(r"(?:trước|đến|chậm nhất|vào)\s+(?:ngày\s+)?(\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})", re.IGNORECASE)
_SPAN = re.compile(r"(?:giai đoạn\s+)?(?:từ (?:năm )?)?(20\d{2})\s*(?:[-–]|đến(?: năm)?)\s*(20\d{2})", re.IGNORECASE)
_UNTIL = re.compile(r"(?:đến(?: hết)?|vào|hết|trong|của)?\s*năm\s+(20\d{2})", re.IGNORECASE)
_BARE = re.compile(r"\bđến\s+(20\d{2})\b", re.IGNORECASE)
_ONWARD = re.compile(r"từ năm (20\d{2}) trở đi", re.IGNORECASE)


def due(phrase: str, sentence: str, above: Iterable[str]) -> tuple[date | None, bool]:
    """The last day, and whether the sentence itself says it; a heading's years are only assumed to be meant. None: no day is said."""
    for text in (phrase, sentence):
        if found := _in(text):
            return found, True
        if _ONWARD.search(text):
            return None, False
    for heading in reversed(list(above)):
        if found := _in(heading):
            return found, False
    return None, False


def _in(text: str) -> date | None:
    plain = _ONWARD.sub("", text)
    if match := _DAY.search(plain):
        try:
            return date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            return None
    for pattern, group in ((_SPAN, 2), (_UNTIL, 1), (_BARE, 1)):
        if match := pattern.search(plain):
            return date(int(match[group]), 12, 31)
    return None
