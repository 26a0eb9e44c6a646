"""One migrated database a run, made by the owner; pages and scopes put on the web role as in life (docs/adr/0006)."""

from __future__ import annotations

import os

import pytest


def pytest_configure(config) -> None:
    config.addinivalue_line("markers", "requirement(*ids): rows of docs/reference/requirements that this test proves")
    config.addinivalue_line("markers", "journey: drives a real browser")
    config.addinivalue_line("markers", "slow: not part of the quick suite")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """A fresh database named after DONGHANH_TEST_DB (default test_donghanh), so that two runs can stand side by side."""
    from django.core.management import call_command
    from django.db import connections

    from donghanh.base.privacy import roles

    name = os.environ.get("DONGHANH_TEST_DB", "test_donghanh")
    with django_db_blocker.unblock():
        connection = connections["default"]
        outer = connection.settings_dict["NAME"]
        with connection.cursor() as cursor:
            cursor.execute(f'drop database if exists "{name}" with (force)')
            cursor.execute(f"create database \"{name}\" template template0 encoding 'UTF8'")
        connection.close()
        connection.settings_dict["NAME"] = name
        roles.prepare()
        call_command("migrate", verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = outer
        with connection.cursor() as cursor:
            cursor.execute(f'drop database if exists "{name}" with (force)')
        connection.close()
