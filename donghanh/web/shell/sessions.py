"""Sessions in the table of Django's own store, reached through the database's functions alone: every page begins with one.

The table holds a hash of each key: who comes to read it cannot take over a session with what he reads. Pages cannot read it: the web role
asks for one session by one key (base/accounts/migrations/0008_sessions_and_failures).
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import connection


def kept_key(key: str | None) -> str:
    """What the table holds for a key: 160 bits of its SHA-256, as many as the column takes. Keys are drawn at random, so no salt is needed."""
    return sha256((key or "").encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """Differs from its parent in nothing but the way to the table and the hash that stands there in the place of the key."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, where it is over or was never begun."""
        kept = _ask("select session_load(%s)", kept_key(self.session_key))
        if kept is None:
            self._session_key = None
            return {}
        return self.decode(kept)

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError where the session was ended meanwhile, so that no late answer brings it back."""
        if self.session_key is None:
            return self.create()
        data = self.encode(self._get_session(no_load=must_create))
        verb, refusal = ("begin", CreateError) if must_create else ("save", UpdateError)
        if not _ask(f"select session_{verb}(%s, %s, %s)", kept_key(self.session_key), data, self.get_expiry_date()):
            raise refusal

    def exists(self, session_key: str) -> bool:
        """Whether this key opens a session."""
        return _ask("select session_load(%s)", kept_key(session_key)) is not None

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or the one named."""
        if key := session_key or self.session_key:
            _ask("select session_end(%s)", kept_key(key))

    @classmethod
    def get_model_class(cls) -> type:
        """The table of Django's own store."""
        return db.SessionStore.get_model_class()


def _ask(sql: str, *values: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
