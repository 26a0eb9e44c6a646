"""Who signs a decision of this kind at this place on this day: from the dated table of function-holders."""

from __future__ import annotations

from datetime import date

from donghanh.base.places import queries as places
from donghanh.base.places.terms import OFFICES
from donghanh.decisions import rules
from donghanh.decisions.terms import DecisionKind
from donghanh.legal.decision_kinds import decision_kind


def holder_of(kind: DecisionKind, unit_id: int, *, on: date, withdrawn: DecisionKind | None = None) -> rules.HolderView:
    """Who decides on this day at this place. withdrawn: the kind that a withdrawal takes back; who holds its function today withdraws it.

    Raises Cannot where nobody is set for that day: an authorised person sets the holder first, the program never guesses one.
    """
    row = decision_kind(withdrawn or kind)
    held = places.holder(row.function, unit_id, on)
    title = f"{OFFICES.get(held.office, '')} {held.body_name}".strip()
    return rules.HolderView(held.body_id, held.body_name, held.office, title, held.citation, held.confidence)
