"""A commune, its court and the procuracy beside it in November 2026, with a file ready to go."""

from __future__ import annotations

import pytest

from tests.base.places.conftest import all_units
from tests.cases.conftest import town
from tests.factories import accounts, cases, dossiers

__all__ = ["all_units", "town"]
AT = cases.moment("2026-11-18T09:00")


def clerk_of(body, role: str):
    return cases.actor_of(accounts.post(role=role, unit_id=body.unit_id, body=body), at=AT)


@pytest.fixture
def court(town):
    return dossiers.court(town[0])


@pytest.fixture
def police(town):
    return cases.actor_of(accounts.post(role="commune_police", unit_id=town[0].pk), at=AT)


@pytest.fixture
def stranger(town):
    return cases.actor_of(accounts.post(role="commune_police", unit_id=town[1].pk), at=AT)


@pytest.fixture
def clerk(court):
    return clerk_of(court, "court_clerk")


@pytest.fixture
def prosecutor(court, town):
    return clerk_of(dossiers.procuracy(town[0]), "procuracy_viewer")


@pytest.fixture
def case(police, court):
    return dossiers.at_reading_end(police, at=AT)
