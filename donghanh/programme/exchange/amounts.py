"""Amounts that a sentence wants reached: per cent, numbers of things, a thing in each commune, ways to go without a number. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from donghanh.programme.exchange import tables
from donghanh.programme.exchange.numerals import SPELLED, value_of
from donghanh.programme.exchange.terms import Sureness
from donghanh.programme.terms import Comparison

_PAPERS = re.compile(
    r"\b\d+\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]{2,}[-\w/]*|\d{1,2}/\d{1,2}/\d{4}"
    r"|ngày \d{1,2}(?:/\d{1,2}(?:/\d{4})?| tháng \d{1,2}(?: năm \d{4})?)"
)
_WHOLE_OF_WHOLE = re.compile(r"\b(\d{1,4})/\1\s*\(?100\s*%\)?(?: các| số)?")
_BRACKETS = re.compile(r"\([^()]*\)")
_FROM = re.compile(r"\btừ\s+\d{1,3}(?:[.,]\d+)?\s*%[^;.%]*?(?=\b(?:(?<!trở )lên|còn|(?<!trở )xuống)\b)", re.IGNORECASE)
_RISES_FROM = re.compile(r"(\b(?:nâng|tăng|giảm)\b[^;.%]{0,80}?)\btừ\s+\d{1,3}(?:[.,]\d+)?\s*%[^;.%]{0,40}?(?=\bđến\s+\d)", re.IGNORECASE)
_DIGITS = r"\d{1,3}(?:[.,]\d{1,2})?"
_SIGN = r"(?:%|phần trăm\b)"
_PERCENT = re.compile(
    rf"(?<![\d/.,])(?:(?P<low>{_DIGITS})\s*{_SIGN}?\s*(?:-|–|đến)\s*)?(?:(?P<number>{_DIGITS})|(?P<words>\b{SPELLED}))\s*{_SIGN}",
    re.IGNORECASE,
)
_THINGS = (
    "mô hình|câu lạc bộ|cơ sở|điểm tư vấn|điểm cấp phát|điểm|đội công tác|đội|lớp|tổ công tác|tổ|trung tâm|nhóm|phòng khám|khu|người|lượt người|"
    "huyện|xã|phường|địa bàn"
)
_COUNT = re.compile(
    rf"(?<![\d/.,-])(?:(?P<low>\d{{1,5}})\s*(?:-|–|đến)\s*)?(?:(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,5}})|(?P<words>\b{SPELLED}))"
    rf"\s+(?P<thing>(?:{_THINGS}))\b(?!\s+(?:năm|tháng|ngày))",
    re.IGNORECASE,
)
_OF_TABLE = re.compile(
    r"(?:(?P<low>\d{1,5})\s*[-–]\s*)?(?P<number>\d[\d.,]*)(?P<words>)\s*(?P<thing>[^\W\d][\w ]{0,20}?)?(?=\s+đến hết năm 20\d\d\.?$)"
)
"""The number of a table's line (tables.lines), whatever it counts."""
_CUE = re.compile(
    r"thành lập|xây dựng|triển khai|hình thành|nhân rộng|thí điểm|phấn đấu|duy trì|ít nhất|tối thiểu|mở|tổ chức|phát triển"
    r"|cơ sở cấp phát|không quá|tối đa|chỉ tiêu \d",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"(?:\bở|\btại|\btrên|\bdưới|\bcó|thuộc|khoảng)\s*$", re.IGNORECASE)
_EACH = re.compile(r"mỗi (?:xã|huyện|đơn vị|địa phương|thôn|phường)[^;.]*?\b(?:0?1|một)\s+(?:mô hình|câu lạc bộ|điểm|đội|tổ)", re.IGNORECASE)
_ALL_WITH = re.compile(r"(?:các|những|mọi) (?:xã|huyện|địa bàn)[^;.]*?(?:có trên|trọng điểm)[^;.]*", re.IGNORECASE)
_WAYS = (
    (Comparison.NOT_RISING, re.compile(r"(kiềm chế|hạn chế|không để)[^;.,]{0,24}(gia tăng|phát sinh|tăng|mới)", re.IGNORECASE)),
    (Comparison.FALLING, re.compile(r"giảm dần|giảm (tỷ lệ|số)|hạn chế (tỷ lệ )?tái nghiện|kéo giảm", re.IGNORECASE)),
    (Comparison.RISING, re.compile(r"tăng dần|nâng (dần )?tỷ lệ|tăng (tỷ lệ|số)", re.IGNORECASE)),
)
_MET = re.compile(
    r"(đạt|hoàn thành)( và vượt)?[^;.]{0,50}(mục tiêu, chỉ tiêu|chỉ tiêu)|(đạt|hoàn thành)[^;.]{0,60}(chỉ tiêu|đúng tiến độ)", re.IGNORECASE
)
_BEFORE = (
    (Comparison.AT_LEAST, re.compile(r"(?:ít nhất|tối thiểu|không (?:dưới|ít hơn|thấp hơn|nhỏ hơn))(?: là)?\s*$", re.IGNORECASE)),
    (Comparison.AT_MOST, re.compile(r"(?:không (?:vượt )?quá|không (?:nhiều|cao|lớn) hơn|tối đa|nhiều nhất)(?: là)?\s*$", re.IGNORECASE)),
    (Comparison.MORE_THAN, re.compile(r"(?:trên|hơn|vượt(?: quá)?|quá)\s*$", re.IGNORECASE)),
    (Comparison.LESS_THAN, re.compile(r"(?:dưới|chưa đến)\s*$", re.IGNORECASE)),
    (Comparison.AT_MOST, re.compile(r"(?:còn|xuống còn|xuống)\s*$", re.IGNORECASE)),
)
_MOVES = re.compile(r"\b(?:giảm|tăng)(?:\s+(?:từ|thêm|ít nhất|tối thiểu|trên|khoảng))*\s+$", re.IGNORECASE)
_OPEN_DAY = re.compile(r"\s+(?:trước|đến|vào|chậm nhất(?: là)?)$", re.IGNORECASE)
_AFTER = (
    (Comparison.AT_LEAST, re.compile(r"\s*(?:[^\d;.,%]{0,24}\s)?trở lên", re.IGNORECASE)),
    (Comparison.AT_MOST, re.compile(r"\s*(?:[^\d;.,%]{0,24}\s)?trở xuống", re.IGNORECASE)),
)
_SAID_BEFORE = re.compile(
    r"(ít nhất|tối thiểu|không (?:dưới|ít hơn|thấp hơn|vượt quá|quá)|tối đa|nhiều nhất|trên|hơn|vượt|dưới|còn|khoảng)(?: là)?\s*$", re.IGNORECASE
)
_ALL = 100.0


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount. phrase: the part of the sentence it stands in; printed: the number as it is printed; value None: no number is set."""

    phrase: str
    printed: str
    value: float | None
    unit: str
    comparison: Comparison
    sureness: Sureness


def find(sentence: str, *, among_targets: bool) -> list[Amount]:
    """The amounts of a sentence in order. among_targets: it stands under a heading of aims or targets, which makes a reading surer."""
    text = _WHOLE_OF_WHOLE.sub("100% ", sentence)
    text = _PAPERS.sub("", _BRACKETS.sub("", text))
    text = _FROM.sub("", text)
    text = _RISES_FROM.sub(r"\1", text)
    found = []
    while each := _EACH.search(text):
        text = text.replace(each[0], "", 1)
        found.append(Amount(each[0], each[0], _ALL, "%", Comparison.AT_LEAST, Sureness.MIDDLE))
    found += _percents(text, among_targets) or _counts(text, among_targets) or _of_table(text)
    return found or _without_number(sentence, among_targets)


def _percents(text: str, among: bool) -> list[Amount]:
    marks = list(_PERCENT.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)][: len(marks)]
    found = []
    for mark, end in zip(marks, ends, strict=True):
        value = _value(mark)
        before, after = text[: mark.start()], text[mark.end() :]
        phrase = text[mark.start() : end] if len(text[mark.end() : end].strip()) > 14 else text[max(0, before.rfind(",") + 1) : end]
        if moves := _MOVES.search(before):
            phrase = f"{moves[0]}{text[mark.start() : end]}"
        if value is not None and value <= _ALL:
            how = Comparison.AT_LEAST if value == _ALL else _comparison(before, after)
            found.append(_amount(mark, phrase, "%", how, among))
    return found


def _counts(text: str, among: bool) -> list[Amount]:
    if not _CUE.search(text):
        return []
    marks = [mark for mark in _COUNT.finditer(text) if _value(mark) is not None and not _PLACE_BEFORE.search(text[: mark.start()])]
    values = [_value(mark) or 0.0 for mark in marks]
    if len(values) > 2 and values[0] >= sum(values[1:]):
        marks = marks[:1]
    found = []
    for mark in marks:
        before, after = text[: mark.start()], text[mark.end() :]
        start = max(before.rfind(","), before.rfind(";")) + 1
        found.append(_amount(mark, text[start:], mark["thing"].lower(), _comparison(before, after), among))
    return found


def _of_table(text: str) -> list[Amount]:
    mark = _OF_TABLE.search(text) if tables.named(text) else None
    return [_amount(mark, text, (mark["thing"] or "").lower(), _comparison(text[: mark.start()], ""), among=True)] if mark else []


def _amount(mark: re.Match[str], phrase: str, unit: str, how: Comparison, among: bool) -> Amount:
    """A range is read by the end that must be reached, its lower one unless it is a bound above, and never surely."""
    value, low = _value(mark), mark["low"]
    if low and how not in (Comparison.AT_MOST, Comparison.LESS_THAN):
        value = _number(low)
    sure = Sureness.LOW if low else Sureness.HIGH if among else Sureness.MIDDLE
    return Amount(_OPEN_DAY.sub("", phrase.strip(" ,;.")), _printed(mark.string[: mark.start()], mark[0]), value, unit, how, sure)


def _value(mark: re.Match[str]) -> float | None:
    """The number; None where its words say none."""
    if mark["number"]:
        return _number(mark["number"])
    said = value_of(mark["words"])
    return None if said is None else float(said)


def _number(text: str) -> float:
    """ "12,5" and "12.5" as they stand; a dot before three digits parts thousands."""
    return float(re.sub(r"\.(?=\d{3})", "", text).replace(",", "."))


def _without_number(sentence: str, among: bool) -> list[Amount]:
    """All of a kind of places, a way to go, targets to be met: what is set without a number stays without one."""
    if _CUE.search(sentence) and (match := _ALL_WITH.search(sentence)):
        return [Amount(sentence, match[0], None, "", Comparison.AT_LEAST, Sureness.LOW)]
    if match := _MET.search(sentence):
        return [Amount(sentence, match[0], None, "", Comparison.AT_LEAST, Sureness.LOW)]
    ways = [(kind, match) for kind, pattern in _WAYS if (match := pattern.search(sentence))]
    if ways and (among or len(sentence) < 260):
        kind, match = min(ways, key=lambda way: way[1].start())
        return [Amount(sentence, match[0], None, "", kind, Sureness.LOW)]
    return []


def _comparison(before: str, after: str) -> Comparison:
    """How the words around the number compare; strict where they are ("trên", "dưới"), at least where nothing is said."""
    said = [kind for kind, pattern in _AFTER if pattern.match(after)] or [kind for kind, pattern in _BEFORE if pattern.search(before)]
    return said[0] if said else Comparison.AT_LEAST


def _printed(before: str, number: str) -> str:
    """The number with the words right before it that say how it compares."""
    match = _SAID_BEFORE.search(before)
    return f"{match[0].rstrip()} {number}" if match else number
