"""The desk of a health station to which a person was sent, on a known day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from tests.factories import accounts, cases
from tests.web.cases.conftest import at_nine, desk, police

__all__ = ["at_nine", "desk", "police"]
NOW = cases.NOW


@pytest.fixture
def nurse(desk):
    """The health station's browser and actor."""
    accounts.body("health_station", 900_001, name="Trạm y tế xã Thử")
    return desk("health_station")


@pytest.fixture
def sent(police, nurse):
    """Ngô Hữu Trường, sent to the station the day before."""
    actor = police[1]
    case = cases.opened(actor, "Ngô Hữu Trường", at=NOW - timedelta(days=3))
    with scope(actor):
        return actions.request_determination(actor=actor, at=NOW - timedelta(days=1), case_id=case.pk, to_body_id=nurse[1].body_id)
