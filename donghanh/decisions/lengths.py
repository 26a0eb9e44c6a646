"""The term typed into a decision beside what the law gives to this very file: asked of its procedure, as if the measure began on the typed day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from donghanh import legal
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import CaseView, Life, Manifest
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.workdays import ONE_DAY, day_printed, start_of
from donghanh.legal import Standing, lengths
from donghanh.legal.book import day_vi
from donghanh.legal.decision_kinds import Ask, DecisionRow
from donghanh.legal.forms import Filled
from donghanh.legal.lengths import Verdict, Written

BEGINS = {K.REGISTRATION_DECIDED: K.REHAB_STARTED, K.AFTERCARE_DECIDED: K.REHAB_COMPLETED}
"""Fact that a decision makes → the fact its term counts from, which may still be to come when the decision is drawn up."""
FIRST, LAST = "case.starts_on", "case.ends_on"
UNTIL = "until"
FIELD_UNTIL = f"fact.{UNTIL}"
"""What somebody types for a measure that lasts as long as another one: that one's last day."""
WHY = Ask("term_why", "text", "Lý do của thời hạn này", "Chỉ cần khi luật không nói rõ hoặc hai quy định nói khác nhau; người ký đọc lý do này.", {})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the procedure is asked: its manifest, the facts that stand, the fact that signing would make, the person's life.

    No calendar: a term is counted in months and no day off moves its end.
    """

    steps: Manifest
    facts: Sequence[FactView]
    effect: FactView
    life: Life


@dataclass(frozen=True, slots=True)
class Measure:
    """The measure that another one goes with. last_day: on which its own file says it ends, None where that file does not say it yet."""

    name: str
    citation: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Typed:
    """A term somebody typed. field: key of the blank of its last day; law: its length in the law; written: None while a day cannot be read.

    ends: while the last day is still open, the one that the law gives from the first day typed.
    """

    field: str
    law: str
    written: Written | None
    ends: date | None = None

    def as_json(self, why: str) -> dict[str, Any]:
        """What the findings of a decision keep of it; only the law, and what it makes of the first day, while a day cannot be read."""
        if self.written is None:
            return {"term_law": self.law, **({"term_ends": self.ends.isoformat()} if self.ends else {})}
        return {"term_law": self.law, "written": {**self.written.as_json(), "why": why.strip()}}


@dataclass(frozen=True, slots=True)
class _Law:
    """The readings of the law, the one that is followed first, and how sure that one is."""

    rules: tuple[legal.Rule, ...]
    status: Standing
    confidence: str
    meaning: str = ""


def asks(row: DecisionRow, filled: Sequence[Filled]) -> tuple[Ask, ...]:
    """The question for the reason, where somebody types the last day of a term, or of the measure it goes with."""
    is_typed = any(one.field.source == LAST and not one.is_known for one in filled)
    return (WHY,) if is_typed or any(ask.key == UNTIL for ask in row.asks) else ()


def until(last: date, *, on: date, measure: Measure, has_own_term: bool) -> Typed | None:
    """The last day somebody typed for the measure that this one goes with, beside the day its own file says.

    has_own_term: the law gives this one a length of its own, which that day can only cut short: all that is asked is a day still to come.
    Where nobody knows that day yet, the law gives no number: a reason is asked. None: nothing to refuse.
    """
    law, ends = f"suốt thời gian {measure.name}", measure.last_day
    if last < on:
        return Typed(FIELD_UNTIL, law, None)
    if has_own_term:
        return None
    verdict = Verdict.OPEN if ends is None else Verdict.FITS if ends - ONE_DAY <= last <= ends else Verdict.OUTSIDE
    status, confidence = (Standing.SILENT, "M") if ends is None else (Standing.DEFINITE, "V")
    meaning = f"Hồ sơ chưa cho biết ngày cuối của biện pháp ({measure.name})." if ends is None else ""
    made = Written(on, last, law, day_vi(ends) if ends else "", measure.citation, status, confidence, verdict, meaning=meaning)
    return Typed(FIELD_UNTIL, law, made)


def typed(filled: Sequence[Filled], asked: Asked) -> Typed | None:
    """The typed term of a form beside the law of that day; None where nobody types one (the house reckons it, or the form has none).

    Raises Cannot where the law asks for something of the person that the file does not say.
    """
    found = _blanks(filled)
    if found is None:
        return None
    first, last = (day_printed(one.value) for one in found)
    law = _law(asked, first or asked.effect.on)
    in_words = " hoặc ".join(dict.fromkeys(f"{rule.amount_vi} ({rule.citation_vi})" for rule in law.rules))
    if first is None or last is None or last < first:
        ends = lengths.proposed(first, law.rules) if first and not found[1].value else None
        return Typed(found[1].field.key, in_words, None, ends)
    made = lengths.written(first, last, law.rules, status=law.status, confidence=law.confidence, meaning=law.meaning)
    return Typed(found[1].field.key, in_words, made)


def _blanks(filled: Sequence[Filled]) -> tuple[Filled, Filled] | None:
    by = {one.field.source: one for one in filled}
    if FIRST not in by or LAST not in by or (by[FIRST].is_known and by[LAST].is_known):
        return None
    return by[FIRST], by[LAST]


def _law(asked: Asked, first: date) -> _Law:
    """The term this file would get; where the law does not say which time it is, the term of a first time stands beside it."""
    view = _begun(asked, first, asked.life)
    if view is None or view.term is None:
        return _Law((), Standing.SILENT, "M", "Chưa thấy quy định về thời hạn này.")
    said = next((one for one in view.findings if one.question.endswith(".term")), None)
    if said is None or said.status not in (Standing.SILENT, Standing.CONFLICT):
        return _Law((legal.rule(view.term.rule_id),), view.term.status, view.term.confidence)
    other = _begun(asked, first, replace(asked.life, rehabilitations=0))
    also = (other.term.rule_id,) if other and other.term else ()
    rules = tuple(legal.rule(one) for one in dict.fromkeys((view.term.rule_id, *also)))
    return _Law(rules, said.status, said.confidence, said.meaning_vi)


def _begun(asked: Asked, first: date, life: Life) -> CaseView | None:
    """What would follow if it were signed now and the measure began on this day; None for a decision that begins none."""
    begins = BEGINS.get(asked.effect.kind)
    if begins is None:
        return None
    effect = asked.effect
    start = FactView(effect.id, begins, max(effect.happened_at, start_of(first)))
    return engine.view(asked.steps, [*asked.facts, effect, start], life=life)
