"""Who may do what with a person, and which people he reaches at all: 404 outside the scope, 403 inside without the right."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from donghanh.base.places.models import Unit
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot
from donghanh.kernel.privacy import DataClass
from donghanh.people.models import Merge, Person, Unsealing
from donghanh.people.rules import Shut

_COLUMNS = [field.attname for field in Person._meta.concrete_fields if field.attname != "folded"]
_UNIT = ["id", "kind", "name"]
_PERSON = f"""
select {", ".join([*(f"p.{name}" for name in _COLUMNS), *(f"u.{name}" for name in _UNIT)])}
from people_person p join places_unit u on u.id = p.unit_id where p.id = %s and p.unit_id = any(%s)"""


# The database's own clock, as the policies below use it: a seal shuts by itself at its hour, whoever tells what time it is.
_OPEN = """
select person_id from people_unsealing where person_id = any(%s) and asked_by = %s and is_approved and ended_at is null
  and opened_until > clock_timestamp()"""


def visible(actor: Actor) -> QuerySet[Person]:
    """People of the actor's own places, or whose files stand open to his body: the only way to begin a query."""
    access.note()
    if not actor.sees(DataClass.IDENTITY):
        return Person.objects.none()
    return Person.objects.filter(unit_id__in=actor.unit_ids) if actor.unit_ids else Person.objects.filter(pk__in=opened())


def opened() -> list[UUID]:
    """Whose files stand open to the body of the scope while it has business with them (an open request); the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("select people_opened()")
        return list(cursor.fetchone()[0] or [])


def units_to_read(actor: Actor, unit_id: int | None = None) -> list[int]:
    """The places to look in: the one asked for, or all of the actor's. Raises MayNot for a role that reads no people."""
    access.require_verb(actor, "person.read")
    if not actor.sees(DataClass.IDENTITY):
        raise MayNot("Vai trò của bạn không xem được hồ sơ cá nhân.", mend="Hỏi đơn vị giữ hồ sơ nếu cần cho công việc.")
    if unit_id is None:
        return sorted(actor.unit_ids)
    access.require_unit(actor, unit_id)
    return [unit_id]


def person_to_read(actor: Actor, person_id: UUID) -> Person:
    """The record with its place, for one who may open it."""
    person = _of_own_places(actor, person_id) if actor.unit_ids else visible(actor).select_related("unit").filter(pk=person_id).first()
    if person is None:
        access.require_unit(actor, None)
    access.require_verb(actor, "person.read")
    assert person is not None
    return person


def _of_own_places(actor: Actor, person_id: UUID) -> Person | None:
    """What `visible` holds of this person, by a plain statement: every page of a person begins with it (docs/adr/0013)."""
    access.note()
    if not actor.sees(DataClass.IDENTITY):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_PERSON, [person_id, sorted(actor.unit_ids)])
        row = cursor.fetchone()
    if row is None:
        return None
    person = Person.from_db("default", _COLUMNS, row[: len(_COLUMNS)])
    person.unit = Unit.from_db("default", _UNIT, row[len(_COLUMNS) :])
    return person


def person_to_write(actor: Actor, person_id: UUID, verb: str, *, data_class: DataClass = DataClass.IDENTITY) -> Person:
    """The record, locked, for one whose role holds the verb and writes rows of this class."""
    person = visible(actor).filter(pk=person_id).first()
    access.require_unit(actor, person.unit_id if person else None)
    access.require_verb(actor, verb)
    access.require_write(actor, data_class)
    assert person is not None
    check_open(actor, person)
    return Person.objects.select_for_update().get(pk=person_id)


def shut(actor: Actor, people: Iterable[Person]) -> set[UUID]:
    """Which of these records are sealed and not open to the actor, though they lie at his places (trust.md I9). No statement where none is sealed.

    A body that a file was sent to reads it by that (access.opened): two people have agreed to the sending.
    """
    sealed = [one.pk for one in people if one.is_sealed and one.unit_id in actor.unit_ids]
    if not sealed:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [sealed, actor.user_id])
        return set(sealed) - {one for (one,) in cursor.fetchall()}


def check_open(actor: Actor, person: Person) -> None:
    """Raises Shut for a sealed record that nobody has opened for this actor."""
    if shut(actor, [person]):
        raise Shut


def check_may_ask_unsealing(actor: Actor) -> None:
    """Ask that a sealed file be opened."""
    access.require_verb(actor, "person.unseal.ask")


def unsealings(actor: Actor) -> QuerySet[Unsealing]:
    """Requests and openings of the actor's own places."""
    access.note()
    return Unsealing.objects.filter(unit_id__in=actor.unit_ids) if actor.sees(DataClass.IDENTITY) else Unsealing.objects.none()


def unsealing_to_decide(actor: Actor, unsealing_id: UUID) -> Unsealing:
    """A request, for one whose role may agree to it."""
    found = _unsealing(actor, unsealing_id)
    access.require_verb(actor, "person.unseal.decide")
    return found


def unsealing_to_end(actor: Actor, unsealing_id: UUID) -> Unsealing:
    """A request or an opening, for one of those who ask; that he is one of its two people, the rules check."""
    found = _unsealing(actor, unsealing_id)
    access.require_verb(actor, "person.unseal.ask")
    return found


def _unsealing(actor: Actor, unsealing_id: UUID) -> Unsealing:
    found = unsealings(actor).filter(pk=unsealing_id).first()
    access.require_unit(actor, found.unit_id if found else None)
    assert found is not None
    return found


def check_may_read(actor: Actor) -> None:
    """Open people's files at all; each query asks again for its own person."""
    access.require_verb(actor, "person.read")


def check_may_register(actor: Actor, unit_id: int) -> None:
    """Add people to the registry of this place."""
    access.require_unit(actor, unit_id)
    access.require_verb(actor, "person.register")
    access.require_write(actor, DataClass.IDENTITY)


def check_may_correct(actor: Actor) -> None:
    """Open the forms by which a file is changed; each action asks again for its own person."""
    access.require_verb(actor, "person.correct")


def check_may_propose(actor: Actor) -> None:
    """Open the form by which a merge is proposed."""
    access.require_verb(actor, "person.merge.propose")


def may_write_households(actor: Actor) -> bool:
    """Whether to offer the forms of the household page."""
    return may(actor, "person.correct") and actor.writes(DataClass.HOUSEHOLD)


def check_may_remove(actor: Actor) -> None:
    """Take back what was registered by a list; which people, the database itself checks."""
    access.require_verb(actor, "person.register")
    access.require_write(actor, DataClass.IDENTITY)


def merges(actor: Actor) -> QuerySet[Merge]:
    """Proposals and merges of the actor's own places."""
    access.note()
    return Merge.objects.filter(unit_id__in=actor.unit_ids) if actor.sees(DataClass.IDENTITY) else Merge.objects.none()


def check_may_see_merges(actor: Actor) -> None:
    """The merge desk is for those who propose and those who decide."""
    if not may(actor, "person.merge.propose"):
        access.require_verb(actor, "person.merge.approve")


def merge_to_decide(actor: Actor, merge_id: UUID) -> Merge:
    """A proposal or a standing merge, for one who may approve, refuse or undo it."""
    found = merges(actor).filter(pk=merge_id).first()
    access.require_unit(actor, found.unit_id if found else None)
    access.require_verb(actor, "person.merge.approve")
    assert found is not None
    return found


def may(actor: Actor, verb: str) -> bool:
    """Whether to offer a button: the bool twin of the verb check."""
    return access.holds(access.require_verb, actor, verb)
