"""The real units, committed once for this folder and taken away after it, so that other folders start empty."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from donghanh.base.places import seeding
from tests.factories import places

TABLES = ("places_coverage", "places_body", "places_unitsuccession", "places_unit")


@pytest.fixture(scope="package")
def all_units(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with transaction.atomic(), connection.cursor() as cursor:
            seeding.load(cursor, places.SEED)
        yield
        with transaction.atomic(), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"delete from {table}")
