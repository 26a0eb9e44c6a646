"""One person's file, as far as this room holds it: identity, numbers, addresses, household, merges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from donghanh.base.privacy import vault
from donghanh.kernel import names
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.people import access
from donghanh.people.models import Address, HouseholdMember, Identifier, Merge, Person
from donghanh.people.rules import context
from donghanh.people.terms import AddressKind, IdentifierKind, Relation, Sex


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
    """Frozen: what the page shows. household is None where the role does not see households."""

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
    """
    person = access.person_to_read(actor, person_id)
    household_id, relation, household = _household(actor, person)
    full = actor.reads(DataClass.IDENTITY)
    return PersonFile(
        id=person.pk,
        name=person.full_name if full else names.masked(person.full_name),
        other_name=person.other_name if full else "",
        sex=Sex(person.sex).label,
        birth_year=person.birth_year,
        born_on=person.born_on if full else None,
        guardian_name=person.guardian_name if full else "",
        unit_id=person.unit_id,
        unit_name=str(person.unit),
        is_sealed=person.is_sealed,
        merged_into=person.merged_into_id,
        registered_at=person.registered_at,
        version=person.version,
        numbers=_numbers(person) if full else (),
        addresses=_addresses(actor, person),
        household_id=household_id,
        relation=relation,
        household=household,
        joined=_joined(person),
    )


def _numbers(person: Person) -> tuple[NumberRow, ...]:
    length = {IdentifierKind.CITIZEN: 12, IdentifierKind.OLD_ID: 9, IdentifierKind.PASSPORT: 8}
    return tuple(
        NumberRow(
            one.pk,
            one.kind,
            IdentifierKind(one.kind).label,
            "•" * (length[one.kind] - len(one.last_digits)) + one.last_digits,
            one.recorded_at,
            one.ended_at,
        )
        for one in Identifier.objects.filter(person=person).order_by("ended_at", "kind", "recorded_at")
    )


def _addresses(actor: Actor, person: Person) -> tuple[AddressRow, ...]:
    if not actor.sees(DataClass.CONTACT):
        return ()
    return tuple(
        AddressRow(
            one.pk,
            one.kind,
            AddressKind(one.kind).label,
            str(one.place),
            _detail(person, one) if actor.reads(DataClass.CONTACT) else "",
            one.starts_on,
            one.ends_before,
        )
        for one in Address.objects.filter(person=person).select_related("place").order_by("kind", "-starts_on")
    )


def _detail(person: Person, address: Address) -> str:
    if address.sealed_detail is None:
        return ""
    return vault.open_sealed(person.data_key, address.sealed_detail, context=context(person.pk, "address"))


def _household(actor: Actor, person: Person) -> tuple[UUID | None, str, tuple[MemberRow, ...] | None]:
    if not actor.sees(DataClass.HOUSEHOLD):
        return None, "", None
    mine = HouseholdMember.objects.filter(person=person, ends_before__isnull=True).values("household_id")
    members = list(HouseholdMember.objects.filter(household__in=mine, ends_before__isnull=True).select_related("person").order_by("starts_on", "id"))
    own = next((one for one in members if one.person_id == person.pk), None)
    full = actor.reads(DataClass.HOUSEHOLD) and actor.reads(DataClass.IDENTITY)
    others = tuple(
        MemberRow(
            one.person_id,
            "" if one.person.is_sealed else one.person.full_name if full else names.masked(one.person.full_name),
            one.person.birth_year,
            Relation(one.relation).label if full else "",
        )
        for one in members
        if one.person_id != person.pk
    )
    return (own.household_id, Relation(own.relation).label, others) if own else (None, "", ())


def _joined(person: Person) -> tuple[JoinedRow, ...]:
    rows = Merge.objects.filter(Q(kept=person) | Q(gone=person), is_approved=True).order_by("-decided_at")
    return tuple(
        JoinedRow(one.pk, one.gone_id if one.kept_id == person.pk else one.kept_id, one.kept_id == person.pk, one.decided_at, one.undone_at)
        for one in rows
    )
