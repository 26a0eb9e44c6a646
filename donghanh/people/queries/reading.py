"""How many people's files an official has opened lately, and how often other places answered him: counted from the log, which he cannot change."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.people.rules import ReadLately

_LATELY = """select count(distinct person_id) filter (where at > %(hour)s), count(distinct person_id), coalesce(bool_or(person_id = %(one)s), false)
from audit_reading where actor_id = %(user)s and at > %(day)s and at <= %(now)s and person_id is not null"""

_ELSEWHERE = """select coalesce(sum(told) filter (where at > %(hour)s), 0)::int, coalesce(sum(told), 0)::int, false
from (select at, coalesce((changes->>'rows')::int, 1) as told from audit_event
  where actor_id = %(user)s and verb = 'person.looked_elsewhere' and at > %(day)s and at <= %(now)s) asked"""


def read_lately(actor: Actor, person_id: UUID, *, at: datetime) -> ReadLately:
    """Different people in the last hour and in the last 24, and whether this one is among them. One statement."""
    return _counted(_LATELY, actor, at, one=person_id)


def elsewhere_lately(actor: Actor, *, at: datetime) -> ReadLately:
    """How often places out of his reach answered this official in the last hour and in the last 24, each row of a list for itself. One statement."""
    return _counted(_ELSEWHERE, actor, at)


def _counted(sql: str, actor: Actor, at: datetime, **more: object) -> ReadLately:
    access.note()
    with connection.cursor() as cursor:
        cursor.execute(sql, {"now": at, "hour": at - timedelta(hours=1), "day": at - timedelta(days=1), "user": actor.user_id, **more})
        return ReadLately(*cursor.fetchone())
