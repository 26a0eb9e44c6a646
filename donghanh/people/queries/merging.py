"""The desk where two people decide whether two records are one human being."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from donghanh.base.accounts.models import User
from donghanh.kernel import names
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.people import access
from donghanh.people.models import Address, Identifier, Merge, Person
from donghanh.people.rules import UNDO_DAYS
from donghanh.people.terms import IdentifierKind, Sex


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records, in the few facts by which people compare; numbers masked, no health data."""

    person_id: UUID
    name: str
    other_name: str
    sex: str
    birth_year: int
    born_on: date | None
    guardian_name: str
    numbers: tuple[str, ...]
    places: tuple[str, ...]
    registered_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A proposal or a merge. state: "open", "standing" (may_undo until undo_until), "refused" or "undone"."""

    id: UUID
    kept: Side
    gone: Side
    reason: str
    proposed_by: str
    proposed_at: datetime
    is_own: bool
    decided_by: str
    decided_at: datetime | None
    state: str
    undo_until: datetime | None
    undone_at: datetime | None
    undo_reason: str


def merge_desk(actor: Actor, *, at: datetime, limit: int = 50) -> list[MergeRow]:
    """Open proposals first, then what was decided in the last 30 days; each with both sides."""
    access.check_may_see_merges(actor)
    since = at - timedelta(days=UNDO_DAYS)
    rows = access.merges(actor).filter(Q(decided_at__isnull=True) | Q(decided_at__gte=since) | Q(undone_at__gte=since))
    rows = list(rows.order_by("-decided_at", "proposed_at")[:limit])
    sides = merge_sides(actor, {one for row in rows for one in (row.kept_id, row.gone_id)})
    officials = dict(User.objects.filter(pk__in={row.proposed_by for row in rows} | {row.decided_by for row in rows}).values_list("pk", "full_name"))
    return [_row(row, sides, officials, actor, at) for row in rows if row.kept_id in sides and row.gone_id in sides]


def merge_sides(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, Side]:
    """The records to compare, by id; those outside the scope are absent. Of one that is sealed and shut little is said.

    Four statements at most, however many there are.
    """
    ids = list(person_ids)
    full = actor.reads(DataClass.IDENTITY)
    numbers: dict[UUID, list[str]] = {}
    for one in Identifier.objects.filter(person_id__in=ids, ended_at__isnull=True).order_by("kind"):
        numbers.setdefault(one.person_id, []).append(f"{IdentifierKind(one.kind).label}: …{one.last_digits}")
    places: dict[UUID, list[str]] = {}
    for one in Address.objects.filter(person_id__in=ids, ends_before__isnull=True).select_related("place").order_by("kind"):
        places.setdefault(one.person_id, []).append(f"{one.get_kind_display()}: {one.place}")
    found = list(access.visible(actor).filter(pk__in=ids))
    shut = access.shut(actor, found)
    return {
        person.pk: _side(person, full, tuple(numbers.get(person.pk, ())), tuple(places.get(person.pk, ())), is_shut=person.pk in shut)
        for person in found
    }


def _side(person: Person, full: bool, numbers: tuple[str, ...], places: tuple[str, ...], *, is_shut: bool) -> Side:
    open_to_all = full and not is_shut
    return Side(
        person_id=person.pk,
        name=person.full_name if full else names.masked(person.full_name),
        other_name=person.other_name if open_to_all else "",
        sex=Sex(person.sex).label,
        birth_year=person.birth_year,
        born_on=person.born_on if open_to_all else None,
        guardian_name=person.guardian_name if open_to_all else "",
        numbers=numbers if open_to_all else (),
        places=() if is_shut else places,
        registered_at=person.registered_at,
        version=person.version,
    )


def _row(row: Merge, sides: dict[UUID, Side], officials: dict[int, str], actor: Actor, at: datetime) -> MergeRow:
    standing = row.is_approved and row.undone_at is None
    state = "open" if row.decided_at is None else "standing" if standing else "undone" if row.undone_at else "refused"
    until = row.decided_at + timedelta(days=UNDO_DAYS) if standing and row.decided_at else None
    return MergeRow(
        id=row.pk,
        kept=sides[row.kept_id],
        gone=sides[row.gone_id],
        reason=row.reason,
        proposed_by=officials.get(row.proposed_by, ""),
        proposed_at=row.proposed_at,
        is_own=row.proposed_by == actor.user_id,
        decided_by=officials.get(row.decided_by or 0, ""),
        decided_at=row.decided_at,
        state=state,
        undo_until=until if until and until >= at else None,
        undone_at=row.undone_at,
        undo_reason=row.undo_reason,
    )
