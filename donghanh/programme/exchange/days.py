"""The day by which something is wanted, as a sentence or the heading above it says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

_CITED = re.compile(r"\b\d+\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]{2,}[-\w/]*(?:\s+ngày\s+\d{1,2}(?:/\d{1,2}/|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4})?")
"""Papers named with their number and day: a day of theirs is nobody's last day."""
_COMPARED = re.compile(r"so với[^;.,]{0,40}?\b20\d{2}\b", re.IGNORECASE)
"""What a change is measured from: "giảm 10% so với năm 2025" is not due in 2025."""
_DAY = re.compile(
    r"(?P<how>trước|đến hết|đến|chậm nhất(?: là)?|không muộn hơn|hạn cuối(?: là)?|vào|xong)\s+(?:ngày\s+)?"
    r"(?P<day>\d{1,2})(?:/|\s+tháng\s+)(?P<month>\d{1,2})(?:/|\s+năm\s+)(?P<year>\d{4})",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?P<before>trước\s+)?(?:(?:cuối |hết )?tháng\s+(?P<month>1[0-2]|0?[1-9])|quý\s+(?P<quarter>IV|I{1,3}|[1-4])|(?P<half>0?6 tháng đầu))"
    r"(?:/|\s+năm\s+|\s+)(?P<year>20\d{2})",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?:giai đoạn\s+)?(?:từ (?:năm )?)?(20\d{2})\s*(?:[-–]|đến(?: năm)?)\s*(20\d{2})", re.IGNORECASE)
_BEFORE = re.compile(r"trước năm\s+(20\d{2})", re.IGNORECASE)
_UNTIL = re.compile(r"(?:đến(?: hết)?|vào|hết|trong|của)?\s*năm\s+(20\d{2})", re.IGNORECASE)
_BARE = re.compile(r"\bđến\s+(20\d{2})\b", re.IGNORECASE)
_ONWARD = re.compile(r"từ năm (20\d{2}) trở đi", re.IGNORECASE)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def due(phrase: str, sentence: str, above: Iterable[str], last_year: int | None = None) -> tuple[date | None, bool]:
    """The last day, and whether the sentence itself says it; a heading's years, and the plan's own last year, are only assumed to be meant.

    "Trước ngày 31/12" ends the day before, "đến" and "chậm nhất" that very day. None: no day is said.
    """
    for text in (phrase, sentence):
        if found := _in(text):
            return found, True
        if _ONWARD.search(text):
            return None, False
    for heading in reversed(list(above)):
        if found := _in(heading):
            return found, False
    return (date(last_year, 12, 31) if last_year else None), False


def last_year(texts: Iterable[str]) -> int | None:
    """The last year of the plan's own time, as its title or its time of carrying out says."""
    every = [_CITED.sub("", text) for text in texts]
    for pattern, group in ((_SPAN, 2), (_BARE, 1), (re.compile(r"đến (?:hết )?năm\s+(20\d{2})", re.IGNORECASE), 1)):
        if match := next(filter(None, map(pattern.search, every)), None):
            return int(match[group])
    return None


def _in(text: str) -> date | None:
    plain = _COMPARED.sub("", _ONWARD.sub("", _CITED.sub("", text)))
    if match := _DAY.search(plain):
        try:
            said = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return None
        return said - timedelta(days=1) if match["how"].lower() == "trước" else said
    if match := _PART.search(plain):
        return _part(match)
    if match := _BEFORE.search(plain):
        return date(int(match[1]) - 1, 12, 31)
    for pattern, group in ((_SPAN, 2), (_UNTIL, 1), (_BARE, 1)):
        if match := pattern.search(plain):
            return date(int(match[group]), 12, 31)
    return None


def _part(match: re.Match[str]) -> date:
    """The last day of a month, a quarter or the first half of a year; the day before its first where it says before."""
    last = 6 if match["half"] else int(match["month"]) if match["month"] else 3 * _QUARTERS[match["quarter"].lower()]
    first = last if match["month"] else last - (5 if match["half"] else 2)
    year, month = int(match["year"]), first if match["before"] else last + 1
    return date(year + (month > 12), (month - 1) % 12 + 1, 1) - timedelta(days=1)
