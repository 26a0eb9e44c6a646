"""How many people's files an official has opened lately: counted from the log of readings, which he cannot change."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.people.rules import ReadLately

_LATELY = """select count(distinct person_id) filter (where at > %(hour)s), count(distinct person_id), coalesce(bool_or(person_id = %(one)s), false)
from audit_reading where actor_id = %(user)s and at > %(day)s and at <= %(now)s and person_id is not null"""


def read_lately(actor: Actor, person_id: UUID, *, at: datetime) -> ReadLately:
    """Different people in the last hour and in the last 24, and whether this one is among them. One statement."""
    access.note()
    with connection.cursor() as cursor:
        moments = {"now": at, "hour": at - timedelta(hours=1), "day": at - timedelta(days=1)}
        cursor.execute(_LATELY, {**moments, "user": actor.user_id, "one": person_id})
        return ReadLately(*cursor.fetchone())
