"""Real communes, the people of one of them, and somebody whose file lies there."""

from __future__ import annotations

from tests.base.places.conftest import all_units
from tests.cases.conftest import town
from tests.decisions.conftest import people

__all__ = ["all_units", "people", "town"]
