"""The working list: duties that stand now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from donghanh.cases.models import Duty
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One line of a working list. due_at None: the law names no limit. function: who owes it, resolved by date where shown."""

    id: int
    kind: str
    rule_id: str
    function: str
    case_id: UUID
    case_number: str
    person_id: UUID
    person_name: str
    birth_year: int
    is_sealed: bool
    counted_from: datetime | None
    due_at: datetime | None
    stands_from: datetime


@dataclass(frozen=True, slots=True)
class TodayCounts:
    """The figures above a working list."""

    late: int
    today: int
    week: int


def _standing(actor: Actor, at: datetime) -> QuerySet[Duty]:
    rights.note()
    duties = Duty.objects.filter(unit_id__in=actor.unit_ids, stands_from__lte=at).filter(Q(stands_until__isnull=True) | Q(stands_until__gt=at))
    return duties if actor.reads(DataClass.LEGAL) else duties.none()


def working_list(actor: Actor, *, at: datetime, limit: int = 50, kinds: Sequence[str] = (), case_id: UUID | None = None) -> list[DutyRow]:
    """Duties that stand now in the actor's places, the most urgent first, those without a limit last. One query."""
    found = _standing(actor, at)
    if kinds:
        found = found.filter(kind__in=kinds)
    if case_id:
        found = found.filter(case_id=case_id)
    rows = found.order_by(F("due_at").asc(nulls_last=True), "id").values_list(
        "id",
        "kind",
        "rule_id",
        "function",
        "case_id",
        "case__number",
        "case__person_id",
        "case__person__full_name",
        "case__person__birth_year",
        "case__person__is_sealed",
        "counted_from",
        "due_at",
        "stands_from",
    )[:limit]
    return [DutyRow(*row) for row in rows]


def today_counts(actor: Actor, *, at: datetime) -> TodayCounts:
    """How many duties are late, due before the end of today, and due within seven days. One query."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    counts = _standing(actor, at).aggregate(
        late=Count("id", filter=Q(due_at__lte=at)),
        today=Count("id", filter=Q(due_at__gt=at, due_at__lte=midnight)),
        week=Count("id", filter=Q(due_at__gt=midnight, due_at__lte=midnight + timedelta(days=7))),
    )
    return TodayCounts(counts["late"], counts["today"], counts["week"])
