"""Until which day a decision may be complained about, and when a request about personal data is to be answered. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from donghanh.kernel.workdays import Calendar, default_calendar, local_day
from donghanh.legal.book import convention, day_vi, pick
from donghanh.legal.errors import NoRuleInForce
from donghanh.legal.findings import Finding, confidence_vi
from donghanh.legal.model import Convention, weaker
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
    rule = convention("complaint_days", decided_on)
    last, counting = _last_day(rule, known_on, decided_on, calendar) if known_on else (None, _counting(decided_on))
    confidence = weaker(rule.confidence, counting)
    return ComplaintLimit(last, rule.amount_vi, rule.meaning_vi, _titles(rule), confidence, confidence_vi(confidence))


@dataclass(frozen=True, slots=True)
class AnswerLimit:
    """last_day: the last day on which a first complaint is answered in time; longest_day: the same where the matter is complex.

    confidence as in ComplaintLimit; caution_vi says what is not sure.
    """

    last_day: date
    longest_day: date
    meaning_vi: str
    citation_vi: str
    confidence: str
    caution_vi: str


def answer_limit(complained_on: date, *, calendar: Calendar | None = None) -> AnswerLimit:
    """By when a first complaint against a decision is answered, under the law of the day on which it came in; counted as `complaint_limit`."""
    rule, longer = (convention(name, complained_on) for name in ("complaint_answer_days", "complaint_answer_days_complex"))
    (last, counting), (longest, _) = (_last_day(one, complained_on, complained_on, calendar) for one in (rule, longer))
    confidence = weaker(weaker(rule.confidence, longer.confidence), counting)
    return AnswerLimit(last, longest, f"{rule.meaning_vi} {longer.meaning_vi}", _titles(rule), confidence, confidence_vi(confidence))


def _counting(on: date) -> str:
    """How sure the way of counting is."""
    return weaker(convention("first_day", on).confidence, convention("last_day_off", on).confidence)


def _last_day(rule: Convention, start: date, on: date, calendar: Calendar | None) -> tuple[date, str]:
    """The last day of so many days from the day after `start`, and how sure the counting is."""
    first, moves = convention("first_day", on), convention("last_day_off", on)
    last = start + timedelta(days=int(str(rule.value)) - (first.value != "excluded"))
    if moves.value == "moves":
        last = (calendar or default_calendar()).moved_off_days(last)[-1].day
    return last, _counting(on)


def _titles(rule: Convention) -> str:
    return "; ".join(f"{one.instrument.title} ({one.instrument.number})" for one in rule.citations)


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
