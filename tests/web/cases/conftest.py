"""A police officer at his desk in a made-up commune, on a known day."""

from __future__ import annotations

import pytest

from donghanh.web.shell import clock
from tests.factories import accounts, cases
from tests.factories.pages import PageClient


@pytest.fixture(autouse=True)
def at_nine(monkeypatch):
    """The pages' clock stands at 09:00 on Saturday 21 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: cases.NOW)


@pytest.fixture
def desk(db):
    """Sign a role in: desk("commune_chair") answers (browser, actor)."""

    def sit(role: str = "commune_police", unit_id: int = 900_001, **post):
        held = accounts.post(role=role, unit_id=unit_id, **post)
        return accounts.sign_in(PageClient(), held), cases.actor_of(held)

    return sit


@pytest.fixture
def police(desk):
    """A commune police officer's browser and actor."""
    return desk()
