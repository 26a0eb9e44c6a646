"""Passwords that are read aloud or written on a slip once, and replaced at the first sign-in."""

from __future__ import annotations

import secrets

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
WHOLE, HALF = 4, 2
"""Groups of five signs in a first password, and in the half of one that each of two administrators sees (49 bits)."""


def made(groups: int = WHOLE) -> str:
    """So many groups of five letters and digits that cannot be mistaken for one another (about 25 bits a group)."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(5)) for _ in range(groups))


def joined(first: str, second: str) -> str:
    """The whole password of two halves, as its owner types it."""
    return f"{first}-{second}"
