"""How long compulsory rehabilitation lasts: from the admission on, days on the run not counted, days held before deducted, months reduced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from donghanh import legal
from donghanh.cases.procedures.engine import last
from donghanh.cases.procedures.shape import Life, Standing, Told
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.workdays import ONE_DAY
from donghanh.legal import compulsory_term as law
from donghanh.legal.courses import course
from donghanh.legal.spans import Span, away, days_in

_BACK_IN = frozenset({K.BROUGHT_BACK, K.ADMITTED, K.HOSPITAL_ENDED, K.LEAVE_ENDED, K.BORROWING_ENDED, K.SUSPENSION_ENDED})
_LEFT_INTERIM = frozenset({K.INTERIM_ENDED, K.ADMITTED, K.ESCAPED, K.COURT_DECLINED})


def measure(told: Told, life: Life, *, prefix: str) -> Standing:
    """Standing of the measure. prefix: "compulsory" or "juvenile", whose topics give the term.

    Raises CannotRecord where the court's number of months lies outside what the law of its day allows.
    """
    decided, admitted = decision(told), first_admission(told)
    if decided is None or admitted is None:
        return Standing()
    rule = _rule(decided, said_months(told), life, prefix)
    if rule is None:
        return Standing(begins=admitted.happened_at, until=_closed_at(told, None))
    from_decision = law.start(decided_on=decided.on, admitted_on=admitted.on).value == "decision"
    began = decided.on if from_decision else admitted.on
    ran = course(rule, began, held_before=held_before(told), uncounted=uncounted(told), reduced_months=_reduced_months(told))
    term = law.served(legal.term_end(rule, began), ran)
    until = _closed_at(told, None if ran.is_open else term.value)
    return Standing(term, admitted.happened_at, None if until is None else max(until, admitted.happened_at))


def decision(told: Told) -> FactView | None:
    """The court's decision to apply the measure; None before it, and where it was set aside."""
    return None if any(f.kind == K.COURT_DECLINED for f in told) else last(told, frozenset({K.COURT_DECIDED}))


def first_admission(told: Told) -> FactView | None:
    """The admission with which the measure begins."""
    return next((f for f in told if f.kind == K.ADMITTED), None)


def said_months(told: Told) -> int | None:
    """The term in months as the court said it last. Raises CannotRecord where it is no whole number."""
    said = next((f.data["months"] for f in reversed(told) if f.kind in (K.COURT_DECIDED, K.COMPLAINT_SETTLED) and f.data.get("months")), None)
    return None if said is None else _whole(said)


def _whole(said: object) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or said < 1:
        raise CannotRecord(f"Số tháng “{said}” không đọc được.", mend="Ghi số tháng bằng số nguyên, đúng như trong quyết định của Toà án.")
    return said


def _rule(decided: FactView, months: int | None, life: Life, prefix: str) -> legal.Rule | None:
    """The rule of the decision's day, its range closed by the court's number; None where the law gives a range and no number was told."""
    topics = (f"{prefix}.term", f"{prefix}.term_repeat")
    first = legal.pick(topics[0], decided.on)
    _check_allowed(months, topics, decided)
    if first.amount_max is not None:
        return None if months is None else replace(first, amount=months, amount_max=None)
    is_later = law.ordinal(earlier=life.rehabilitations, months=months, on=decided.on).value == "later"
    return legal.pick(topics[1], decided.on) if is_later else first


def check_months(decided: FactView, *, prefix: str) -> None:
    """The months that the court's decision names are a whole number that the law of its day allows; none named is well. Raises CannotRecord."""
    said = decided.data.get("months")
    if said not in (None, ""):
        _check_allowed(_whole(said), (f"{prefix}.term", f"{prefix}.term_repeat"), decided)


def _check_allowed(months: int | None, topics: tuple[str, str], decided: FactView) -> None:
    if months is None or law.months_said(topics, months, decided.on):
        return
    first = legal.pick(topics[0], decided.on)
    raise CannotRecord(
        f"Toà án ấn định {months} tháng; luật của ngày {decided.on:%d/%m/%Y}: {first.meaning_vi}",
        mend="Kiểm tra lại số tháng trong quyết định của Toà án.",
        citation=first.citation_vi,
    )


def _reduced_months(told: Told) -> int:
    return sum(_whole(f.data["months"]) for f in told if f.kind == K.REDUCED and f.data.get("months"))


def uncounted(told: Told) -> list[Span]:
    """Days after the admission that are not counted: on the run, and in prison where the rest is served later."""
    spans, began = [], None
    admitted = first_admission(told)
    for fact in told[told.index(admitted) + 1 :] if admitted else ():
        if began is None and _stops_clock(fact):
            began = fact.on
        elif began is not None and fact.kind in _BACK_IN:
            spans.append(away(began, fact.on))
            began = None
    spans.append(away(began, None) if began else None)
    return [span for span in spans if span is not None]


def _stops_clock(fact: FactView) -> bool:
    if fact.kind == K.IMPRISONED:
        return law.prison(on=fact.on).value == "served_later"
    return fact.kind == K.ESCAPED and legal.pick("compulsory.escape_days", fact.on).amount == 0


def held_before(told: Told) -> list[Span]:
    """Days at a facility before the admission, which are deducted; days at home are not."""
    spans, began = [], None
    for fact in told:
        if began is None and _holds(fact):
            began = fact.on
        elif began is not None and fact.kind in _LEFT_INTERIM:
            spans.append(away(began, fact.on))
            began = None
        if fact.kind == K.ADMITTED:
            break
    return [span for span in spans if span is not None]


def _holds(fact: FactView) -> bool:
    if fact.kind == K.INTERIM_DECIDED:
        return fact.data.get("place") == "facility" and law.interim_from_decision(fact.on)
    return fact.kind == K.INTERIM_BEGAN


def _closed_at(told: Told, until: datetime | None) -> datetime | None:
    """The end of the term, or what ends the measure before it: completion, exemption, death, and prison where the rest then falls away."""
    admitted = first_admission(told)
    for fact in told[told.index(admitted) :] if admitted else ():
        ends = fact.kind in (K.REHAB_COMPLETED, K.EXEMPTED, K.DIED) or (fact.kind == K.IMPRISONED and law.prison(on=fact.on).value == "exempted")
        if ends:
            until = fact.happened_at if until is None else min(until, fact.happened_at)
    return until


def half_served_on(told: Told, standing: Standing) -> date | None:
    """From which day half of the term is served; days held before count, days on the run do not. None without an end."""
    if standing.term is None or standing.until is None or standing.begins is None:
        return None
    admitted = first_admission(told)
    assert admitted is not None
    paused = days_in(uncounted(told), until=standing.term.last_day)
    held = days_in(held_before(told), until=admitted.on - ONE_DAY)
    whole = (standing.term.last_day - admitted.on).days - paused + held
    return admitted.on + timedelta(days=max(0, -(-whole // 2) - held + paused))
