"""Time in aftercare, read off the facts: what was completed and when, days that are not counted, the term, what ends it early. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh import legal
from donghanh.cases.procedures.shape import Life, Standing, Told, kinds
from donghanh.cases.procedures.voluntary import given_day
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.workdays import start_of
from donghanh.legal import aftercare as law
from donghanh.legal.courses import course
from donghanh.legal.spans import Span, away

COMPLETIONS = kinds(K.REHAB_COMPLETED, K.TREATMENT_ENDED)
_BACK = {K.ABSENCE_BEGAN: kinds(K.ABSENCE_ENDED), K.IMPRISONED: kinds(K.RETURN_REPORTED)}
_CUTS = kinds(K.FOUND_DEPENDENT, K.DIED, K.LEFT_REHAB, K.COURT_DECIDED)


@dataclass(frozen=True, slots=True)
class Completion:
    """What was completed ("voluntary", "substitution", "compulsory") and on which day."""

    what: str
    on: date


def said(fact: FactView) -> str:
    """What this fact says was completed; empty where it says nothing."""
    return "substitution" if fact.kind == K.TREATMENT_ENDED else str(fact.data.get("completed") or "")


def completion(told: Told) -> Completion | None:
    """The end of the measure before, None while it is not told. Raises CannotRecord where the person's report names a day nobody can read."""
    opened = told[0]
    done = next((f for f in told if f.kind in COMPLETIONS), None)
    if done is not None:
        return Completion(said(done) or said(opened), done.on)
    day = given_day(opened, "completed_on")
    return Completion(said(opened), day) if day else None


def rule_of(done: Completion, life: Life) -> legal.Rule:
    """The rule of the term: by what was completed, and the age on that day. Raises CannotRecord where the age decides and is unknown."""
    age = life.age_on(done.on)
    if age is None and done.what == "compulsory":
        raise CannotRecord("Chưa biết ngày sinh hoặc năm sinh.", mend="Bổ sung ngày sinh: thời hạn quản lý sau cai nghiện khác nhau theo tuổi.")
    return legal.pick(law.term_topic(completed=done.what, age=age or 0, on=done.on), done.on)


def standing(told: Told, life: Life) -> Standing:
    """The term counts from the completion; the measure stands over the person from the decision, never before the completion."""
    done = completion(told)
    if done is None:
        return Standing()
    rule = rule_of(done, life)
    served = course(rule, done.on, uncounted=_uncounted(told))
    term = legal.term_end(rule, done.on, paused_days=served.added)
    decided = next((f for f in told if f.kind == K.AFTERCARE_DECIDED), None)
    if decided is None:
        return Standing(term)
    begins = max(decided.happened_at, start_of(done.on))
    ends = [f.happened_at for f in told if f.counts_from >= decided.counts_from and _cuts(f)]
    until = min([*ends, *([] if served.is_open else [term.value])], default=None)
    return Standing(term, begins, None if until is None else max(until, begins))


def _cuts(fact: FactView) -> bool:
    """The measure ends here, before its term."""
    return fact.kind in _CUTS or (fact.kind == K.IMPRISONED and law.imprisonment(on=fact.on).value == "ended")


def _uncounted(told: Told) -> list[Span]:
    """Days of unreported absence, and of prison where the rest is served afterwards."""
    found = [_span(told, n) for n, fact in enumerate(told) if fact.kind in _BACK and not fact.data.get("reported") and not _cuts(fact)]
    return [span for span in found if span is not None]


def _span(told: Told, place: int) -> Span | None:
    left = told[place]
    back = next((f for f in told[place + 1 :] if f.kind in _BACK[left.kind]), None)
    if left.kind == K.ABSENCE_BEGAN and back is not None and law.uncounted_absence_days(left.on, back.on) == 0:
        return None
    return away(left.on, back.on if back else None)
