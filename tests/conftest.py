"""One migrated database a run, made by the owner; pages and scopes put on the web role as in life (docs/adr/0006)."""

from __future__ import annotations

import os
from contextlib import contextmanager

import pytest
from hypothesis import settings

from config.door import browser
from docs_gen import requirements


def pytest_configure(config) -> None:
    config.addinivalue_line("markers", "requirement(*ids): rows of mission/requirements.yaml that this test proves")
    config.addinivalue_line("markers", "journey: drives a real browser")
    config.addinivalue_line("markers", "slow: takes seconds; left out by -m 'not slow'")
    settings.register_profile("house", deadline=None)  # no test is timed: a busy machine is no failure
    settings.load_profile("house")


def pytest_collection_modifyitems(items) -> None:
    """A mark that names no row of the mission stops the run; journeys are skipped, aloud, where no browser is."""
    unknown = {
        (row, item.nodeid) for item in items for mark in item.iter_markers("requirement") for row in mark.args if row not in requirements.ids()
    }
    if unknown:
        raise pytest.UsageError("; ".join(f"{test}: no row {row!r} in mission/requirements.yaml" for row, test in sorted(unknown)))
    if not browser.chromium():
        no_browser = pytest.mark.skip(reason="no Chromium on this machine; ./dev test says how to get it")
        for item in items:
            if item.get_closest_marker("journey"):
                item.add_marker(no_browser)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """A fresh database named after DONGHANH_TEST_DB (default test_donghanh), so that two runs can stand side by side."""
    from django.db import connections

    from tests import database

    name = os.environ.get("DONGHANH_TEST_DB", "test_donghanh")
    with django_db_blocker.unblock():
        connection = connections["default"]
        outer = connection.settings_dict["NAME"]
        with _database_sentence():
            database.make(name)
        connection.close()
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = outer
        with connection.cursor() as cursor:
            database.drop(cursor, name)
        connection.close()


@contextmanager
def _database_sentence():
    """One sentence when no test database can be made, instead of the same error under every test."""
    from django.db.utils import OperationalError, ProgrammingError

    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        pytest.exit(f"Không tạo được cơ sở dữ liệu kiểm thử: {str(error).splitlines()[0]}. Chạy bằng ./dev test, hoặc cấp CREATEDB.", returncode=3)


@pytest.fixture
def client():
    """A browser without scripts that sends the hidden once-only key with each form (web/shell/once.py)."""
    from tests.factories.pages import PageClient

    return PageClient()
