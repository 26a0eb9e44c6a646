"""Plain rows from SQL, for the statements of the pages opened all day (docs/adr/0013)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection


def fetch(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """All rows of one statement, in the order of its columns."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
