"""Reading of places and function-holders. Filled in by the places room's owner."""

from __future__ import annotations

from datetime import date

from django.db import connection


def units_below(unit_id: int, *, on: date) -> list[int]:
    """Ids of the unit itself and of every unit under it that exists on this day."""
    with connection.cursor() as cursor:
        cursor.execute(
            """with recursive below as (
                 select id from places_unit where id = %s
                 union all
                 select u.id from places_unit u join below b on u.parent_id = b.id
                 where u.starts_on <= %s and (u.ends_before is null or u.ends_before > %s))
               select id from below""",
            [unit_id, on, on],
        )
        return [row[0] for row in cursor.fetchall()]
