"""Browsers of the people of one real commune and of its health station, on a known day."""

from __future__ import annotations

import pytest

from tests.factories import accounts
from tests.factories.pages import PageClient
from tests.web.decisions.conftest import all_units, at, browser, people, town

__all__ = ["all_units", "at", "browser", "people", "town"]


@pytest.fixture
def station(people, town, at):
    """The health station's post and browser."""
    post = accounts.post(role="health_station", unit_id=town[0].pk)
    return post, accounts.sign_in(PageClient(), post)
