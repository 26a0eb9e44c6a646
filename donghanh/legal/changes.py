"""What would hold under the law before and after, and what changes for a procedure between two days. Pure; reads law/ alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from donghanh.legal import book
from donghanh.legal.errors import NoRuleInForce, UnknownRule
from donghanh.legal.findings import confidence_vi
from donghanh.legal.model import Holder, Regime, Rule, cited
from donghanh.legal.standing import Standing

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """What a topic says on a day. rule is None where no rule stands; then meaning_vi is the stated reason."""

    on: date
    rule: Rule | None
    amount_vi: str
    meaning_vi: str
    who_vi: str
    citation_vi: str
    confidence: str
    status: Standing

    def sentence(self) -> str:
        """The number, what it means, the article, and how sure; for one line beside another."""
        words = [f"{self.amount_vi}." if self.amount_vi else "", self.meaning_vi, f"Căn cứ: {self.citation_vi}." if self.citation_vi else ""]
        return " ".join(text for text in (*words, confidence_vi(self.confidence)) if text)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A topic under the law of the day, and under the regimes before and after it; None where that regime has no rules or never comes."""

    topic: str
    title_vi: str
    here: Held
    before: Held | None
    after: Held | None


@dataclass(frozen=True, slots=True)
class Change:
    """One topic that another rule answers on the second day. only_the_article: number, counting and who acts stay the same."""

    topic: str
    title_vi: str
    before: Held
    after: Held

    @property
    def only_the_article(self) -> bool:
        return _said(self.before) == _said(self.after)

    @property
    def citations_vi(self) -> tuple[str, str]:
        return self.before.citation_vi, self.after.citation_vi


@dataclass(frozen=True, slots=True)
class HolderChange:
    """A function of the law that another office holds on the second day; None where nobody is known to hold it."""

    function: str
    function_vi: str
    before: Holder | None
    after: Holder | None


def held(topic: str, on: date) -> Held:
    """What the topic says on this day. Raises UnknownRule for an unknown topic."""
    found = book.topic(topic)
    try:
        rule = book.pick(topic, on)
    except NoRuleInForce as refusal:
        entry = next((entry for entry in found.entries if entry.stands(on)), None)
        return Held(on, None, "", refusal.message, "", cited(entry.citations) if entry else "", "V", Standing.SILENT)
    return Held(on, rule, rule.amount_vi, rule.meaning_vi, book.actor_title(rule, on), rule.citation_vi, rule.confidence, rule.status)


def neighbour(topic: str, on: date) -> Neighbours:
    """The topic on this day and under the neighbouring regimes: the last day of the one before, the first day of the next.

    Regimes in which the topic's answer is the same rule are passed over, so that the neighbour is always a different answer.
    """
    found = book.topic(topic)
    here = held(topic, on)
    known = book.regimes()
    place = known.index(book.regime(on))
    before = (_at_end(topic, regime) for regime in reversed(known[:place]) if regime.has_rules)
    after = (_at_start(topic, regime) for regime in known[place + 1 :])
    return Neighbours(topic, found.title_vi, here, _first_other(here, before), _first_other(here, after))


def _at_end(topic: str, regime: Regime) -> Held | None:
    return held(topic, regime.valid_to) if regime.valid_to else None


def _at_start(topic: str, regime: Regime) -> Held | None:
    return held(topic, regime.valid_from) if regime.valid_from else None


def _first_other(here: Held, others: Iterable[Held | None]) -> Held | None:
    found = (other for other in others if other is not None)
    return next((other for other in found if _id(other) != _id(here)), None)


def _id(one: Held) -> str:
    return one.rule.id if one.rule else one.meaning_vi


def _said(one: Held) -> tuple[object, ...]:
    rule = one.rule
    return (one.meaning_vi,) if rule is None else (rule.kind, rule.amount, rule.amount_max, rule.unit, rule.counts_from_event, one.who_vi)


def what_changes(procedure: str, day1: date, day2: date) -> list[Change]:
    """Each topic of the procedure that a different rule, or a rule instead of a gap, answers on the second day; in the topics' order.

    procedure: a code of book.procedures(), or "" for all. Raises UnknownRule for another word.
    """
    known = book.procedures()
    if procedure and procedure not in known:
        raise UnknownRule(f"Không có thủ tục “{procedure}”.", mend=f"Có: {', '.join(known)}.", field="procedure")
    topics = [topic for topic in book.topics() if procedure in ("", topic.procedure)]
    pairs = [(topic, held(topic.id, day1), held(topic.id, day2)) for topic in topics]
    return [Change(topic.id, topic.title_vi, before, after) for topic, before, after in pairs if _id(before) != _id(after)]


def who_changes(day1: date, day2: date) -> list[HolderChange]:
    """Each function of the law that a different office, or nobody, holds on the second day."""
    rows = book.holders(everywhere=True)
    found = []
    for function in dict.fromkeys(row.function for row in rows):
        mine = [row for row in rows if row.function == function]
        before, after = (next((row for row in mine if row.stands(day)), None) for day in (day1, day2))
        if (before and (before.body_kind, before.office)) != (after and (after.body_kind, after.office)):
            found.append(HolderChange(function, mine[0].function_vi, before, after))
    return found


def days_of_change() -> list[date]:
    """Every day on which a rule, a regime or a holder begins or ends, within the days the data covers."""
    rows = [(rule.valid_from, rule.valid_to) for rule in book.rules()]
    rows += [(row.since, row.until) for row in book.holders(everywhere=True)]
    starts = {start for start, _ in rows} | {end + _ONE_DAY for _, end in rows if end}
    return sorted(day for day in starts if day >= book.first_day())
