"""Officials of a made-up province at their browsers, at 09:00 on Saturday 21 November 2026."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from donghanh.base.accounts.models import Post
from donghanh.kernel.actor import Actor
from donghanh.web.shell import clock
from tests.factories import accounts, tasks
from tests.factories.pages import PageClient


@pytest.fixture
def at(monkeypatch) -> Callable:
    """Move the pages' clock."""
    monkeypatch.setattr(clock, "now", lambda: tasks.NOW)
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def offices(db, at) -> tasks.Offices:
    return tasks.offices()


@pytest.fixture
def sit(offices) -> Callable[[Actor], PageClient]:
    """The browser of this official."""
    return lambda actor: accounts.sign_in(PageClient(), Post.objects.get(user_id=actor.user_id))
