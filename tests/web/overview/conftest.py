"""The plan, the real places, and officials at their browsers on a known day."""

from __future__ import annotations

import pytest

from donghanh.web.shell import clock
from tests.base.places.conftest import all_units
from tests.factories import accounts, places, programme
from tests.factories.pages import PageClient

__all__ = ["all_units"]


@pytest.fixture(autouse=True)
def at_nine(monkeypatch):
    """The pages' clock stands at 09:00 on Saturday 21 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: programme.NOW)


@pytest.fixture
def towns(all_units, db):
    """The plan loaded; (Trảng Bom, Trảng Dài)."""
    places.load_holders()
    programme.load_plan()
    return places.commune("Trảng Bom").pk, places.commune("Trảng Dài").pk


@pytest.fixture
def sit(towns):
    """Sign a role in at a place: sit("commune_police", unit_id) answers the browser."""
    return lambda role, unit_id: accounts.sign_in(PageClient(), accounts.post(role=role, unit_id=unit_id))


@pytest.fixture
def lead(sit):
    """The provincial lead's browser."""
    return sit("provincial_lead", places.DONG_NAI)
