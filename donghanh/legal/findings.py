"""What the engine answers: the value, how it came about step by step, the article, and how sure we are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from donghanh.kernel.errors import BadInput
from donghanh.legal.model import CONFIDENCE_VI
from donghanh.legal.standing import Standing
from donghanh.legal.units import UNITS_VI

CHOICE = "choice"
"""Unit of a parameter that is a word, not a number."""


@dataclass(frozen=True, slots=True)
class Step:
    """One day or moment of the working. day_state: start | counted | skipped | end. label: the number or the reason, short."""

    text_vi: str
    at: datetime
    day_state: str
    label: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A computed moment. value: the first moment that is too late (for days, months, years: 00:00 of the day after last_day;
    for hours: the exact moment). last_day: the day shown to people ("hết ngày …"). opens_on: first day of a window, else None.

    status: one of the four of Standing; for a conflict readings_vi holds both ways to read it, each with its article.
    """

    rule_id: str
    topic: str
    kind: str
    start: datetime
    value: datetime
    last_day: date
    opens_on: date | None
    steps: tuple[Step, ...]
    citation_vi: str
    citation_short: str
    confidence: str
    status: Standing
    counts_from_vi: str
    meaning_vi: str
    amount_vi: str
    caution_vi: tuple[str, ...]
    edition: str
    readings_vi: tuple[str, ...] = ()

    def explain(self) -> list[str]:
        """The whole reasoning as sentences, in order: meaning, start, working, end, article, cautions."""
        return [
            self.meaning_vi,
            f"Tính từ: {self.counts_from_vi}.",
            *(step.text_vi for step in self.steps),
            f"Căn cứ: {self.citation_vi}.",
            *self.caution_vi,
            *self.readings_vi,
        ]

    def as_json(self) -> dict[str, Any]:
        """Plain values, moments in ISO 8601 with zone, for keeping with a decision."""
        return {key: _plain(value) for key, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the law says on a question that is no moment. value: a code; status: one of the four of Standing."""

    question: str
    value: str
    meaning_vi: str
    mend_vi: str
    citation_vi: str
    confidence: str
    status: Standing
    edition: str

    def explain(self) -> list[str]:
        """The answer as sentences."""
        found = [self.meaning_vi, self.mend_vi, f"Căn cứ: {self.citation_vi}." if self.citation_vi else ""]
        if self.status == "silent":
            found.append(Standing.SILENT.sentence)
        found.append(confidence_vi(self.confidence))
        return [sentence for sentence in found if sentence]

    def as_json(self) -> dict[str, Any]:
        """Plain values, for keeping with a decision."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an authorised person sets where the law is silent: a number with its unit, or a word (unit CHOICE), from a day on.

    set_by: who set it, as it is shown. Raises BadInput without a reason, without a name, or for an unknown unit.
    """

    topic: str
    value: int | str
    unit: str
    set_by: str
    reason: str
    since: date

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.set_by.strip():
            raise BadInput("Tham số phải có lý do và người đặt.", mend="Ghi lý do chọn giá trị này và tên người có thẩm quyền.", field="reason")
        if self.unit != CHOICE and (self.unit not in UNITS_VI or not isinstance(self.value, int)):
            raise BadInput(f"Đơn vị “{self.unit}” không hợp với giá trị “{self.value}”.", mend="Ghi số kèm giờ, ngày, tháng hoặc năm.", field="unit")

    def sentence(self) -> str:
        """Who set it, when and why."""
        words = f"{self.value} {UNITS_VI[self.unit]}" if self.unit in UNITS_VI else str(self.value)
        day = f"{self.since.day:02d}/{self.since.month:02d}/{self.since.year}"
        return f"Luật không nói; {self.set_by} đặt {words} từ ngày {day}: {self.reason.strip()}"


def confidence_vi(confidence: str) -> str:
    """A sentence where confidence is below V; empty for V."""
    return "" if confidence == "V" else f"{CONFIDENCE_VI[confidence].capitalize()}."


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value
