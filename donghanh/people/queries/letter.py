"""What an official letter says of a person: no more than its form asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.base.places import queries as places
from donghanh.base.privacy import vault
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.people import access
from donghanh.people.models import Address, Identifier, Person
from donghanh.people.rules import context
from donghanh.people.terms import AddressKind, IdentifierKind


@dataclass(frozen=True, slots=True)
class LetterPerson:
    """residence and id_number are opened; who asks for them notes the reading."""

    full_name: str
    sex: str
    born_on: date | None
    birth_year: int
    id_number: str
    residence: str
    guardian_name: str


def letter_person(actor: Actor, person_id: UUID, *, on: date) -> LetterPerson:
    """The person as the forms name him on this day. Raises NotInReach outside the scope, MayNot without the right."""
    person = access.person_to_read(actor, person_id)
    rights.require_read(actor, DataClass.IDENTITY)
    rights.require_read(actor, DataClass.CONTACT)
    return LetterPerson(
        person.full_name, person.sex, person.born_on, person.birth_year, _number(person), _residence(person, on), person.guardian_name
    )


def _number(person: Person) -> str:
    kinds = [IdentifierKind.CITIZEN, IdentifierKind.OLD_ID, IdentifierKind.PASSPORT]
    living = {i.kind: i for i in Identifier.objects.filter(person=person, ended_at__isnull=True)}
    found = next((living[k] for k in kinds if k in living), None)
    return vault.open_sealed(person.data_key, found.sealed, context=context(person.pk, found.kind)) if found else ""


def _residence(person: Person, on: date) -> str:
    standing = {a.kind: a for a in Address.objects.filter(person=person, starts_on__lte=on).exclude(ends_before__lte=on)}
    found = next((standing[k] for k in (AddressKind.CURRENT, AddressKind.PERMANENT, AddressKind.TEMPORARY) if k in standing), None)
    if found is None:
        return places.path(person.unit_id)
    detail = "" if found.sealed_detail is None else vault.open_sealed(person.data_key, found.sealed_detail, context=context(person.pk, "address"))
    return ", ".join(part for part in (detail, places.path(found.place_id)) if part)
