"""The plan, and a small province of the real one: two communes with people, the others empty."""

from __future__ import annotations

import pytest

from tests.base.places.conftest import all_units
from tests.factories import places, programme

__all__ = ["all_units"]


@pytest.fixture
def plan(all_units, db):
    """The plan stands in the table."""
    places.load_holders()
    programme.load_plan()


@pytest.fixture
def towns(plan):
    """Two communes of Đồng Nai: (Trảng Bom, Trảng Dài)."""
    return places.commune("Trảng Bom").pk, places.commune("Trảng Dài").pk
