"""Browsers of the people of one real commune, on a known day."""

from tests.web.decisions.conftest import all_units, at, browser, people, town

__all__ = ["all_units", "at", "browser", "people", "town"]
