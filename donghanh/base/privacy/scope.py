"""Carry an actor's scope into the database for one transaction (row security asks for it on every row)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass

_SET = """select set_config('role', %s, true), set_config('app.units', %s, true), set_config('app.stat_units', %s, true),
 set_config('app.reads', %s, true), set_config('app.writes', %s, true), set_config('app.body', %s, true), set_config('app.user', %s, true)"""


def _array(values: object) -> str:
    return "{" + ",".join(str(v) for v in values) + "}"  # type: ignore[attr-defined]


def enter(actor: Actor | None, *, role: str = "donghanh_web") -> None:
    """Set the scope for the rest of the open transaction; None means: signed out, sees no rows at all."""
    if actor is None:
        values = [role, "", "", "", "", "", ""]
    else:
        values = [
            role,
            _array(sorted(actor.unit_ids)),
            _array(sorted(actor.stat_unit_ids)),
            _array([*(c.value for c in DataClass if actor.sees(c)), *(["AUDIT"] if "audit.read" in actor.may else [])]),
            _array(c.value for c in DataClass if actor.writes(c)),
            str(actor.body_id or ""),
            str(actor.user_id or ""),
        ]
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)


def leave() -> None:
    """Put the connection's own role back (inside an outer transaction, as in tests and nested jobs)."""
    with connection.cursor() as cursor:
        cursor.execute(_SET, ["none", "", "", "", "", "", ""])


@contextmanager
def scope(actor: Actor | None, *, role: str = "donghanh_web") -> Iterator[None]:
    """One transaction under the actor's scope. A failed block rolls back, scope and all."""
    with transaction.atomic():
        enter(actor, role=role)
        yield
        leave()


@contextmanager
def as_jobs() -> Iterator[None]:
    """One transaction under the worker's own role, which sees all rows; every use of it is audited by its caller."""
    with scope(None, role="donghanh_jobs"):
        yield
