"""What the engine answers: the value, how it came about step by step, the article, and how sure we are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from donghanh.legal.model import CONFIDENCE_VI


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

    status: definite | unconfirmed (confidence below V) | conflict (two texts differ).
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
    status: str
    counts_from_vi: str
    meaning_vi: str
    amount_vi: str
    caution_vi: tuple[str, ...]
    edition: str

    def explain(self) -> list[str]:
        """The whole reasoning as sentences, in order: meaning, start, working, end, article, cautions."""
        return [
            self.meaning_vi,
            f"Tính từ: {self.counts_from_vi}.",
            *(step.text_vi for step in self.steps),
            f"Căn cứ: {self.citation_vi}.",
            *self.caution_vi,
        ]

    def as_json(self) -> dict[str, Any]:
        """Plain values, moments in ISO 8601 with zone, for keeping with a decision."""
        return {key: _plain(value) for key, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the law says on a question that is no moment. value: a code; status also "silent" where no text read says it."""

    question: str
    value: str
    meaning_vi: str
    mend_vi: str
    citation_vi: str
    confidence: str
    status: str
    edition: str

    def explain(self) -> list[str]:
        """The answer as sentences."""
        found = [self.meaning_vi, self.mend_vi, f"Căn cứ: {self.citation_vi}." if self.citation_vi else ""]
        if self.status == "silent":
            found.append("Các quy định đã đọc không nói rõ điểm này.")
        found.append(confidence_vi(self.confidence))
        return [sentence for sentence in found if sentence]

    def as_json(self) -> dict[str, Any]:
        """Plain values, for keeping with a decision."""
        return asdict(self)


def confidence_vi(confidence: str) -> str:
    """A sentence where confidence is below V; empty for V."""
    return "" if confidence == "V" else f"Độ tin cậy {confidence}: {CONFIDENCE_VI[confidence]}."


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value
