"""The template of the test database is named after all that migrations read; a module they import must be among it."""

from __future__ import annotations

from fnmatch import fnmatch

from tests import database


def test_every_module_a_migration_imports_is_in_the_template_name() -> None:
    missing = [path for path in database.modules_read() if not any(fnmatch(path, pattern) for pattern in database.READ_BY_MIGRATIONS)]
    assert not missing, f"add to READ_BY_MIGRATIONS in tests/database.py: {missing}"
