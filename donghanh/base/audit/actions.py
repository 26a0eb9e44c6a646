"""Writing the log: one recording per action, in the action's own transaction; a refused act leaves a row too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from json import dumps
from uuid import UUID

from django.db import connection, transaction

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Refusal
from donghanh.kernel.ids import new_id

_EVENT = """insert into audit_event
 (id, xid, at, actor_id, role, body_id, unit_id, verb, subject, person_id, case_id, result, reason, citation, changes, request_id)
 values (%s, 0, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s)"""
_READING = """insert into audit_reading (id, xid, at, actor_id, role, body_id, unit_id, person_id, page, classes, purpose, request_id)
 values (%s, 0, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""
# xid is set by the table's own trigger (0002_append_only).


@dataclass(slots=True)
class Entry:
    """What the action adds while it works; subject and changes may be set inside the block."""

    subject: str = ""
    person_id: UUID | None = None
    case_id: UUID | None = None
    unit_id: int | None = None
    reason: str = ""
    citation: str = ""
    changes: dict = field(default_factory=dict)


@contextmanager
def recording(
    *,
    actor: Actor,
    verb: str,
    at: datetime,
    subject: str = "",
    person_id: UUID | None = None,
    case_id: UUID | None = None,
    unit_id: int | None = None,
    reason: str = "",
    citation: str = "",
) -> Iterator[Entry]:
    """Run one act and its log row in one transaction. A Refusal rolls the act back and is logged as refused.

    changes must hold opaque ids and codes, or field names with before and after of class public or internal only.
    """
    entry = Entry(subject, person_id, case_id, unit_id if unit_id is not None else actor.unit_id, reason, citation)
    try:
        with transaction.atomic():
            yield entry
            _write(entry, actor, verb, at, "done")
    except Refusal as refusal:
        with transaction.atomic():
            entry.reason, entry.citation = refusal.message[:500], refusal.citation[:300]
            _write(entry, actor, verb, at, "refused")
        raise


def _write(entry: Entry, actor: Actor, verb: str, at: datetime, result: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _EVENT,
            [
                new_id(),
                at,
                actor.user_id,
                actor.role,
                actor.body_id,
                entry.unit_id,
                verb,
                entry.subject[:80],
                entry.person_id,
                entry.case_id,
                result,
                entry.reason[:500],
                entry.citation[:300],
                dumps(entry.changes, ensure_ascii=False, default=str),
                actor.request_id,
            ],
        )


def note_reading(*, actor: Actor, at: datetime, page: str, person_id: UUID | None, unit_id: int | None, classes: str, purpose: str = "") -> None:
    """Log one look at a person's file (opening, exact search, export, print) before it is shown."""
    with connection.cursor() as cursor:
        cursor.execute(
            _READING,
            [new_id(), at, actor.user_id, actor.role, actor.body_id, unit_id, person_id, page, classes, purpose or actor.purpose, actor.request_id],
        )
