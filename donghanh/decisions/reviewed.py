"""No adverse decision goes on while a fact it rests on is under review. Called by check and sign inside their own recording."""

from __future__ import annotations

from datetime import datetime

from donghanh.base.documents import frozen
from donghanh.base.places import queries as places
from donghanh.cases import holds, memo
from donghanh.decisions import drawing, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day


def check_free(decision: Decision, *, actor: Actor, at: datetime) -> None:
    """Raises CannotRecord where an adverse decision would not be possible, or would say something else, without a fact that is held.

    A decision that ends, eases or withdraws a measure is never held up.
    """
    if rules.EFFECT[DecisionKind(decision.kind)] not in holds.ADVERSE:
        return
    held = holds.standing(decision.case_id)
    if held and (any(one.fact_id is None for one in held) or not _stands_without(decision, held, actor, at)):
        holds.refuse(held)


def _stands_without(decision: Decision, held: list[holds.HeldFact], actor: Actor, at: datetime) -> bool:
    """The letter drawn up now says the same on the facts that nobody contests."""
    case, kind = decision.case, DecisionKind(decision.kind)
    given = drawing.given_of(decision)
    known = drawing.known_for(kind, case, given, on=local_day(at))
    try:
        facts = holds.without(known.facts, held)
        rest = drawing.Known(known.holder, facts, memo.view_told(case, facts, calendar=places.calendar()))
        whole = drawing.drawn(kind, case, given, actor=actor, at=at, known=known).letter
        less = drawing.drawn(kind, case, given, actor=actor, at=at, known=rest).letter
    except Cannot:
        return False
    return frozen.to_json(whole) == frozen.to_json(less)
