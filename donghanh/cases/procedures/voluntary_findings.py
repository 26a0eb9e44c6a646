"""What the law says of one voluntary rehabilitation beyond its limits: age, term and whose law gives it, thresholds, grounds."""

from __future__ import annotations

from donghanh.cases.procedures import court_order, engine
from donghanh.cases.procedures.shape import Life, Told, kinds
from donghanh.cases.procedures.voluntary import form_of, given_moment, measure, rule_of, said_months, settled
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.legal import Answer, book
from donghanh.legal import voluntary as law
from donghanh.legal import voluntary_term as time

_BEGINS = kinds(K.REHAB_STARTED, K.REST_REGISTERED)


def findings(told: Told, life: Life, *, form: str) -> tuple[Answer, ...]:
    """Every answer that matters for this file, in the order of its course."""
    form = form_of(told, form)
    return (*_person(told, life, form), *_waiting(told), *_term(told, life, form), *_events(told, life, form))


def is_adult(fact: FactView, life: Life) -> bool:
    """Of full age on the day of this fact; an unknown birth is taken as full age."""
    age = life.age_on(fact.on)
    return age is None or age >= int(book.convention("adult_age", fact.on).value)


def registered_in_time(opened: FactView) -> Answer | None:
    """Was the registration in time, as far as its data tell."""
    return time.registered(
        result_at=given_moment(opened, "result_on"),
        notified_at=given_moment(opened, "notified_at"),
        restarted_at=given_moment(opened, "impediment_ended_at"),
        at=opened.happened_at,
    )


def not_begun(told: Told) -> list[Answer]:
    """From when on a decision without a beginning counts as not carried out; force majeure that ended later counts anew."""
    decided = engine.last(told, kinds(K.REGISTRATION_DECIDED))
    if decided is None or any(f.kind in _BEGINS | kinds(K.TREATMENT_STARTED) for f in told):
        return []
    again = engine.last(told, kinds(K.IMPEDIMENT_ENDED))
    since = max(decided.counts_from, again.counts_from) if again else decided.counts_from
    start = decided.happened_at if since == decided.counts_from or again is None else again.happened_at
    return [time.threshold("voluntary.not_started", start)]


def _person(told: Told, life: Life, form: str) -> list[Answer]:
    opened = told[0]
    age = life.age_on(opened.on)
    found = [law.age_branch(age, on=opened.on)] if age is not None else []
    found.append(law.place(has_stable_residence=life.has_stable_residence, on=opened.on))
    if opened.kind == K.REGISTERED:
        found.append(law.entry(form=form, on=opened.on))
        in_time = registered_in_time(opened)
        found.extend([in_time] if in_time else [])
    return found + court_order.finding(opened, life)


def _waiting(told: Told) -> list[Answer]:
    return not_begun(told)


def _term(told: Told, life: Life, form: str) -> list[Answer]:
    found = rule_of(told, life, form)
    term = measure(told, life, form=form).term
    if found is None or term is None:
        return []
    rule, counted_from, is_repeat = found
    by = settled(told)
    return [
        law.start(form=form, on=counted_from),
        time.term(rule, said_months(told), is_repeat=is_repeat, on=counted_from),
        time.regime(decided_on=by.on if by else None, started_on=counted_from, last_day=term.last_day),
    ]


def _events(told: Told, life: Life, form: str) -> list[Answer]:
    found: list[Answer] = []
    for fact in told:
        if fact.kind == K.USED_IN_REHAB:
            found.append(law.ground(event="used", adult=is_adult(fact, life), on=fact.on))
        elif fact.kind == K.LEFT_REHAB:
            found.extend(_left(fact, life, form))
        elif fact.kind == K.IMPRISONED:
            found.append(law.imprisonment(on=fact.on))
        elif fact.kind == K.PHASES_CERTIFIED:
            begun = next((f for f in told if f.kind == K.REHAB_STARTED), None)
            found.extend([time.three_phases(started_on=begun.on, certified_on=fact.on)] if begun else [])
    return found + _breaches(told, life)


def _left(fact: FactView, life: Life, form: str) -> list[Answer]:
    """Days are counted for leaving a facility only; at home breaking the programme is breaking off, without a number of days."""
    ground = law.ground(event="not_performed", adult=is_adult(fact, life), on=fact.on)
    if form == "home":
        return [ground]
    return [time.threshold("voluntary.self_terminated", given_moment(fact, "left_at") or fact.happened_at), ground]


def _breaches(told: Told, life: Life) -> list[Answer]:
    breaches = [f for f in told if f.kind == K.BREACH_MINUTED and f.data.get("breach") == "duty"]
    if not breaches or not time.is_at_least("voluntary.third_breach", len(breaches), on=breaches[-1].on):
        return []
    return [law.ground(event="third_breach", adult=is_adult(breaches[-1], life), on=breaches[-1].on)]
