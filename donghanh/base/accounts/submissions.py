"""The memory of forms that were sent once; used by web/shell/once.py. Not an act of an official, so it is not in actions and not audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from donghanh.base.accounts.models import Submission

_FIRST = """insert into accounts_submission (key, user_id, path, body_hash, location, made_at) values (%s, %s, %s, %s, '', %s)
 on conflict (key) do nothing returning key"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a form got when it was recorded. status and location: of the redirect."""

    body_hash: bytes
    status: int
    location: str


def take(key: UUID, *, user_id: int, path: str, body_hash: bytes, at: datetime) -> bool:
    """Take the key in this transaction. False: it was recorded before. A second sender waits here until the first is done."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [key, user_id, path[:300], body_hash, at])
        return cursor.fetchone() is not None


def answer_of(key: UUID, *, user_id: int) -> Answer | None:
    """The answer this user's form got under this key."""
    sent = Submission.objects.filter(pk=key, user_id=user_id, status__isnull=False).first()
    return Answer(bytes(sent.body_hash), sent.status, sent.location) if sent else None


def keep(key: UUID, *, status: int, location: str) -> None:
    """Remember the redirect of a form that was recorded."""
    Submission.objects.filter(pk=key).update(status=status, location=location[:500])


def free(key: UUID) -> None:
    """Let the key be used again: its form recorded nothing."""
    Submission.objects.filter(pk=key).delete()
