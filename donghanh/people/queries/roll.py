"""What a printed list of many people says of each: the columns of the legal list, opened in three statements for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from donghanh.base.privacy import vault
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.people import access
from donghanh.people.models import Address, Identifier, Person
from donghanh.people.rules import context
from donghanh.people.terms import AddressKind, IdentifierKind, Sex

_NUMBERS = (IdentifierKind.CITIZEN, IdentifierKind.PASSPORT, IdentifierKind.OLD_ID)
_REGISTERED = (AddressKind.PERMANENT, AddressKind.TEMPORARY)


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person in the columns of the list; who asks notes the reading."""

    full_name: str
    number: str
    born_on: date | None
    birth_year: int
    sex: str
    registered: str
    current: str


def roll(actor: Actor, person_ids: Sequence[UUID], *, on: date) -> dict[UUID, RollRow]:
    """Each of these people in the actor's places; a sealed person is left out, since he is never named in a list of several.

    Raises MayNot for a role that does not read identity and contact in full.
    """
    access.units_to_read(actor)
    rights.require_read(actor, DataClass.IDENTITY)
    rights.require_read(actor, DataClass.CONTACT)
    people = {one.pk: one for one in access.visible(actor).filter(pk__in=person_ids, is_sealed=False)}
    numbers: dict[UUID, dict[str, Identifier]] = {pk: {} for pk in people}
    for number in Identifier.objects.filter(person_id__in=people, ended_at__isnull=True):
        numbers[number.person_id][number.kind] = number
    homes: dict[UUID, dict[str, Address]] = {pk: {} for pk in people}
    standing = Q(starts_on__lte=on) & (Q(ends_before__isnull=True) | Q(ends_before__gt=on))
    for home in Address.objects.filter(standing, person_id__in=people).select_related("place"):
        homes[home.person_id][home.kind] = home
    return {pk: _row(person, numbers[pk], homes[pk]) for pk, person in people.items()}


def _row(person: Person, numbers: dict[str, Identifier], homes: dict[str, Address]) -> RollRow:
    return RollRow(
        person.full_name,
        next((_opened(person, numbers[kind].sealed, kind) for kind in _NUMBERS if kind in numbers), ""),
        person.born_on,
        person.birth_year,
        str(Sex(person.sex).label),
        next((_words(person, homes[kind]) for kind in _REGISTERED if kind in homes), ""),
        _words(person, homes[AddressKind.CURRENT]) if AddressKind.CURRENT in homes else "",
    )


def _words(person: Person, home: Address) -> str:
    detail = "" if home.sealed_detail is None else _opened(person, home.sealed_detail, "address")
    return ", ".join(part for part in (detail, home.place.path) if part)


def _opened(person: Person, sealed: bytes, about: str) -> str:
    return vault.open_sealed(person.data_key, sealed, context=context(person.pk, about))
