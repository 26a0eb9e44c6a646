"""A province with three communes, two people who decide on places, and days around a change that is in force today."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from donghanh.base.places import actions
from donghanh.base.places.actions import Document
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.actor import Actor
from donghanh.succession import actions as succession
from donghanh.web.shell import clock
from tests.factories import accounts

PROVINCE, OLD, NEW, THIRD = 900_075, 900_001, 900_002, 900_003
ON: date = clock.local_date(clock.now())
"""The day of the change: today, since the database asks its own clock who follows whom."""
THEN = datetime.combine(ON - timedelta(days=10), time(2), UTC)
COME = datetime.combine(ON, time(2), UTC)
CARRIER = Actor(user_id=None, name="Chuyển hồ sơ", role="system", may=frozenset({"places.carry"}))


@pytest.fixture
def province(db):
    """Three communes under one province, each with its bodies."""
    accounts.unit(PROVINCE, level="PROVINCE", name="Thử")
    for unit_id in (OLD, NEW, THIRD):
        accounts.unit(unit_id, parent_id=PROVINCE)
        for kind in ("commune_police", "commune_committee", "health_station"):
            accounts.body(kind, unit_id)
    return PROVINCE


@pytest.fixture
def lead(province) -> Actor:
    """Who proposes."""
    return accounts.actor_in_db("provincial_lead", PROVINCE, on=ON)


@pytest.fixture
def admin(province) -> Actor:
    """Who confirms."""
    return accounts.actor_in_db("system_admin", PROVINCE, on=ON)


def document(on: date = ON) -> Document:
    """The deciding document."""
    return Document("12/NQ-HĐND", THEN.date(), "HĐND tỉnh Thử", on)


def proposed(lead: Actor, former=(OLD,), successors=(NEW,), *, on: date = ON, at: datetime = THEN, new_units=()):
    """A change of units that waits for its second person."""
    with scope(lead):
        return actions.propose_units(actor=lead, at=at, document=document(on), former=former, successors=successors, new_units=new_units)


def confirmed(lead: Actor, admin: Actor, *args, at: datetime = THEN, **kw):
    """A change of units that two people decided."""
    made = proposed(lead, *args, at=at, **kw)
    with scope(admin):
        succession.confirm(actor=admin, at=at, change_id=made.pk)
    return made


def carried(made) -> int:
    """What the worker does: moves until nothing moves any more; how many records."""
    total = 0
    while True:
        with as_jobs():
            moved = succession.carry(actor=CARRIER, at=COME, change_id=made.pk)
        total += moved
        if not moved:
            return total
