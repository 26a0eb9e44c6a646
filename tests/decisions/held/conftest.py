"""A facility of the province and a file that lies with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.base.places.conftest import all_units
from tests.cases.conftest import town
from tests.factories import accounts, cases, dossiers, held

__all__ = ["all_units", "town"]
AT = cases.moment("2026-12-08T09:00")
DAY = AT + timedelta(days=1)


@pytest.fixture
def police(town):
    return cases.actor_of(accounts.post(role="commune_police", unit_id=town[0].pk), at=AT)


@pytest.fixture
def case(police):
    return dossiers.at_reading_end(police, at=AT - timedelta(days=10))


@pytest.fixture
def house(town):
    return held.house(dossiers.facility(town[0]), at=AT)


@pytest.fixture
def passage(house, case):
    return held.lying(house, case, at=AT)
