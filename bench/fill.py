"""Program: tables, units, officials and so many made-up people, a hundred thousand in each province, Đồng Nai first."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import django


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
    provinces = bulk.NATION[: max(1, persons // bulk.A_PROVINCE)]
    with transaction.atomic():
        bulk.fill(now=datetime.now(UTC), provinces=provinces, people=persons // len(provinces))
    bulk.settle()


if __name__ == "__main__":
    main(int(sys.argv[1]))
