"""The database of a test run: cloned from a template that was migrated once, so that a run of three tests starts in a second.

The template's name carries a digest of all that a migration reads (the migrations and the few modules they import); a changed migration
makes a new template by itself. tests/house/test_migrations_read.py keeps the list of those modules true.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from donghanh.base.privacy import roles

ROOT = Path(__file__).parents[1]
READ_BY_MIGRATIONS = (
    "donghanh/base/privacy/*.py",
    "donghanh/base/places/names.py",
    "donghanh/decisions/terms.py",
    "donghanh/kernel/ids.py",
    "donghanh/programme/registers/walls.py",
)
NOT_EMPTIED = ("audit_event", "audit_reading", "audit_seal")  # tests that commit are emptied afterwards; tests of the guard put it on again
KEPT = 10  # templates of other states of the code that may stay


def make(name: str) -> None:
    """A fresh database of this name, migrated; the default connection must stand at another database."""
    template = f"test_template_{_digest()}"
    with connections["default"].cursor() as cursor:
        cursor.execute("set statement_timeout = 0")  # another run may be making the template; this connection is closed afterwards
        cursor.execute("select pg_advisory_lock(20260702)")
        try:
            cursor.execute("select 1 from pg_database where datname = %s", [template])
            if not cursor.fetchone():
                _make_template(cursor, template)
            drop(cursor, name)
            cursor.execute(f'create database "{name}" template "{template}"')
        finally:
            cursor.execute("select pg_advisory_unlock(20260702)")


def drop(cursor, name: str) -> None:
    """The database is gone, whoever is still connected to it."""
    cursor.execute(f'drop database if exists "{name}" with (force)')


def _make_template(cursor, template: str) -> None:
    """Migrated under a passing name and named last: a run that was ended midway leaves no half template."""
    passing = "test_template_making"
    for old in _old_templates(cursor):
        drop(cursor, old)
    drop(cursor, passing)
    cursor.execute(f"create database \"{passing}\" template template0 encoding 'UTF8'")
    connection = connections.create_connection("default")
    connection.settings_dict = {**connection.settings_dict, "NAME": passing}
    outer, connections["default"] = connections["default"], connection
    try:
        roles.prepare()
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as inner:
            for table in NOT_EMPTIED:
                inner.execute(f"alter table {table} disable trigger {table}_not_emptied")
    finally:
        connection.close()
        connections["default"] = outer
    cursor.execute(f'alter database "{passing}" rename to "{template}"')


def _old_templates(cursor) -> list[str]:
    cursor.execute(r"select datname from pg_database where datname like 'test\_template\_%%' order by oid desc offset %s", [KEPT])
    return [name for (name,) in cursor.fetchall()]


def _digest() -> str:
    paths = [path for pattern in ("donghanh/**/migrations/*.py", *READ_BY_MIGRATIONS) for path in ROOT.glob(pattern)]
    told = hashlib.sha256()
    for path in sorted(paths):
        told.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return told.hexdigest()[:16]


def modules_read() -> set[str]:
    """The files of this house that migrations import, as paths from the root."""
    found = set()
    for path in ROOT.glob("donghanh/**/migrations/*.py"):
        for module in re.findall(r"^\s*(?:from|import) (donghanh[\w.]*)", path.read_text(encoding="utf-8"), re.MULTILINE):
            found.add(module.replace(".", "/") + ".py")
    return found
