"""The real units, committed once for this folder and taken away after it, so that other folders start empty."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from donghanh.base.places import seeding
from tests.factories import places


@pytest.fixture(scope="package")
def all_units(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with transaction.atomic(), connection.cursor() as cursor:
            seeding.load(cursor, places.SEED)
        yield
        with connection.cursor() as cursor:
            cursor.execute("truncate places_unit cascade")
