"""What the sentences of a plan's paper seem to set: targets with numbers and days, duties with addressees, reports. Pure.

Plain rules over Vietnamese official language, no learning and no guessing of values: a proposal repeats what its sentence says, names how sure
the reading is, and counts for nothing until a person accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from donghanh.programme.exchange import amounts, rules, tables
from donghanh.programme.exchange.addressees import addressees
from donghanh.programme.exchange.days import due, last_year
from donghanh.programme.exchange.outline import Item, is_numbered
from donghanh.programme.exchange.terms import ProposalKind, Sureness
from donghanh.programme.terms import Frequency, Rhythm

_SENTENCE = re.compile(r"(?<=[;.])\s+(?=[A-ZĐÀ-Ỹ\d“+-])|;\s*")
_CITES = re.compile(r"^(Căn cứ|Thực hiện (Quyết định|Nghị định|Luật|Công văn|Kế hoạch|Chỉ thị|Chương trình)|Theo (Quyết định|Nghị định))")
_TIME = re.compile(r"^thời gian thực hiện", re.IGNORECASE)
_REPORT = re.compile(r"báo cáo", re.IGNORECASE)
_PERIODS = (
    (Frequency.MONTH, re.compile(r"(hằng|hàng|định kỳ) tháng|tháng, quý|báo cáo tháng(?! \d)", re.IGNORECASE)),
    (Frequency.QUARTER, re.compile(r"(hằng|hàng|báo cáo) quý(?! (?:[IVX]+|\d)\b)|, quý", re.IGNORECASE)),
    (Frequency.HALF_YEAR, re.compile(r"0?6 tháng|sáu tháng", re.IGNORECASE)),
    (Frequency.YEAR, re.compile(r"(hằng|hàng) năm|01 năm|\b1 năm|báo cáo năm|, năm|và năm|quý, năm", re.IGNORECASE)),
)
_BEFORE = re.compile(
    r"(?P<how>trước|chậm nhất(?: là)?|đến|không muộn hơn) (?:ngày )?(?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?![/\d]| năm)", re.IGNORECASE
)
_LEAP_YEAR = 2000
_RHYTHMS = (
    (Rhythm.TWO_YEARS, re.compile(r"0?2 năm một lần|hai năm một lần", re.IGNORECASE)),
    (Rhythm.YEAR, re.compile(r"(hằng|hàng) năm", re.IGNORECASE)),
    (Rhythm.HALF_YEAR, re.compile(r"0?6 tháng", re.IGNORECASE)),
    (Rhythm.QUARTER, re.compile(r"(hằng|hàng) quý", re.IGNORECASE)),
    (Rhythm.MONTH, re.compile(r"(hằng|hàng) tháng", re.IGNORECASE)),
    (Rhythm.CONTINUOUS, re.compile(r"thường xuyên|tiếp tục|duy trì", re.IGNORECASE)),
    (Rhythm.PERIODIC, re.compile(r"định kỳ", re.IGNORECASE)),
)
LONGEST_NAME, SHORTEST_SENTENCE, LONGEST_SENTENCE = 200, 50, 1_200
"""In characters. No amount is looked for in what is longer: it is no sentence, and patterns take the square of its length."""


@dataclass(frozen=True, slots=True)
class Found:
    """One proposal. said: its fields as the YAML would name them; code: of the clause, empty where the paper numbers nothing."""

    kind: ProposalKind
    code: str
    place: str
    sentence: str
    sureness: Sureness
    said: dict[str, Any] = field(default_factory=dict)


def find(items: Iterable[Item]) -> list[Found]:
    """Every proposal, in the order of the paper. What stands before the first part of a numbered paper is what it rests on, not what it sets.

    Raises BadInput for more than rules.MOST_FOUND.
    """
    every = list(items)
    numbered, ends = is_numbered(every), _ends(every)
    found: list[Found] = []
    for item in every:
        found += (_of_item(item, ends) if item.code else []) if numbered else _of_prose(item)
        rules.check_not_too_many(len(found))
    return found


def _ends(items: list[Item]) -> int | None:
    """The plan's last year: of its title, which stands before the first part, else of its time of carrying out."""
    title = [one.text for one in takewhile(lambda one: not one.code, items) if not _CITES.match(one.text)]
    return last_year(title) or last_year(one.text for one in items if any(_TIME.search(text) for text in (*one.above, one.text)))


def _of_item(item: Item, ends: int | None = None) -> list[Found]:
    found: list[Found] = []
    for sentence in _SENTENCE.split(item.text):
        text = sentence.strip(" ;")
        if 8 < len(text) <= LONGEST_SENTENCE and not _CITES.match(text):
            found += _targets(item, text, ends)
            rules.check_not_too_many(len(found))
    found += _reports(item)
    if not found and not _CITES.match(item.text) and not (item.is_among_targets and not item.code):
        found.append(_duty(item))
    return found


def _of_prose(item: Item) -> list[Found]:
    """A paper without numbers, an article about a plan: each of its long sentences by itself, none of them sure."""
    parts = [text for text in re.split(r"[;.:]\s+", item.text) if len(text) >= SHORTEST_SENTENCE]
    found = [one for text in parts for one in _of_item(replace(item, text=text))]
    return [one if one.kind is ProposalKind.TARGET else replace(one, sureness=Sureness.LOW) for one in found]


def _targets(item: Item, sentence: str, ends: int | None) -> list[Found]:
    """The targets of a sentence, each with the day that stands nearest to it."""
    among = item.is_among_targets or bool(tables.named(sentence))
    found = []
    for one in amounts.find(sentence, among_targets=among):
        day, is_said = due(one.phrase, sentence, item.above, ends)
        said: dict[str, Any] = {
            "name": _short(tables.named(sentence) or one.phrase),
            "printed": one.printed[:LONGEST_NAME],
            "comparison": one.comparison.value,
        }
        said |= {"value": one.value, "unit": one.unit, "due_on": day.isoformat() if day else None}
        said |= {"is_due_assumed": bool(day) and not is_said, "is_striving": "phấn đấu" in sentence.lower()}
        found.append(Found(ProposalKind.TARGET, item.code, item.place, sentence, one.sureness, said))
    return found


def _reports(item: Item) -> list[Found]:
    """Reports owed: where a period is named beside the word, or the day before which it is due. Periods with days of their own are reports
    of their own ("6 tháng trước 31/5, năm trước 30/11")."""
    if not _REPORT.search(item.text):
        return []
    kinds = sorted((match.start(), kind) for kind, pattern in _PERIODS if (match := pattern.search(item.text)))
    days = [(match.start(), day) for match in _BEFORE.finditer(item.text) if (day := _before(match))]
    if not (kinds or days or "định kỳ" in item.text.lower()):
        return []
    told = [(kind, next((day for at, day in days if at > start), "")) for start, kind in kinds]
    if len(kinds) == len(days) == len({day for _kind, day in told}) > 1:
        return [_report(item, [kind], day) for kind, day in told]
    return [_report(item, [kind for _start, kind in kinds], days[0][1] if days else "")]


def _before(match: re.Match[str]) -> str:
    """The day before which: "05-31"; "chậm nhất 30/5" is before 31/5. Empty where there is no such day."""
    try:
        day = date(_LEAP_YEAR, int(match["month"]), int(match["day"]))
    except ValueError:
        return ""
    return f"{day if match['how'].lower() == 'trước' else day + timedelta(days=1):%m-%d}"


def _report(item: Item, kinds: list[Frequency], day: str) -> Found:
    said = {"name": _short(item.text), "frequencies": [one.value for one in kinds], "due_before": day, "functions": list(_who(item))}
    return Found(ProposalKind.REPORT, item.code, item.place, item.text, Sureness.HIGH if kinds else Sureness.LOW, said)


def _duty(item: Item) -> Found:
    rhythm = next((kind for kind, pattern in _RHYTHMS if pattern.search(item.text)), None)
    who = _who(item)
    said = {"name": _short(item.text), "functions": list(who), "rhythm": rhythm.value if rhythm else None}
    sure = Sureness.HIGH if who and item.code else Sureness.MIDDLE if item.code else Sureness.LOW
    return Found(ProposalKind.DUTY, item.code, item.place, item.text, sure, said)


def _who(item: Item) -> tuple[str, ...]:
    """Whom the nearest heading addresses, else whom the sentence names first."""
    for heading in reversed(item.above):
        if named := addressees(heading):
            return named
    return addressees(item.text)[:3]


def _short(text: str) -> str:
    """The beginning of the sentence, whole words only."""
    words = text.strip(" ,;.:“”")
    if len(words) <= 120:
        return words[:1].upper() + words[1:]
    cut = words[:120].rsplit(" ", 1)[0].rstrip(" ,;")
    return f"{cut[:1].upper()}{cut[1:]}…"
