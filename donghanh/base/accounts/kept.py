"""What was typed when a session ended, kept for its owner for half an hour; used by web/shell/kept.py.

Not an act of an official, so it is not in actions and not audited. Row security gives the rows to their owner alone, and the fields are
sealed: neither a reader of the database nor the next official at the same machine sees them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from donghanh.base.accounts.models import KeptForm, Submission
from donghanh.base.privacy import vault

LIFE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """One form that was not recorded. path: where it was sent; fields: name and value in their order."""

    id: UUID
    path: str
    fields: tuple[tuple[str, str], ...]
    kept_at: datetime


def keep(key: UUID, *, user_id: int, path: str, fields: list[tuple[str, str]], at: datetime) -> None:
    """Keep these fields for this official under the form's own key; the same form again replaces what was kept of it."""
    row = KeptForm(id=key, user_id=user_id, path=path, data_key=vault.new_person_key(), kept_at=at)
    row.sealed_fields = vault.seal(row.data_key, json.dumps(fields), context=row.place)
    KeptForm.objects.filter(pk=key, user_id=user_id).delete()
    row.save(force_insert=True)


def forms_of(user_id: int, *, at: datetime) -> list[Kept]:
    """What is kept for this official, newest first: not older than half an hour, and not recorded since under its own key."""
    rows = _waiting(user_id, at).order_by("-kept_at", "id")
    return [Kept(row.pk, row.path, _opened(row), row.kept_at) for row in rows]


def has_any(user_id: int, *, at: datetime) -> bool:
    """True when something is kept for this official."""
    return _waiting(user_id, at).exists()


def forget(user_id: int, *, key: UUID) -> None:
    """Forget one form of this official: he sent it again, or lets it go."""
    KeptForm.objects.filter(user_id=user_id, pk=key).delete()


def _waiting(user_id: int, at: datetime) -> QuerySet[KeptForm]:
    recorded = Submission.objects.filter(pk=OuterRef("pk"), status__isnull=False)
    return KeptForm.objects.filter(~Exists(recorded), user_id=user_id, kept_at__gt=at - LIFE)


def _opened(row: KeptForm) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in json.loads(vault.open_sealed(row.data_key, row.sealed_fields, context=row.place)))
