"""Real communes and the people of one of them."""

from __future__ import annotations

import pytest

from tests.base.places.conftest import all_units
from tests.cases.conftest import town
from tests.factories import decisions

__all__ = ["all_units", "town"]


@pytest.fixture
def people(town):
    """Officer, police officer, police chief and chair of the commune of the story."""
    return decisions.hands(town[0])
