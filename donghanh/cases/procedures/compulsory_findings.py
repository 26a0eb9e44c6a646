"""What the law says of a file of compulsory rehabilitation beside its limits: for the page and for `donghanh law explain`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from donghanh import legal
from donghanh.cases.procedures import compulsory_term as term
from donghanh.cases.procedures.compulsory_told import contest_set
from donghanh.cases.procedures.engine import last
from donghanh.cases.procedures.shape import Life, Standing, Told
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.workdays import ONE_DAY
from donghanh.legal import Answer, NoRuleInForce, juvenile
from donghanh.legal import compulsory as law
from donghanh.legal import compulsory_term as stay
from donghanh.legal.spans import days_in


def findings(told: Told, life: Life, standing: Standing, *, is_adult: bool) -> tuple[Answer, ...]:
    """Age branch, ground, exclusions, who checks, then what the court's decision, the way in and the stay bring with them."""
    return (
        *_on_opening(told, life, is_adult),
        *_on_term(told, life, standing, is_adult),
        *_on_stay(told, standing),
        *(() if is_adult else _on_age(told, life, standing)),
    )


def _on_opening(told: Told, life: Life, is_adult: bool) -> Iterator[Answer]:
    opened = told[0]
    age = life.age_on(opened.on)
    if age is not None:
        yield juvenile.age_branch(age, on=opened.on)
    if opened.data.get("ground"):
        yield law.ground(str(opened.data["ground"]), adult=is_adult, on=opened.on)
    yield law.exclusions(adult=is_adult, on=opened.on)
    yield law.limitation(adult=is_adult, on=opened.on)
    yield law.check_step(adult=is_adult, on=told[-1].on)


def _on_term(told: Told, life: Life, standing: Standing, is_adult: bool) -> Iterator[Answer]:
    decided, admitted = term.decision(told), term.first_admission(told)
    across = stay.transition(
        opened_on=told[0].on, decided_on=decided.on if decided else None, admitted_on=admitted.on if admitted else None, on=told[-1].on
    )
    if across is not None:
        yield across
    if decided is None:
        return
    yield _contest(told, law.contest(adult=is_adult, on=decided.on))
    months = term.said_months(told)
    yield stay.term(prefix="compulsory" if is_adult else "juvenile", months=months, earlier=life.rehabilitations, on=decided.on)
    if admitted is not None:
        yield stay.start(decided_on=decided.on, admitted_on=admitted.on)
        yield stay.deduction(days_in(term.held_before(told), until=admitted.on - ONE_DAY), on=admitted.on)
    half = term.half_served_on(told, standing)
    if half is not None and any(f.kind in (K.REDUCTION_PROPOSED, K.REDUCED) for f in told):
        yield from _half(half.isoformat(), told)


def _contest(told: Told, period: Answer) -> Answer:
    """Until when the decision is contested: as the law says, or as it was set where no text read says it."""
    chosen = contest_set(told)
    if period.value == "waits" or chosen is None:
        return period
    return replace(period, value=str(chosen.value), meaning_vi=f"{period.meaning_vi} {chosen.sentence()}", mend_vi="")


def _half(day: str, told: Told) -> Iterator[Answer]:
    asked = last(told, frozenset({K.REDUCTION_PROPOSED, K.REDUCED}))
    assert asked is not None
    yield stay.reduction(on=asked.on)
    try:
        rule = legal.pick("compulsory.reduction_served", asked.on)
    except NoRuleInForce:
        return
    yield stay.half_served(day, rule)


def _on_stay(told: Told, standing: Standing) -> Iterator[Answer]:
    asked = {
        K.STAY_SUSPENDED: stay.suspension,
        K.IMPRISONED: stay.prison,
    }
    for kind, question in asked.items():
        fact = last(told, frozenset({kind}))
        if fact is not None:
            yield question(on=fact.on)
    if told[-1].kind == K.STAY_SUSPENDED and standing.term is not None:
        yield stay.resumes(ends_on=standing.term.last_day, on=told[-1].on)


def _on_age(told: Told, life: Life, standing: Standing) -> Iterator[Answer]:
    admitted, decided = term.first_admission(told), term.decision(told)
    if life.born_on is None or standing.term is None or admitted is None or decided is None:
        return
    adult_before = juvenile.adult_when_decided(born_on=life.born_on, decided_on=decided.on)
    yield adult_before or juvenile.turns_18(born_on=life.born_on, ends_on=standing.term.last_day, on=told[-1].on)
    across = stay.transition(opened_on=told[0].on, decided_on=decided.on, admitted_on=admitted.on, on=told[-1].on)
    if across is not None and across.value == "old_term":
        yield juvenile.stays_at_change(ends_on=standing.term.last_day)
