"""Desks of a commune, its court, a facility and the province, on a clock that the test moves."""

from __future__ import annotations

import pytest

from donghanh.web.shell import clock
from tests.base.places.conftest import all_units
from tests.cases.conftest import town
from tests.cases.dossiers.conftest import AT
from tests.factories import accounts, cases, dossiers
from tests.factories.pages import PageClient

__all__ = ["all_units", "town"]


class Clock:
    """What the pages think it is; with each move everybody signs in anew."""

    def __init__(self) -> None:
        self._now, self.desks = AT, []

    @property
    def now(self):
        return self._now

    @now.setter
    def now(self, moment) -> None:
        self._now = moment
        for client, held in self.desks:
            client.cookies.clear()
            accounts.sign_in(client, held)


@pytest.fixture
def time(monkeypatch):
    told = Clock()
    monkeypatch.setattr(clock, "now", lambda: told.now)
    return told


@pytest.fixture
def sit(time):
    """sit(role, unit_id=…, body=…): a signed-in browser and its actor."""

    def seat(role: str, **post):
        held = accounts.post(role=role, **post)
        client = accounts.sign_in(PageClient(), held)
        time.desks.append((client, held))
        return client, cases.actor_of(held, at=AT)

    return seat


@pytest.fixture
def police(sit, town):
    return sit("commune_police", unit_id=town[0].pk)


@pytest.fixture
def court(town):
    return dossiers.court(town[0])


@pytest.fixture
def clerk(sit, court):
    return sit("court_clerk", unit_id=court.unit_id, body=court)


@pytest.fixture
def case(police, court):
    return dossiers.at_reading_end(police[1], at=AT)
