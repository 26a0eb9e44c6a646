"""The row wall of a register, for its migrations. Words of a role's verbs (base/privacy/scope.py) say who may write what."""

from __future__ import annotations

from donghanh.base.privacy.rows import has

OURS = "any((select app_bodies())::int[])"
NAMED = "bodies && (select app_bodies())"
AT_HOME = "body_id = (select app_body()) and unit_id = (select b.unit_id from places_body b where b.id = (select app_body()))"


def in_reach(read: str, over: str) -> str:
    """A header that names one of the actor's bodies, or lies in the places that he who keeps the register counts."""
    return f"{has(read)} and ({NAMED} or ({has(over)} and unit_id = any((select app_stat_units())::int[])))"


def new_header(write: str) -> str:
    """A header is written by its own body, at home, and names itself."""
    return f"{has(write)} and {AT_HOME} and body_id = any(bodies)"


def with_it(above: str, key: str) -> str:
    """A row is seen with the row above it."""
    return f"exists (select from {above} a where a.id = {key})"


def of_keeper(above: str, key: str, write: str) -> str:
    """A row is written by the body that keeps the row above it."""
    return f"{has(write)} and exists (select from {above} a where a.id = {key} and a.body_id = {OURS})"
