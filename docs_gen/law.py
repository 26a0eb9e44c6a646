"""The rules of law in the house, from law/ through the legal room."""

from __future__ import annotations

from importlib.util import find_spec


def markdown() -> str:
    """What donghanh.legal.reference says."""
    if not find_spec("donghanh.legal.reference"):
        return "# Rules of law\n\nThe legal room is not built yet.\n"
    from donghanh.legal import reference

    return reference.rules_markdown()
