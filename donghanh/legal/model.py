"""What the law data is made of: instruments, citations, rules, gaps, holders of functions, conventions of counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

UNITS_VI = {
    "hour": "giờ",
    "working_day": "ngày làm việc",
    "day": "ngày",
    "month": "tháng",
    "year": "năm",
    "time_per_month": "lần mỗi tháng",
    "percent_of_base_salary": "% mức lương cơ sở",
}
CONFIDENCE_VI = {
    "V": "đã đọc lời văn của điều luật",
    "S": "theo nguồn thứ cấp, chưa đối chiếu lời văn điều luật",
    "M": "chưa được xác nhận, cần bộ phận pháp chế đối chiếu",
}
_ORDER = "VSM"


def weaker(one: str, other: str) -> str:
    """The lower of two confidences: V before S before M."""
    return max(one, other, key=_ORDER.index)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, decree or circular. Days inclusive; valid_to None while in force. confidence V read, S second-hand, M unconfirmed."""

    id: str
    kind: str
    number: str
    short: str
    title: str
    issuer: str
    signed: date | None
    valid_from: date
    valid_to: date | None
    replaced_by: str | None
    confidence: str
    validity_confidence: str
    note: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number}"

    def stands(self, on: date) -> bool:
        """In force on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in an instrument; empty parts are not known or not needed."""

    instrument: Instrument
    article: str = ""
    clause: str = ""
    point: str = ""

    @property
    def place(self) -> str:
        words = (("Điều", self.article), ("khoản", self.clause), ("điểm", self.point))
        return " ".join(f"{word} {value}" for word, value in words if value)

    @property
    def short_place(self) -> str:
        return f"Điều {'.'.join(value for value in (self.article, self.clause, self.point) if value)}" if self.article else ""


def cited(citations: tuple[Citation, ...]) -> str:
    """ "Nghị định 163/2026/NĐ-CP, Điều 58 khoản 1"; places of one instrument together, instruments parted by semicolons."""
    grouped = groupby(citations, key=lambda citation: citation.instrument)
    return "; ".join(", ".join([instrument.name, *(c.place for c in found if c.place)]) for instrument, found in grouped)


def cited_shortly(citations: tuple[Citation, ...]) -> str:
    """ "NĐ 163/2026, Điều 58.1"."""
    grouped = groupby(citations, key=lambda citation: citation.instrument)
    return "; ".join(", ".join([instrument.short, *(c.short_place for c in found if c.short_place)]) for instrument, found in grouped)


@dataclass(frozen=True, slots=True)
class Rule:
    """One number or effect of the law between two days (inclusive). Ids are those of the compiled rulebooks.

    kind: deadline | duration | frequency | threshold | at_once | clock_rule | advance_window | rate | transition.
    conflict_vi: two texts of the law differ on this point. restates: the same rule again under another id.
    """

    id: str
    topic: str
    kind: str
    amount: int | None
    unit: str
    counts_from_event: str
    counts_from_vi: str
    actor: str
    actor_vi: str
    result_vi: str
    meaning_vi: str
    citations: tuple[Citation, ...]
    valid_from: date
    valid_to: date | None
    confidence: str
    validity_confidence: str
    bound: str = "max"
    restates: tuple[str, ...] = ()
    conflict_vi: str = ""
    note: str = ""

    @property
    def citation_vi(self) -> str:
        return cited(self.citations)

    @property
    def citation_short(self) -> str:
        return cited_shortly(self.citations)

    @property
    def status(self) -> str:
        """definite | unconfirmed | conflict."""
        if self.conflict_vi:
            return "conflict"
        return "definite" if self.confidence == "V" else "unconfirmed"

    @property
    def amount_vi(self) -> str:
        """ "03 ngày làm việc", "24 giờ", "01 năm"; "ngay" where the law gives no number to be done at once; else empty."""
        if self.kind == "at_once":
            return "ngay"
        if self.amount is None or self.unit not in UNITS_VI:
            return ""
        return f"{abs(self.amount):02d} {UNITS_VI[self.unit]}".replace(" %", "%")

    def stands(self, on: date) -> bool:
        """In force on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """What answers a topic between two days: a rule, or the stated reason why there is none (gap_vi)."""

    rule_id: str
    gap_vi: str
    valid_from: date
    valid_to: date | None
    citations: tuple[Citation, ...]
    confidence: str
    note: str

    def stands(self, on: date) -> bool:
        """Answers for this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Topic:
    """A question the law answers, over time."""

    id: str
    title_vi: str
    entries: tuple[TopicEntry, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a function of the law between two days (inclusive; until None: still). Never a person, always a post of a kind of body."""

    function: str
    function_vi: str
    body_kind: str
    office: str
    office_vi: str
    since: date
    until: date | None
    citation: str
    confidence: str

    def stands(self, on: date) -> bool:
        """Holds it on this day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Convention:
    """How something is counted where the rules themselves do not say it; a dated parameter."""

    id: str
    value: str | int
    meaning_vi: str
    citations: tuple[Citation, ...]
    valid_from: date
    valid_to: date | None
    confidence: str

    @property
    def citation_vi(self) -> str:
        return cited(self.citations)

    @property
    def amount_vi(self) -> str:
        """A number of days as letters write it; empty for other values."""
        return f"{self.value} ngày" if isinstance(self.value, int) else ""

    def stands(self, on: date) -> bool:
        """Counts on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the law: the code name that stands for it in this house, its wording, where the law says it."""

    code: str
    wording: str
    citations: tuple[Citation, ...]

    @property
    def citation_vi(self) -> str:
        return cited(self.citations)


@dataclass(frozen=True, slots=True)
class LawData:
    """Everything under law/ that the engine reads, and the short hash that names this state of it."""

    instruments: dict[str, Instrument]
    rules: dict[str, Rule]
    topics: dict[str, Topic]
    holders: tuple[Holder, ...]
    parties: dict[str, str]
    conventions: tuple[Convention, ...]
    terms: dict[str, Term]
    first_day: date
    edition: str
