"""Program: tables, units, officials and so many made-up people, a hundred thousand in each province, Đồng Nai first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import django

_INDEXES = """select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index where indrelid = any(%s::regclass[])
 and not indisunique and not exists (select from pg_constraint where conindid = indexrelid) order by 1"""


def main(persons: int) -> None:
    """Fill the database of DATABASE_URL."""
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from config.door.prepare import personas, product
    from donghanh.base.privacy import roles
    from donghanh.jobs.seed import bulk, rows

    roles.prepare()
    call_command("migrate", verbosity=0, interactive=False)
    product("places", "load")
    product("plan", "load")
    personas()
    provinces = bulk.NATION[: max(1, persons // bulk.A_PROVINCE)]
    with transaction.atomic(), _indexes_made_last([*rows.TABLES, "audit_event"]):
        bulk.fill(now=datetime.now(UTC), provinces=provinces, people=persons // len(provinces))
    bulk.settle()


@contextmanager
def _indexes_made_last(tables: list[str]) -> Iterator[None]:
    """Within a transaction: the indexes that hold no rule are taken off these tables and made anew over all rows at once, many times as fast."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        indexes = cursor.execute(_INDEXES, [tables]).fetchall()
        for name, _ in indexes:
            cursor.execute(f"drop index {name}")
        yield
        cursor.execute("set local maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)


if __name__ == "__main__":
    main(int(sys.argv[1]))
