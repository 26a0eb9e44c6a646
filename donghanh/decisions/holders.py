"""Who signs a decision of this kind at this place on this day: from the dated table of function-holders."""

from __future__ import annotations

from datetime import date

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.base.places.terms import OFFICES
from donghanh.decisions import rules
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.actor import Actor
from donghanh.legal.decision_kinds import HEAD, decision_kind


def office_title(office: str, body_name: str) -> str:
    """ "Trưởng Công an xã …", as letters and pages name who signs; "Hiệu trưởng" where a facility is a school (D163 Art 123)."""
    if office == HEAD:
        return f"{'Hiệu trưởng' if body_name.startswith('Trường') else 'Trưởng'} {body_name}"
    return f"{OFFICES.get(office, '')} {body_name}".strip()


def head_of(actor: Actor, *, on: date) -> rules.HolderView:
    """The head of the actor's facility, as the law names the office on this day; the dated table of holders knows no body of a facility.

    Raises Cannot for a day on which no text that was read names him.
    """
    held = legal.holder(HEAD, on)
    assert actor.body_id is not None, "who decides for a facility sits in one"
    return rules.HolderView(actor.body_id, actor.body_name, held.office, office_title(held.office, actor.body_name), held.citation, held.confidence)


def holder_of(kind: DecisionKind, unit_id: int, *, on: date, withdrawn: DecisionKind | None = None) -> rules.HolderView:
    """Who decides on this day at this place. withdrawn: the kind that a withdrawal takes back; who holds its function today withdraws it.

    Raises Cannot where nobody is set for that day: an authorised person sets the holder first, the program never guesses one.
    """
    row = decision_kind(withdrawn or kind)
    held = places.holder(row.function, unit_id, on)
    title = office_title(held.office, held.body_name)
    return rules.HolderView(held.body_id, held.body_name, held.office, title, held.citation, held.confidence)
