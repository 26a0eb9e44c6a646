"""Files that do not move: where they stand, since when, who can move them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from donghanh import legal
from donghanh.cases.dossiers import access, rules
from donghanh.cases.models import Duty
from donghanh.cases.terms import Procedure
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal.letters import duty_label

UNREAD_AFTER = timedelta(days=2)
"""When a file that nobody signed for is called stuck: our own choice, no limit of the law."""
FEW = 8
"""Counts below it are not said to those who may read totals only (trust.md P1)."""


@dataclass(frozen=True, slots=True)
class StuckRow:
    """A file that does not move: where it stands, since when, under which limit, who can move it. passage_id: the hand-over that waits."""

    case_id: UUID | None
    number: str
    where: str
    since: datetime
    due_at: datetime | None
    citation: str
    mover: str
    passage_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StuckAt:
    """For the province: a body with files that do not move, or a commune that is past a limit. count: to the nearest 5; None: fewer than FEW.

    since: first day of the month in which the oldest began to lie: of one file the day itself would be the person's own.
    """

    name: str
    count: int | None
    since: date


def stuck(actor: Actor, *, at: datetime, limit: int = 100) -> list[StuckRow]:
    """Files of the actor's places that are past a limit, or that nobody signed for; for a body: those that lie with it. Oldest first."""
    access.require_reader(actor)
    rows = [*_late_duties(actor, at), *_late_passages(actor, at)]
    return sorted(rows, key=lambda one: one.due_at or one.since)[:limit]


def _late_duties(actor: Actor, at: datetime) -> list[StuckRow]:
    late = Duty.objects.filter(unit_id__in=actor.unit_ids, due_at__lte=at, stands_from__lte=at, case__procedure__in=_TRAVELLING)
    late = late.exclude(stands_until__lte=at).exclude(function__in=legal.persons())  # a right that has run out is nobody's to move
    late = late.select_related("case").order_by("due_at")[:100]
    return [_of_duty(one, at) for one in late]


def _of_duty(one: Duty, at: datetime) -> StuckRow:
    citation = legal.rule_for(one.rule_id, one.case.procedure).citation_vi if one.rule_id else ""
    since = one.counted_from or one.stands_from
    where = duty_label(one.kind)
    return StuckRow(one.case_id, one.case.number, where, since, one.due_at, citation, _mover(one.function, local_day(at)))


def _mover(function: str, on: date) -> str:
    try:
        return legal.holder(function, on).office_vi
    except Cannot:
        return legal.function_title(function)


def _late_passages(actor: Actor, at: datetime) -> list[StuckRow]:
    waiting = access.within_reach(actor).filter(returned_at__isnull=True, done_at__isnull=True, accepted_at__isnull=True)
    return [
        StuckRow(
            one.case_id if one.unit_id in actor.unit_ids else None,
            one.case.number if one.unit_id in actor.unit_ids else one.summary,
            "Chưa ký nhận" if one.received_at is None else "Đang ở nơi nhận",
            one.sent_at if one.received_at is None else one.received_at,
            one.due_at,
            legal.rule_for(one.rule_id, one.procedure).citation_vi if one.rule_id else "",
            one.to_name,
            one.pk,
        )
        for one in waiting
        if rules.is_stuck(received_at=one.received_at, sent_at=one.sent_at, due_at=one.due_at, at=at, unread_after=at - UNREAD_AFTER)
    ]


_TRAVELLING = (Procedure.COMPULSORY, Procedure.COMPULSORY_MINOR)


def stuck_in_province(actor: Actor, *, at: datetime) -> list[StuckAt]:
    """Bodies and communes of the actor's province with files that do not move, the oldest first; small counts are not said. Raises MayNot."""
    rights.require_verb(actor, "dossier.stuck")
    with connection.cursor() as cursor:
        cursor.execute("select name, files, since from dossier_stuck_bodies(%s) order by since, name", [at])
        return [StuckAt(name[:1].upper() + name[1:], *told) for name, *told in cursor.fetchall()]
