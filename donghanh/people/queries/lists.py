"""A commune's people in the order of their given names, and the one record behind an id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.people import access
from donghanh.people.models import Person
from donghanh.people.queries._rows import fetch, shown_name

_LISTING = """
select id as person_id, full_name, birth_year, sex, is_sealed from people_person
where unit_id = %s and merged_into_id is null {behind} order by sort_key, id limit %s"""
_BEHIND = "and (sort_key, id) > (select sort_key, id from people_person where id = %s)"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. name is empty for a sealed person."""

    person_id: UUID
    name: str
    birth_year: int
    sex: str
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class PersonReference:
    """What other rooms need to know of a person: who it is, where the file lies, who answers for a minor."""

    id: UUID
    full_name: str
    sex: str
    birth_year: int
    born_on: date | None
    guardian_name: str
    unit_id: int
    is_sealed: bool


def listing(actor: Actor, unit_id: int, *, after: UUID | None = None, limit: int = 50) -> list[Listed]:
    """The people of one place by given name, at most `limit` of them behind the person `after`. A sealed person stands there without a name."""
    access.units_to_read(actor, unit_id)
    rows = fetch(_LISTING.format(behind=_BEHIND if after else ""), [unit_id, *([after] if after else []), limit])
    return [
        Listed(
            person_id=row["person_id"],
            name=shown_name(actor, row["full_name"], is_sealed=row["is_sealed"], alone=False),
            birth_year=row["birth_year"],
            sex=row["sex"],
            is_sealed=row["is_sealed"],
        )
        for row in rows
    ]


def resolve(actor: Actor, person_id: UUID) -> UUID:
    """The id of the record that is read: the kept one where this was merged away. Raises NotInReach outside the scope."""
    person = access.person_to_read(actor, person_id)
    return person.merged_into_id or person.pk


def same_person(actor: Actor, person_id: UUID) -> list[UUID]:
    """All records that read as this person, the kept one first: ask for cases of all of them."""
    return records_of(resolve(actor, person_id))


def records_of(person_id: UUID) -> list[UUID]:
    """All records of the human being behind this one, the kept one first: for rooms that have admitted the actor to this record already."""
    kept = Person.objects.filter(pk=person_id).values_list("merged_into_id", flat=True).first() or person_id
    return [kept, *Person.objects.filter(merged_into_id=kept).order_by("id").values_list("id", flat=True)]


def reference(actor: Actor, person_id: UUID) -> PersonReference:
    """The person behind this id, merges followed. Raises NotInReach outside the scope, MayNot inside without the right."""
    person = access.person_to_read(actor, person_id)
    if person.merged_into_id:
        person = access.person_to_read(actor, person.merged_into_id)
    return PersonReference(
        id=person.pk,
        full_name=person.full_name,
        sex=person.sex,
        birth_year=person.birth_year,
        born_on=person.born_on,
        guardian_name=person.guardian_name,
        unit_id=person.unit_id,
        is_sealed=person.is_sealed,
    )
