"""Browsers of the people of one real commune, on a known day."""

from __future__ import annotations

import pytest

from donghanh.web.shell import clock, sign_in
from tests.base.places.conftest import all_units
from tests.cases.conftest import town
from tests.decisions.conftest import people
from tests.factories import accounts, cases
from tests.factories.pages import PageClient

__all__ = ["all_units", "people", "town"]


@pytest.fixture
def at(monkeypatch):
    """Set the pages' clock: at(moment). It stands at 09:00 on Saturday 21 November 2026 until then."""

    def move(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    move(cases.NOW)
    return move


@pytest.fixture
def browser(people, at):
    """browser("commune_chair"): his browser; stepped_up: he has just proved who he is."""

    def open_as(role: str, *, stepped_up: bool = False, post=None):
        client = accounts.sign_in(PageClient(), post or people.posts[role])
        if stepped_up:
            step_up(client)
        return client

    return open_as


def step_up(client):
    """The proof of identity, given now."""
    session = client.session
    session[sign_in.STEPPED] = clock.now().timestamp()
    session.save()
