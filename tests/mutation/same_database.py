"""Plugin of the mutation run of access.py alone: all mutants are asked of one migrated database, made by whoever comes first, which stays."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """Instead of a fresh database each session the one named by DONGHANH_TEST_DB."""
    if fixturedef.argname != "django_db_setup":
        return None
    environment, blocker = (request.getfixturevalue(name) for name in ("django_test_environment", "django_db_blocker"))
    if not _stands(blocker):
        next(fixturedef.func(environment, blocker))  # without what comes after the yield, which would drop it
    fixturedef.cached_result = (None, fixturedef.cache_key(request), None)
    return True


def _stands(blocker) -> bool:
    """Whether the database is there; then the tests are connected to it."""
    from django.db import connections

    name = os.environ["DONGHANH_TEST_DB"]
    with blocker.unblock():
        connection = connections["default"]
        if connection.settings_dict["NAME"] != name:
            connection.close()
            with connection.cursor() as cursor:
                cursor.execute("select 1 from pg_database where datname = %s", [name])
                found = cursor.fetchone() is not None
            connection.close()
            if not found:
                return False
            connection.settings_dict["NAME"] = name
        connection.close()
    return True
