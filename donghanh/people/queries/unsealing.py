"""Who asked to read a sealed file, who agreed, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.base.accounts.models import User
from donghanh.kernel.actor import Actor
from donghanh.people import access
from donghanh.people.models import Unsealing


@dataclass(frozen=True, slots=True)
class UnsealingRow:
    """state: "asked", "open", "past" (its time is over, or shut early), "refused" or "withdrawn".

    birth_year stands for the name, which no list shows; is_of_two: the reader asked or agreed.
    """

    id: UUID
    person_id: UUID
    birth_year: int
    reason: str
    days: int
    asked_by: str
    asked_at: datetime
    is_own: bool
    decided_by: str
    decided_at: datetime | None
    answer: str
    opened_until: datetime | None
    ended_at: datetime | None
    is_of_two: bool
    state: str


def unsealings_of(actor: Actor, person_ids: Iterable[UUID], *, at: datetime) -> list[UnsealingRow]:
    """All requests for these records, the newest first. Two statements."""
    return _rows(access.unsealings(actor).filter(person_id__in=list(person_ids)), actor, at)


def unsealing_desk(actor: Actor, *, at: datetime) -> list[UnsealingRow]:
    """What waits for an answer at the actor's places, and what stands open there. Two statements."""
    waiting = Q(is_approved__isnull=True) | Q(is_approved=True, opened_until__gt=at)
    return _rows(access.unsealings(actor).filter(waiting, ended_at__isnull=True), actor, at)


def _rows(found: QuerySet[Unsealing], actor: Actor, at: datetime) -> list[UnsealingRow]:
    rows = list(found.select_related("person").order_by("-asked_at", "-id"))
    people = {row.asked_by for row in rows} | {row.decided_by for row in rows if row.decided_by}
    officials = dict(User.objects.filter(pk__in=people).values_list("pk", "full_name")) if people else {}
    return [_row(row, officials, actor, at) for row in rows]


def _row(row: Unsealing, officials: dict[int, str], actor: Actor, at: datetime) -> UnsealingRow:
    return UnsealingRow(
        id=row.pk,
        person_id=row.person_id,
        birth_year=row.person.birth_year,
        reason=row.reason,
        days=row.days,
        asked_by=officials.get(row.asked_by, ""),
        asked_at=row.asked_at,
        is_own=row.asked_by == actor.user_id,
        decided_by=officials.get(row.decided_by or 0, ""),
        decided_at=row.decided_at,
        answer=row.answer,
        opened_until=row.opened_until,
        ended_at=row.ended_at,
        is_of_two=actor.user_id in (row.asked_by, row.decided_by),
        state=_state(row, at),
    )


def _state(row: Unsealing, at: datetime) -> str:
    if row.is_approved is None:
        return "asked" if row.ended_at is None else "withdrawn"
    if not row.is_approved:
        return "refused"
    return "open" if row.ended_at is None and row.opened_until and row.opened_until > at else "past"
