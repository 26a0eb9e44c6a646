"""Registering a whole list, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.people import access, queries, rules
from donghanh.people.actions._make import address_row, day, identifier_row, insert_many, person_row
from donghanh.people.models import Person
from donghanh.people.rules import CannotRegister, NewPerson

CHUNK = 2_000


@dataclass(slots=True)
class Registered:
    """What became of each row, by its place in the list: the new id, or the sentence why there is none."""

    ids: dict[int, UUID] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removal:
    """Who was taken out, and who stays because something hangs on the record or it was worked on since."""

    removed: tuple[UUID, ...]
    kept: tuple[UUID, ...]


def register_many(*, actor: Actor, at: datetime, unit_id: int, rows: Sequence[NewPerson], batch_id: UUID) -> Registered:
    """Make the records of a list that an officer has confirmed; one log row for all, memory in steps of 2,000 rows.

    Rows that cannot be kept, and rows whose number is kept already or stands twice in the list, come back in `refused`; the
    others are made. Similar names are the caller's to show before (queries.match_many). Works under the actor's own scope only.
    """
    with audit.recording(actor=actor, verb="person.register_many", at=at, unit_id=unit_id, subject=str(batch_id)) as entry:
        access.check_may_register(actor, unit_id)
        result = Registered()
        seen: set[tuple[str, str]] = set()
        for start in range(0, len(rows), CHUNK):
            clean = _clean(rows[start : start + CHUNK], start, at, seen, result)
            _leave_out_known(actor, clean, result)
            people = {place: person_row(new, unit_id=unit_id, at=at, batch_id=batch_id) for place, new in clean.items()}
            _write(clean, people, at)
            result.ids |= {place: person.pk for place, person in people.items()}
        entry.changes = {"rows": len(rows), "made": len(result.ids), "refused": len(result.refused)}
        return result


def remove_registered(*, actor: Actor, at: datetime, person_ids: Sequence[UUID], batch_id: UUID) -> Removal:
    """Take back people of one import, identifiers and addresses with them; those that anything hangs on stay and are named, and all
    stay once seven days (and one of grace for the worker) have passed since they were registered.

    The database itself looks for whatever any room has hung on a person, and removes only people of this batch in the actor's places.
    """
    with audit.recording(actor=actor, verb="person.remove_registered", at=at, subject=str(batch_id)) as entry:
        access.check_may_remove(actor)
        with connection.cursor() as cursor:
            cursor.execute("select people_remove_registered(%s, %s, %s)", [list(person_ids), batch_id, at])
            removed = {row[0] for row in cursor.fetchall()}
        kept = tuple(one for one in person_ids if one not in removed)
        entry.changes = {"asked": len(person_ids), "removed": len(removed), "kept": len(kept)}
        return Removal(tuple(removed), kept)


def _clean(rows: Sequence[NewPerson], start: int, at: datetime, seen: set[tuple[str, str]], result: Registered) -> dict[int, NewPerson]:
    clean: dict[int, NewPerson] = {}
    for offset, row in enumerate(rows):
        try:
            new = rules.clean_person(row, on=day(at))
        except BadInput as refusal:
            result.refused[start + offset] = str(refusal)
            continue
        numbers = {(one.kind, one.value) for one in new.numbers}
        if numbers & seen:
            result.refused[start + offset] = "Số giấy tờ này đã có ở một dòng khác trong danh sách."
            continue
        seen |= numbers
        clean[start + offset] = new
    return clean


def _leave_out_known(actor: Actor, clean: dict[int, NewPerson], result: Registered) -> None:
    known = queries.known_numbers(actor, (one for new in clean.values() for one in new.numbers))
    for place in [place for place, new in clean.items() if any(one in known for one in new.numbers)]:
        result.refused[place] = str(rules.number_taken())
        del clean[place]


def _write(clean: dict[int, NewPerson], people: dict[int, Person], at: datetime) -> None:
    try:
        with transaction.atomic():
            insert_many([*people.values()])
            insert_many([identifier_row(people[place], one, at=at) for place, new in clean.items() for one in new.numbers])
            insert_many([address_row(people[place], one) for place, new in clean.items() for one in new.homes])
    except IntegrityError as error:
        raise CannotRegister("Có người vừa ghi một số giấy tờ trong danh sách này.", mend="Kiểm tra lại danh sách rồi xác nhận lại.") from error
