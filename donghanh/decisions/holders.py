"""Who signs a decision of this kind at this place on this day: from the dated tables, or from the office that its form prints."""

from __future__ import annotations

from datetime import date

from donghanh.base.places import queries as places
from donghanh.base.places.terms import OFFICES
from donghanh.decisions import rules
from donghanh.decisions.papers import known as papers
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.errors import Cannot
from donghanh.legal.decision_kinds import DecisionRow, decision_kind


def holder_of(kind: DecisionKind, unit_id: int, *, on: date, withdrawn: DecisionKind | None = None) -> rules.HolderView:
    """Who decides on this day at this place. withdrawn: the kind that a withdrawal takes back; who holds its function today withdraws it.

    Raises Cannot where nobody is set for that day, or the form prints another office than the one that holds the function.
    """
    row = decision_kind(withdrawn or kind)
    return _holder(row, unit_id, on) if row.function else _printed(row, unit_id, on)


def _holder(row: DecisionRow, unit_id: int, on: date) -> rules.HolderView:
    held = places.holder(row.function, unit_id, on)
    title = f"{OFFICES.get(held.office, '')} {held.body_name}".strip()
    return rules.HolderView(held.body_id, held.body_name, held.office, title, held.citation, held.confidence)


def _printed(row: DecisionRow, unit_id: int, on: date) -> rules.HolderView:
    """No text that was read names the function: the form prints who signs, and its article says of what."""
    form = row.form_of(on)
    if form is None:
        raise Cannot(f"Chưa thấy quy định ai ký {row.name} ngày {on:%d/%m/%Y}.", mend="Hỏi cán bộ pháp chế.")
    issuer = papers.issuer_of(form, unit_id, on=on)
    assert issuer.body_id is not None, "a kind without a function has a form whose signer holds an office"
    return rules.HolderView(issuer.body_id, issuer.body_name, issuer.office, issuer.office_title, issuer.citation, issuer.confidence)
