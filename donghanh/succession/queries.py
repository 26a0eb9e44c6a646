"""What a reorganisation takes along, in numbers; and the files of a divided unit that nobody has assigned yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from donghanh.base.places import queries as places
from donghanh.base.places.queries import ChangeRow, UnitRow
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass


@dataclass(frozen=True, slots=True)
class Load:
    """Numbers of rows that will move, or still wait to be moved.

    Of what is about people each place tells as rule P1 lets it, added up; None: fewer than 8 each.
    """

    people: int | None = 0
    cases: int | None = 0
    duties: int | None = 0
    drafts: int | None = 0
    handovers: int | None = 0
    referrals: int | None = 0
    posts: int = 0


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """One reorganisation with what it takes along; load None for those who only read places."""

    row: ChangeRow
    load: Load | None
    may_confirm: bool
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A file that lies at a divided unit. name is empty for a sealed record. choices: the units that followed, the main one first."""

    person_id: UUID
    name: str
    birth_year: int
    unit_id: int
    unit_name: str
    choices: tuple[UnitRow, ...]


def sheet(actor: Actor, change_id: UUID, *, on: date) -> ChangeSheet:
    """A reorganisation and its numbers, counted now. Errors as places.change."""
    row = places.change(actor, change_id, on=on)
    return ChangeSheet(row, _load(change_id), places.may_confirm(actor, row), places.may_cancel(actor, row))


def _load(change_id: UUID) -> Load | None:
    with connection.cursor() as cursor:
        cursor.execute("select what, counted from succession_counts(%s)", [change_id])
        counted = dict(cursor.fetchall())
    return Load(**counted) if counted else None


_UNASSIGNED = """
select p.id, p.full_name, p.is_sealed, p.birth_year, p.unit_id, array_agg(f.successor_unit_id order by f.is_main desc, f.successor_unit_id)
from people_person p join places_followed f on f.former_unit_id = p.unit_id and f."on" <= %(on)s
where p.unit_id = any(%(units)s) and p.merged_into_id is null
group by p.id having count(*) > 1 order by p.sort_key, p.id limit %(limit)s"""


def unassigned(actor: Actor, *, on: date, limit: int = 50) -> list[Unassigned]:
    """Files "chưa phân" in the actor's reach, by name. Raises MayNot without the right to read persons' legal files."""
    access.require_verb(actor, "case.record")
    access.require_read(actor, DataClass.IDENTITY)
    with connection.cursor() as cursor:
        cursor.execute(_UNASSIGNED, {"on": on, "units": sorted(actor.unit_ids), "limit": limit})
        rows = cursor.fetchall()
    units = {one: places.unit_row(one) for *_rest, here, choices in rows for one in (here, *choices)}
    return [
        Unassigned(person, "" if sealed else name, year, here, units[here].title, tuple(units[one] for one in choices))
        for person, name, sealed, year, here, choices in rows
    ]


_TO_CARRY = """
select r.carried_at is null or exists (
  select from people_person p join places_reorganisationpart q on q.former_unit_id = p.unit_id
  where q.reorganisation_id = r.id and (select count(*) from places_reorganisationpart o
    where o.reorganisation_id = r.id and o.former_unit_id = q.former_unit_id) = 1)
from places_reorganisation r where r.id = %s"""


def is_to_carry(change_id: UUID) -> bool:
    """True until a change was carried to its end, and again where a file has come to a unit that is gone; for the worker."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_CARRY, [change_id])
        found = cursor.fetchone()
    return bool(found and found[0])
