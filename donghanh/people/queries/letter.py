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
from donghanh.people.queries._rows import fetch
from donghanh.people.rules import context
from donghanh.people.terms import AddressKind, IdentifierKind

Numbers = dict[str, bytes]
Homes = dict[str, tuple[bytes | None, int]]


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


def letter_person(actor: Actor, person_id: UUID, *, on: date, letter: str) -> LetterPerson:
    """The person as the forms name him on this day. Raises NotInReach outside the scope, MayNot without the right.

    letter: code of the letter, which the log of readings keeps where a seal is passed.

    Of a sealed file that is shut, too: a decision that the law asks for names the person it is about. The database gives out the one
    number and the standing addresses then, to those who write legal files, and nothing else of what the seal keeps.
    """
    person = access.person_to_read(actor, person_id)
    rights.require_read(actor, DataClass.IDENTITY)
    rights.require_read(actor, DataClass.CONTACT)
    numbers, homes = _past_the_seal(actor, person, on, letter) if access.shut(actor, [person]) else _open(person, on)
    return LetterPerson(
        person.full_name, person.sex, person.born_on, person.birth_year, _number(person, numbers), _residence(person, homes), person.guardian_name
    )


def _open(person: Person, on: date) -> tuple[Numbers, Homes]:
    numbers = {i.kind: i.sealed for i in Identifier.objects.filter(person=person, ended_at__isnull=True)}
    standing = Address.objects.filter(person=person, starts_on__lte=on).exclude(ends_before__lte=on)
    return numbers, {a.kind: (a.sealed_detail, a.place_id) for a in standing}


def _past_the_seal(actor: Actor, person: Person, on: date, letter: str) -> tuple[Numbers, Homes]:
    rows = fetch("select kind, sealed, place_id from people_for_letter(%s, %s, %s, %s)", [person.pk, on, letter, actor.request_id])
    numbers = {row["kind"]: row["sealed"] for row in rows if row["place_id"] is None}
    return numbers, {row["kind"]: (row["sealed"], row["place_id"]) for row in rows if row["place_id"] is not None}


def _number(person: Person, living: Numbers) -> str:
    kind = next((one for one in (IdentifierKind.CITIZEN, IdentifierKind.OLD_ID, IdentifierKind.PASSPORT) if one in living), None)
    return vault.open_sealed(person.data_key, living[kind], context=context(person.pk, kind)) if kind else ""


def _residence(person: Person, standing: Homes) -> str:
    found = next((standing[k] for k in (AddressKind.CURRENT, AddressKind.PERMANENT, AddressKind.TEMPORARY) if k in standing), None)
    if found is None:
        return places.path(person.unit_id)
    sealed, place = found
    detail = "" if sealed is None else vault.open_sealed(person.data_key, sealed, context=context(person.pk, "address"))
    return ", ".join(part for part in (detail, places.path(place)) if part)
