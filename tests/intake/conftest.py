"""An official who brings lists in, and a list that he brought."""

from __future__ import annotations

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.intake import actions
from tests.factories import intake, people
from tests.factories.people import HERE


@pytest.fixture
def officer():
    return people.official()


@pytest.fixture
def batch(officer, tmp_path):
    file = intake.xlsx(tmp_path / "ds.xlsx", [intake.HEADER, *intake.GOOD])
    with scope(officer):
        return actions.receive(actor=officer, at=intake.AT, unit_id=HERE, filename="ds.xlsx", path=file)
