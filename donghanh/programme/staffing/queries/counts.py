"""Counts per place without a name: for those who see no rows as well as for those who do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from donghanh.base.places.models import Body, Unit
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot
from donghanh.programme.staffing.terms import StaffFunction


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """One place on a day. posts: how many were written down; given: people to whom each function is given."""

    unit_id: int
    unit: str
    level: str
    posts: int
    required: int
    held: int
    vacant: int
    over: int
    given: dict[StaffFunction, int]

    @property
    def uncovered(self) -> tuple[StaffFunction, ...]:
        """Functions that nobody has here."""
        return tuple(one for one in StaffFunction if not self.given[one])


def coverage(actor: Actor, *, on: date) -> list[PlaceCount]:
    """Communes of the actor's places by name, and his province first. Two statements. Raises MayNot for who neither counts nor sees staff."""
    access.note()
    if not {"staff.read", "numbers.read"} & actor.may:
        raise MayNot("Vai trò của bạn không xem được số này.", mend="Liên hệ quản trị của đơn vị.")
    with connection.cursor() as cursor:
        cursor.execute("select * from staffing_totals(%s)", [on])
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    units = sorted(Unit.objects.filter(pk__in=found), key=lambda one: (one.level == "COMMUNE", one.folded, one.pk))
    return [_count(one, found[one.pk]) for one in units]


def units_of(bodies: Iterable[int]) -> set[int]:
    """Places at which these bodies stand; public. One statement."""
    return set(Body.objects.filter(pk__in=list(bodies)).values_list("unit_id", flat=True))


def _count(unit: Unit, values: tuple[int, ...]) -> PlaceCount:
    return PlaceCount(unit.pk, str(unit), unit.level, *values[:5], given=dict(zip(StaffFunction, values[5:], strict=True)))
