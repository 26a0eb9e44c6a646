"""Sessions in the table of Django's own store, read and written by one plain statement each: every page begins with one.

The table holds a hash of each key: who comes to read it cannot take over a session with what he reads.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection

_READ = "select session_data from django_session where session_key = %s and expire_date > now()"
_WRITE = "update django_session set session_data = %s, expire_date = %s where session_key = %s"


def kept_key(key: str | None) -> str:
    """What the table holds for a key: 160 bits of its SHA-256, as many as the column takes. Keys are drawn at random, so no salt is needed."""
    return sha256((key or "").encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """Differs from its parent in nothing but the way to the table and the hash that stands there in the place of the key."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, where it is over or was never begun."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [kept_key(self.session_key)])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError where the session was ended meanwhile, so that no late answer brings it back."""
        if must_create or self.session_key is None:
            return super().save(must_create)
        data = self.encode(self._get_session())
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [data, self.get_expiry_date(), kept_key(self.session_key)])
            if not cursor.rowcount:
                raise UpdateError

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row of a new session."""
        row = super().create_model_instance(data)
        row.session_key = kept_key(row.session_key)
        return row

    def exists(self, session_key: str) -> bool:
        """Whether this key is taken."""
        return super().exists(kept_key(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or the one named."""
        if key := session_key or self.session_key:
            super().delete(kept_key(key))

    @classmethod
    def get_model_class(cls) -> type:
        """The table of Django's own store."""
        return db.SessionStore.get_model_class()
