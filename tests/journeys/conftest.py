"""One running province for the whole folder; each journey has its own commune, so none waits for another."""

from __future__ import annotations

import pytest

from tests.journeys.province import Province, running


def pytest_collection_modifyitems(items) -> None:
    """Everything here drives a real browser."""
    for item in items:
        if "tests/journeys/" in item.nodeid:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package")
def open_province(django_db_setup, django_db_blocker):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), running(patch) as province:
        yield province


@pytest.fixture
def province(open_province: Province):
    """The province at 09:00 on Saturday 21 November 2026, with no window open."""
    open_province.go("2026-11-21T09:00")
    yield open_province
    open_province.close_desks()
