"""What each kind of decision is called in a sentence."""

from __future__ import annotations

from donghanh.decisions.terms import DecisionKind
from donghanh.legal.decision_kinds import decision_kind

NAMES = {kind: decision_kind(kind).name for kind in DecisionKind}


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
