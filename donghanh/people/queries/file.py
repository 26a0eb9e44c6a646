"""One person's file, as far as this room holds it: identity, numbers, addresses, household, merges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.base.privacy import vault
from donghanh.kernel import names
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.people import access
from donghanh.people.models import Person
from donghanh.people.queries._rows import fetch
from donghanh.people.rules import context
from donghanh.people.terms import AddressKind, IdentifierKind, Relation, Sex

# Plain statements: the page is opened all day, and to build each of them anew costs more than to answer it (docs/adr/0013).
_NUMBERS = """
select id, kind, last_digits, recorded_at, ended_at from people_identifier where person_id = %s order by ended_at, kind, recorded_at"""
_ADDRESSES = """
select a.id, a.kind, trim(u.kind || ' ' || u.name) as place, a.sealed_detail, a.starts_on, a.ends_before
from people_address a join places_unit u on u.id = a.place_id where a.person_id = %s order by a.kind, a.starts_on desc"""
_HOUSEHOLD = """
select m.household_id, m.person_id, m.relation, p.full_name, p.birth_year, p.is_sealed
from people_householdmember m join people_person p on p.id = m.person_id
where m.ends_before is null
  and m.household_id in (select household_id from people_householdmember where person_id = %s and ends_before is null)
order by m.starts_on, m.id"""
_JOINED = """
select id, kept_id, gone_id, decided_at, undone_at from people_merge where (kept_id = %s or gone_id = %s) and is_approved order by decided_at desc"""


@dataclass(frozen=True, slots=True)
class NumberRow:
    """An identity number, masked ("•••••••••123"); opened only by people.actions.reveal_identifier."""

    id: UUID
    kind: str
    kind_name: str
    masked: str
    recorded_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class AddressRow:
    """Where the person lives or lived, in the words of that time; detail is empty for a role of minimal sight."""

    id: UUID
    kind: str
    kind_name: str
    place: str
    detail: str
    starts_on: date
    ends_before: date | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of the same household today; name is empty for a sealed person, masked for a role of minimal sight."""

    person_id: UUID
    name: str
    birth_year: int
    relation: str


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A record that was merged into this one, or into which this one was merged."""

    merge_id: UUID
    other_id: UUID
    is_kept: bool
    decided_at: datetime | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Frozen: what the page shows. household is None where the role does not see households.

    is_shut: sealed, and nobody has opened it for this reader, who gets name, sex and year of birth and nothing else of this room.
    """

    id: UUID
    name: str
    other_name: str
    sex: str
    birth_year: int
    born_on: date | None
    guardian_name: str
    unit_id: int
    unit_name: str
    is_sealed: bool
    is_shut: bool
    merged_into: UUID | None
    registered_at: datetime
    version: int
    numbers: tuple[NumberRow, ...]
    addresses: tuple[AddressRow, ...]
    household_id: UUID | None
    relation: str
    household: tuple[MemberRow, ...] | None
    joined: tuple[JoinedRow, ...]

    @property
    def records(self) -> list[UUID]:
        """All records that read as this person, this one first: ask for cases of all of them."""
        return [self.id, *(one.other_id for one in self.joined if one.is_kept and one.undone_at is None)]


def person_page(actor: Actor, person_id: UUID) -> PersonFile:
    """Everything this room shows of one person, in at most five statements. The caller notes the reading before it is shown.

    Raises NotInReach outside the scope, MayNot inside without the right. Numbers are masked, addresses opened for those who read D2.
    A sealed file costs one statement more, which asks whether it stands open.
    """
    person = access.person_to_read(actor, person_id)
    is_shut = bool(access.shut(actor, [person]))
    household_id, relation, household = (None, "", None) if is_shut else _household(actor, person)
    full = actor.reads(DataClass.IDENTITY)
    open_to_all = full and not is_shut
    return PersonFile(
        id=person.pk,
        name=person.full_name if full else names.masked(person.full_name),
        other_name=person.other_name if open_to_all else "",
        sex=Sex(person.sex).label,
        birth_year=person.birth_year,
        born_on=person.born_on if open_to_all else None,
        guardian_name=person.guardian_name if open_to_all else "",
        unit_id=person.unit_id,
        unit_name=str(person.unit),
        is_sealed=person.is_sealed,
        is_shut=is_shut,
        merged_into=person.merged_into_id,
        registered_at=person.registered_at,
        version=person.version,
        numbers=_numbers(person) if open_to_all else (),
        addresses=() if is_shut else _addresses(actor, person),
        household_id=household_id,
        relation=relation,
        household=household,
        joined=_joined(person),
    )


def _numbers(person: Person) -> tuple[NumberRow, ...]:
    length = {IdentifierKind.CITIZEN: 12, IdentifierKind.OLD_ID: 9, IdentifierKind.PASSPORT: 8}
    return tuple(
        NumberRow(
            one["id"],
            one["kind"],
            IdentifierKind(one["kind"]).label,
            "•" * (length[one["kind"]] - len(one["last_digits"])) + one["last_digits"],
            one["recorded_at"],
            one["ended_at"],
        )
        for one in fetch(_NUMBERS, [person.pk])
    )


def _addresses(actor: Actor, person: Person) -> tuple[AddressRow, ...]:
    if not actor.sees(DataClass.CONTACT):
        return ()
    return tuple(
        AddressRow(
            one["id"],
            one["kind"],
            AddressKind(one["kind"]).label,
            one["place"],
            _detail(person, one["sealed_detail"]) if actor.reads(DataClass.CONTACT) else "",
            one["starts_on"],
            one["ends_before"],
        )
        for one in fetch(_ADDRESSES, [person.pk])
    )


def _detail(person: Person, sealed: bytes | None) -> str:
    return "" if sealed is None else vault.open_sealed(person.data_key, sealed, context=context(person.pk, "address"))


def _household(actor: Actor, person: Person) -> tuple[UUID | None, str, tuple[MemberRow, ...] | None]:
    if not actor.sees(DataClass.HOUSEHOLD):
        return None, "", None
    members = fetch(_HOUSEHOLD, [person.pk])
    own = next((one for one in members if one["person_id"] == person.pk), None)
    full = actor.reads(DataClass.HOUSEHOLD) and actor.reads(DataClass.IDENTITY)
    others = tuple(
        MemberRow(
            one["person_id"],
            "" if one["is_sealed"] else one["full_name"] if full else names.masked(one["full_name"]),
            one["birth_year"],
            Relation(one["relation"]).label if full else "",
        )
        for one in members
        if one["person_id"] != person.pk
    )
    return (own["household_id"], Relation(own["relation"]).label, others) if own else (None, "", ())


def _joined(person: Person) -> tuple[JoinedRow, ...]:
    return tuple(
        JoinedRow(
            one["id"],
            one["gone_id"] if one["kept_id"] == person.pk else one["kept_id"],
            one["kept_id"] == person.pk,
            one["decided_at"],
            one["undone_at"],
        )
        for one in fetch(_JOINED, [person.pk, person.pk])
    )
