"""What the law data is made of: instruments, citations, rules, gaps, holders of functions, conventions of counting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from donghanh.legal.standing import Standing
from donghanh.legal.units import UNITS_VI

Number = int | Decimal
CONFIDENCE_VI = {
    "V": "đã đọc lời văn của điều luật",
    "S": "theo nguồn thứ cấp, chưa đối chiếu lời văn điều luật",
    "M": "chưa được xác nhận, cần bộ phận pháp chế đối chiếu",
}
_ORDER = "VSM"
ADULT, MINOR = "adult", "minor"
"""Of whom a row or a place of the law speaks, where two procedures of compulsory rehabilitation share the rest of it."""


def age_group(procedure: str) -> str:
    """ADULT or MINOR: whose articles this procedure stands on. Every procedure but the one from 12 to under 18 is an adult's."""
    return MINOR if procedure == "COMPULSORY_MINOR" else ADULT


def weaker(one: str, other: str) -> str:
    """The lower of two confidences: V before S before M."""
    return max(one, other, key=_ORDER.index)


class Dated:
    """What stands from a day to a day, both inclusive; None: no bound on that side."""

    __slots__ = ()
    valid_from: date | None
    valid_to: date | None

    def stands(self, on: date) -> bool:
        """In force on this day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Instrument(Dated):
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


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in an instrument; empty parts are not known or not needed. of: ADULT or MINOR where it speaks of these alone."""

    instrument: Instrument
    article: str = ""
    clause: str = ""
    point: str = ""
    of: str = ""

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


def _digits(amount: Number) -> str:
    return f"{abs(amount):02d}" if isinstance(amount, int) else str(abs(amount)).replace(".", ",")


def in_words(amount: Number, unit: str) -> str:
    """ "03 ngày làm việc", "0,8 lần mức lương cơ sở"; empty for a unit without a word."""
    return f"{_digits(amount)} {UNITS_VI[unit]}".replace(" %", "%") if unit in UNITS_VI else ""


@dataclass(frozen=True, slots=True)
class Further:
    """A second number inside a rule: for another ground, a share, an extension. text_vi says for what."""

    amount: Number
    unit: str
    text_vi: str

    @property
    def amount_vi(self) -> str:
        return in_words(self.amount, self.unit)


@dataclass(frozen=True, slots=True)
class Reading:
    """One of two ways to read the law where texts differ, with its own article."""

    text_vi: str
    citations: tuple[Citation, ...]

    @property
    def citation_vi(self) -> str:
        return cited(self.citations)


@dataclass(frozen=True)
class Rule(Dated):
    """One number or effect of the law between two days (inclusive). Ids are those of the compiled rulebooks.

    kind: one of kinds.KINDS. amount_max: the upper end where the law gives a range. also: further numbers of the same rule.
    month: for a day of the year ("before 20 December"). conflict_vi: two texts of the law differ, both are in readings.
    restarts: force_majeure | evasion, where the law begins the limit anew when that ends (reckoning_restart).
    silent_vi: no text read gives the number; somebody authorised sets it (findings.Parameter). restates: the same rule under another id.
    No slots: its words are put together once, since every date that is computed carries them.
    """

    id: str
    topic: str
    kind: str
    amount: Number | None
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
    amount_max: Number | None = None
    month: int | None = None
    also: tuple[Further, ...] = ()
    silent_vi: str = ""
    restarts: str = ""
    readings: tuple[Reading, ...] = ()

    @cached_property
    def citation_vi(self) -> str:
        return cited(self.citations)

    @cached_property
    def citation_short(self) -> str:
        return cited_shortly(self.citations)

    def as_for(self, group: str) -> Rule:
        """The same rule, citing only what is said of this age group or of everybody; itself where it speaks of no group."""
        return self._of_groups[group]

    @cached_property
    def _of_groups(self) -> dict[str, Rule]:
        kept = {group: tuple(place for place in self.citations if place.of in ("", group)) for group in (ADULT, MINOR)}
        return {group: self if places == self.citations else replace(self, citations=places) for group, places in kept.items()}

    @property
    def status(self) -> Standing:
        """What kind of finding this rule can give: silent before conflict before the confidence."""
        if self.silent_vi:
            return Standing.SILENT
        if self.conflict_vi:
            return Standing.CONFLICT
        return Standing.DEFINITE if self.confidence == "V" else Standing.UNCONFIRMED

    @property
    def counts_back(self) -> bool:
        """True where the rule looks back from the end of a term: `due` then takes a moment on the last day of it."""
        return self.kind in ("advance_window", "advance_notice")

    @cached_property
    def amount_vi(self) -> str:
        """ "03 ngày làm việc", "24 giờ", "từ 06 đến 12 tháng"; "ngay" where the law gives no number to be done at once; else empty."""
        if self.kind == "at_once":
            return "ngay"
        if self.amount is None:
            return ""
        words = in_words(self.amount_max or self.amount, self.unit)
        return f"từ {_digits(self.amount)} đến {words}" if words and self.amount_max is not None else words


@dataclass(frozen=True, slots=True)
class TopicEntry(Dated):
    """What answers a topic between two days: a rule, or the stated reason why there is none (gap_vi).

    rule: the rule as it answers here, its confidence lowered where the match itself is unsure.
    """

    rule_id: str
    gap_vi: str
    valid_from: date
    valid_to: date | None
    citations: tuple[Citation, ...]
    confidence: str
    note: str
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A question the law answers, over time."""

    id: str
    title_vi: str
    entries: tuple[TopicEntry, ...]

    @property
    def procedure(self) -> str:
        """The procedure this question belongs to: the first word of its id."""
        return self.id.partition(".")[0]


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
class Convention(Dated):
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
class Regime(Dated):
    """One state of the law between two days (inclusive). has_rules False: history only, readable and never applied."""

    id: str
    title_vi: str
    valid_from: date | None
    valid_to: date | None
    has_rules: bool
    meaning_vi: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Unexecutable:
    """A row of the rulebooks that no date follows from: why, where the law says it, where the house keeps it instead."""

    id: str
    reason_vi: str
    kept_in: str
    citations: tuple[Citation, ...]
    valid_from: date
    valid_to: date | None
    confidence: str

    @property
    def citation_vi(self) -> str:
        return cited(self.citations)


@dataclass(frozen=True, slots=True)
class LawData:
    """Everything under law/ that the engine reads, and the short hash that names this state of it."""

    instruments: dict[str, Instrument]
    rules: dict[str, Rule]
    topics: dict[str, Topic]
    procedures: dict[str, str]
    regimes: tuple[Regime, ...]
    unexecutable: dict[str, Unexecutable]
    holders: tuple[Holder, ...]
    seated: frozenset[str]
    parties: dict[str, str]
    persons: frozenset[str]
    conventions: tuple[Convention, ...]
    terms: dict[str, Term]
    first_day: date
    edition: str
