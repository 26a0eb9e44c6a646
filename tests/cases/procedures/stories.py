"""Short ways to write a story of facts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.cases.rules import VIET_NAM, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.ids import new_id


def moment(text: str) -> datetime:
    """ "2026-09-01T09:00" or a bare day, in Viet Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIET_NAM)


def fact(kind: K, at: str, *, decision: UUID | None = None, **data) -> FactView:
    """A fact; a bare day is a fact of which only the day is known."""
    return FactView(new_id(), kind, moment(at), is_date_only=len(at) == 10, data=data, decision_id=decision)


def duty(view, kind: str):
    """The open duty of this kind, or None."""
    return next((d for d in view.duties if d.kind == kind), None)
