"""Real units and function-holders for the stories of this folder."""

from __future__ import annotations

import pytest

from tests.base.places.conftest import all_units
from tests.factories import places

__all__ = ["all_units"]


@pytest.fixture
def town(all_units, db):
    """The commune of the story and a neighbour."""
    places.load_holders()
    return places.commune("Trảng Bom"), places.commune("Trảng Dài")
