"""The rules of law in the house, from law/ through the legal room."""

from __future__ import annotations

from donghanh.legal import reference


def markdown() -> str:
    """What the legal room says of its own rules."""
    return reference.rules_markdown()
