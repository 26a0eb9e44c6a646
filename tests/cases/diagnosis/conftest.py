"""A person of a commune sent to its health station."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from tests.factories import accounts, cases
from tests.factories.cases import NOW

SENT = NOW - timedelta(days=2)


@pytest.fixture
def police(db):
    return accounts.actor_in_db("commune_police", 900_001)


@pytest.fixture
def station(db):
    return accounts.actor_in_db("health_station", 900_001)


@pytest.fixture
def case(police):
    return cases.opened(police, at=SENT - timedelta(days=1))


@pytest.fixture
def sent(police, station, case):
    with scope(police):
        return actions.request_determination(actor=police, at=SENT, case_id=case.pk, to_body_id=station.body_id)
