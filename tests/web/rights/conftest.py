"""Browsers of the people of one real commune, on a known day."""

from __future__ import annotations

from tests.base.places.conftest import all_units
from tests.cases.conftest import town
from tests.decisions.conftest import people
from tests.web.decisions.conftest import at, browser

__all__ = ["all_units", "at", "browser", "people", "town"]
