"""Browsers of a facility and of the commune, on a clock that the test moves; a file that lies with the facility."""

from __future__ import annotations

import pytest

from donghanh.base.accounts.models import Post
from donghanh.web.shell import clock, sign_in
from tests.decisions.held.conftest import AT, DAY, all_units, case, house, passage, police, town
from tests.factories import accounts
from tests.factories.pages import PageClient

__all__ = ["AT", "DAY", "all_units", "case", "house", "passage", "police", "town"]


@pytest.fixture
def at(monkeypatch):
    """Set the pages' clock; until then the file has lain there for a day."""

    def move(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    move(DAY)
    return move


@pytest.fixture
def desk(at):
    """desk(actor): the browser of this official, who has just proved his identity."""

    def sit(actor):
        client = accounts.sign_in(PageClient(), Post.objects.get(user_id=actor.user_id))
        session = client.session
        session[sign_in.STEPPED] = clock.now().timestamp()
        session.save()
        return client

    return sit
