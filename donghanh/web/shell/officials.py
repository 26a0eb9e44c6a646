"""Who is signed in, with his posts of today: one statement at the beginning of every page."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from donghanh.base.accounts import queries as accounts
from donghanh.web.shell import clock


class OfficialBackend(ModelBackend):
    """Django's own way to know a user by name and password; by id it brings his posts along, as user.held."""

    def get_user(self, user_id: int) -> accounts.User | None:
        """The official of a session, read anew at each page; None once the account is closed."""
        user = accounts.signed_in(user_id, on=clock.local_date(clock.now()))
        return user if user and self.user_can_authenticate(user) else None
