"""The phases of rehabilitation laid over a term: some run side by side, so their lengths are never summed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from donghanh.kernel.workdays import ONE_DAY
from donghanh.legal import book
from donghanh.legal.model import Rule
from donghanh.legal.spans import Span, days_in
from donghanh.legal.ways import after, whole


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase: the earliest days on which it can run. bound: "max", "min" or "exact" of its length."""

    topic: str
    title_vi: str
    days: Span
    bound: str
    citation_vi: str


def plan(start: date, last_day: date, *, on: date) -> tuple[Phase, ...]:
    """The phases between admission and the last day of the term, each as long as the law's number and no longer than the term.

    Raises NoRuleInForce where the law of `on` sets no lengths (before 01/07/2026 each facility had its own process).
    """
    intake = _phase("phases.intake", start, last_day, on)
    detox = _phase("phases.detox", _next(intake), last_day, on)
    teaching = _phase("phases.education", _next(detox), last_day, on)
    work = book.pick("phases.labour", on)
    labour = Phase("phases.labour", _title("phases.labour"), _within(_next(detox), last_day, last_day), work.bound, work.citation_vi)
    back = book.pick("phases.reintegration", on)
    opens = max(last_day - timedelta(days=whole(back)) + ONE_DAY, start)
    return (
        intake,
        detox,
        teaching,
        labour,
        Phase("phases.reintegration", _title("phases.reintegration"), Span(opens, last_day), "exact", back.citation_vi),
    )


def covered_days(phases: tuple[Phase, ...], *, until: date) -> int:
    """Different days with at least one phase: days of phases side by side count once."""
    return days_in((phase.days for phase in phases), until=until)


def _phase(topic: str, first: date, last_day: date, on: date) -> Phase:
    rule = book.pick(topic, on)
    return Phase(topic, _title(topic), _within(first, _last(rule, first), last_day), rule.bound, rule.citation_vi)


def _last(rule: Rule, first: date) -> date:
    return after(first, whole(rule), rule.unit) - ONE_DAY


def _within(first: date, last: date, end: date) -> Span:
    first = min(first, end)
    return Span(first, max(first, min(last, end)))


def _next(phase: Phase) -> date:
    assert phase.days.last is not None
    return phase.days.last + ONE_DAY


def _title(topic: str) -> str:
    return book.topic(topic).title_vi
