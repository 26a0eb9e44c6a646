"""Until which day a decision may be complained about, and when a request about personal data is to be answered. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from donghanh.kernel.workdays import Calendar, default_calendar, local_day
from donghanh.legal.book import convention, day_vi, pick
from donghanh.legal.errors import NoRuleInForce
from donghanh.legal.findings import Finding, confidence_vi
from donghanh.legal.model import weaker
from donghanh.legal.reckoning import due


@dataclass(frozen=True, slots=True)
class ComplaintLimit:
    """last_day: the last day on which a first complaint is in time; None where nobody knows yet when the person learned of the decision.

    confidence: V read, S second-hand, M unconfirmed, the weaker of the number and the way of counting.
    """

    last_day: date | None
    amount_vi: str
    meaning_vi: str
    citation_vi: str
    confidence: str
    caution_vi: str


def complaint_limit(decided_on: date, known_on: date | None, *, calendar: Calendar | None = None) -> ComplaintLimit:
    """The limit of a first complaint under the law of the day of the decision, counted from the day after the person knew of it.

    A last day off moves to the next working day as law/conventions.yaml last_day_off says.
    """
    rule, first, moves = (convention(name, decided_on) for name in ("complaint_days", "first_day", "last_day_off"))
    last = None
    if known_on is not None:
        last = known_on + timedelta(days=int(str(rule.value)) - (first.value != "excluded"))
        if moves.value == "moves":
            last = (calendar or default_calendar()).moved_off_days(last)[-1].day
    confidence = weaker(rule.confidence, weaker(first.confidence, moves.confidence))
    citation = "; ".join(f"{one.instrument.title} ({one.instrument.number})" for one in rule.citations)
    return ComplaintLimit(last, rule.amount_vi, rule.meaning_vi, citation, confidence, confidence_vi(confidence))


def data_limits(asked_at: datetime, *, calendar: Calendar | None = None) -> tuple[Finding | None, Finding | None]:
    """By when a request to see or correct data is answered, and by when it is done; None where the law data of that day names no limit."""
    found: list[Finding | None] = []
    for topic in ("data.answer", "data.correct"):
        try:
            found.append(due(pick(topic, local_day(asked_at)), asked_at, calendar=calendar))
        except NoRuleInForce:
            found.append(None)
    return found[0], found[1]


def said_limit(limit: ComplaintLimit) -> str:
    """ "đến hết 19/02/2027", or from when the days count where the day of receipt is not known yet."""
    return f"đến hết {day_vi(limit.last_day)}" if limit.last_day else f"{limit.amount_vi} kể từ ngày nhận được hoặc biết được quyết định"
