"""Officials at their browsers, at 09:00 on Saturday 21 November 2026."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from donghanh.base.accounts.models import Post
from donghanh.kernel.actor import Actor
from donghanh.web.shell import clock
from tests.factories import accounts
from tests.factories.pages import PageClient
from tests.factories.registers import Province
from tests.factories.tasks import NOW


@pytest.fixture
def province(db, monkeypatch, settings) -> Province:
    settings.DEMO = True  # no code from a phone: signing in is not the story
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Province()


@pytest.fixture
def sit(province) -> Callable[[Actor], PageClient]:
    """The browser of this official."""
    return lambda actor: accounts.sign_in(PageClient(), Post.objects.get(user_id=actor.user_id))
