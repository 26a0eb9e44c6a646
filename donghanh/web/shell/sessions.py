"""Sessions in the table of Django's own store, read and written by one plain statement each: every page begins with one."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection

_READ = "select session_data from django_session where session_key = %s and expire_date > now()"
_WRITE = "update django_session set session_data = %s, expire_date = %s where session_key = %s"


class SessionStore(db.SessionStore):
    """Differs from its parent in nothing but the way to the table."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, where it is over or was never begun."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key])
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
            cursor.execute(_WRITE, [data, self.get_expiry_date(), self.session_key])
            if not cursor.rowcount:
                raise UpdateError

    @classmethod
    def get_model_class(cls) -> type:
        """The table of Django's own store."""
        return db.SessionStore.get_model_class()
