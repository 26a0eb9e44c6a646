"""Registering one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.people import access, queries, rules
from donghanh.people.actions._make import address_row, day, identifier_row, person_row
from donghanh.people.models import Address, Identifier, Person
from donghanh.people.rules import Home, NewPerson, Number


def register(
    *,
    actor: Actor,
    at: datetime,
    unit_id: int,
    full_name: str,
    sex: str,
    born_on: date | None = None,
    birth_year: int | None = None,
    identifiers: Sequence[Number] = (),
    addresses: Sequence[Home] = (),
    other_name: str = "",
    guardian_name: str = "",
    why_not_same: str = "",
) -> Person:
    """Make the record of a person in one commune; under 18 it is sealed.

    Raises CannotRegister where similar records exist and no reason (terms.WhyNotSame) is given, or where a number is kept
    already, here or anywhere; BadInput, with its field, for what cannot be kept.
    """
    with audit.recording(actor=actor, verb="person.register", at=at, unit_id=unit_id) as entry:
        access.check_may_register(actor, unit_id)
        typed = NewPerson(full_name, sex, birth_year, born_on, tuple(identifiers), tuple(addresses), other_name, guardian_name)
        new = rules.clean_person(typed, on=day(at))
        similar = _similar(actor, new, unit_id)
        rules.check_can_register(similar=similar, why_not_same=why_not_same)
        person = _written(new, unit_id, at)
        entry.subject, entry.person_id = str(person.pk), person.pk
        entry.changes = {"similar": similar, "why_not_same": why_not_same if similar else "", "numbers": [one.kind for one in new.numbers]}
        return person


def _similar(actor: Actor, new: NewPerson, unit_id: int) -> int:
    assert new.birth_year is not None
    found = queries.possible_duplicates(
        actor,
        full_name=new.full_name,
        birth_year=new.birth_year,
        born_on=new.born_on,
        guardian_name=new.guardian_name,
        identifiers=new.numbers,
        unit_id=unit_id,
    )
    return len(found.rows) + len(found.elsewhere)


def _written(new: NewPerson, unit_id: int, at: datetime) -> Person:
    try:
        with transaction.atomic():
            person = person_row(new, unit_id=unit_id, at=at)
            person.save(force_insert=True)
            Identifier.objects.bulk_create([identifier_row(person, one, at=at) for one in new.numbers])
            Address.objects.bulk_create([address_row(person, one) for one in new.homes])
    except IntegrityError as error:
        if "identifier_one_living_person" in str(error):
            raise rules.number_taken() from error
        raise
    return person
