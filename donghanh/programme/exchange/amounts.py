"""Amounts that a sentence wants reached: per cent, numbers of things, a thing in each commune, ways to go without a number. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from donghanh.programme.exchange.terms import Sureness
from donghanh.programme.terms import Comparison

_PAPERS = re.compile(
    r"\b\d+\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]{2,}[-\w/]*|\d{1,2}/\d{1,2}/\d{4}"
    r"|ngày \d{1,2}(?:/\d{1,2}(?:/\d{4})?| tháng \d{1,2}(?: năm \d{4})?)"
)
_WHOLE_OF_WHOLE = re.compile(r"\b(\d{1,4})/\1\s*\(?100\s*%\)?(?: các| số)?")
_BRACKETS = re.compile(r"\([^()]*\)")
_FROM = re.compile(r"\btừ\s+\d{1,3}(?:,\d+)?\s*%[^;.%]*?(?=\b(?:lên|còn|xuống)\b)", re.IGNORECASE)
_PERCENT = re.compile(r"(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s*%")
_THINGS = (
    "mô hình|câu lạc bộ|cơ sở|điểm tư vấn|điểm cấp phát|điểm|đội công tác|đội|lớp|tổ công tác|tổ|trung tâm|nhóm|phòng khám|khu|người|lượt người|"
    "huyện|xã|phường|địa bàn"
)
_COUNT = re.compile(
    rf"(?<![\d/.,-])(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,5}})\s+(?P<thing>(?:{_THINGS}))\b(?!\s+(?:năm|tháng|ngày))", re.IGNORECASE
)
_CUE = re.compile(
    r"thành lập|xây dựng|triển khai|hình thành|nhân rộng|thí điểm|phấn đấu|duy trì|ít nhất|tối thiểu|mở|tổ chức|phát triển"
    r"|cơ sở cấp phát",
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
_MORE, _LESS = re.compile(r"(trên|hơn|vượt)\s*$", re.IGNORECASE), re.compile(r"(không quá|dưới|tối đa|còn|xuống còn|xuống)\s*$", re.IGNORECASE)


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
    each = _EACH.search(text)
    text = text.replace(each[0], "") if each else text
    found = [Amount(each[0], each[0], 100.0, "%", Comparison.AT_LEAST, Sureness.MIDDLE)] if each else []
    found += _percents(text, among_targets) or _counts(text, among_targets)
    return found or _without_number(sentence, among_targets)


def _percents(text: str, among: bool) -> list[Amount]:
    marks = list(_PERCENT.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)][: len(marks)]
    sure = Sureness.HIGH if among else Sureness.MIDDLE
    found = []
    for mark, end in zip(marks, ends, strict=True):
        before = text[: mark.start()]
        phrase = text[mark.start() : end] if len(text[mark.end() : end].strip()) > 14 else text[max(0, before.rfind(",") + 1) : end]
        value = float(mark["number"].replace(",", "."))
        if value <= 100:
            found.append(Amount(phrase.strip(" ,;"), _printed(before, mark[0]), value, "%", _comparison(before), sure))
    return found


def _counts(text: str, among: bool) -> list[Amount]:
    if not _CUE.search(text):
        return []
    marks = [mark for mark in _COUNT.finditer(text) if not _PLACE_BEFORE.search(text[: mark.start()])]
    values = [float(mark["number"].replace(".", "")) for mark in marks]
    if len(values) > 2 and values[0] >= sum(values[1:]):
        marks, values = marks[:1], values[:1]
    found = []
    for mark, value in zip(marks, values, strict=True):
        before = text[: mark.start()]
        start = max(before.rfind(","), before.rfind(";")) + 1
        sure = Sureness.HIGH if among else Sureness.MIDDLE
        found.append(Amount(text[start:].strip(" ,;"), _printed(before, mark[0]), value, mark["thing"].lower(), _comparison(before), sure))
    return found


def _without_number(sentence: str, among: bool) -> list[Amount]:
    """All of a kind of places, a way to go, targets to be met: what is set without a number stays without one."""
    if _CUE.search(sentence) and (match := _ALL_WITH.search(sentence)):
        return [Amount(sentence, match[0], None, "", Comparison.AT_LEAST, Sureness.LOW)]
    if match := _MET.search(sentence):
        return [Amount(sentence, match[0], None, "", Comparison.AT_LEAST, Sureness.LOW)]
    ways = [(kind, match) for kind, pattern in _WAYS if (match := pattern.search(sentence))]
    if ways and (among or len(sentence) < 260):
        kind, match = ways[0]
        return [Amount(sentence, match[0], None, "", kind, Sureness.LOW)]
    return []


def _comparison(before: str) -> Comparison:
    if _MORE.search(before):
        return Comparison.MORE_THAN
    return Comparison.AT_MOST if _LESS.search(before) else Comparison.AT_LEAST


def _printed(before: str, number: str) -> str:
    """The number with the words right before it that say how it compares."""
    match = re.search(r"(trên|hơn|vượt|ít nhất|tối thiểu|không quá|dưới|tối đa|còn|khoảng)\s*$", before, re.IGNORECASE)
    return f"{match[1]} {number}" if match else number
