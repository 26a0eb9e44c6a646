"""Numbers written in Vietnamese words: "mười điểm", "hai mươi lăm", "một trăm linh năm". Pure."""

from __future__ import annotations

import re

_ONES = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_AFTER_TEN = _ONES | {"mốt": 1, "tư": 4, "lăm": 5}
_LOW = re.compile(r"(?:(?P<hundreds>\w+) trăm)?\s*(?:(?P<ten>mười)|(?P<tens>\w+) mươi|(?P<gap>linh|lẻ))?\s*(?P<ones>\w+)?")
_UNIT = "|".join(word for word in _ONES if word != "không")
_WITHIN = rf"(?:{_UNIT}|mốt|tư|lăm|không|mười|mươi|trăm|nghìn|ngàn|linh|lẻ)"
SPELLED = rf"(?:(?!năm\b)(?:{_UNIT}|mười)|năm(?=\s+(?:mươi|trăm|nghìn|ngàn|phần trăm)\b))(?:\s+{_WITHIN})*"
"""Pattern of a number in words. "Năm" alone is as good as always a year, and is left out; "năm phần trăm" is a share."""


def value_of(words: str) -> int | None:
    """The whole number below a million that these words say; None where they say none ("hai năm mươi")."""
    text = " ".join(words.lower().replace("ngàn", "nghìn").split())
    high, thousand, low = text.rpartition("nghìn")
    thousands = _below_thousand(high.strip()) if thousand else 0
    ones = _below_thousand(low.strip()) if low.strip() else 0 if thousand else None
    if thousands is None or ones is None or (thousand and not thousands):
        return None
    return thousands * 1000 + ones


def _below_thousand(text: str) -> int | None:
    match = _LOW.fullmatch(text)
    if not text or match is None:
        return None
    hundreds, tens, ones = match["hundreds"], match["tens"], match["ones"]
    after = match["ten"] or tens
    if match["gap"] and not (hundreds and ones):
        return None
    if hundreds and ones and not after and not match["gap"]:
        return None
    named = [(hundreds, _ONES), (tens, _ONES), (ones, _AFTER_TEN if after else _ONES)]
    if any(word is not None and word not in known for word, known in named) or tens in ("không", "một"):
        return None
    return 100 * _ONES.get(hundreds or "không", 0) + (10 if match["ten"] else 10 * _ONES.get(tens or "không", 0)) + _AFTER_TEN.get(ones or "không", 0)
