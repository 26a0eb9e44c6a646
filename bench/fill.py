"""Program: tables, units, officials and so many made-up people. Up to 200,000 live in Đồng Nai, more of them in ten provinces."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import django

ONE_PROVINCE = 200_000


def main(persons: int) -> None:
    """Fill the database of DATABASE_URL."""
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from config.door.prepare import personas, product
    from donghanh.base.privacy import roles
    from donghanh.jobs.seed import bulk

    roles.prepare()
    call_command("migrate", verbosity=0, interactive=False)
    product("places", "load")
    product("plan", "load")
    personas()
    provinces = bulk.PROVINCE if persons <= ONE_PROVINCE else bulk.NATION
    with transaction.atomic():
        bulk.fill(now=datetime.now(UTC), provinces=provinces, people=persons // len(provinces))
    bulk.settle()


if __name__ == "__main__":
    main(int(sys.argv[1]))
