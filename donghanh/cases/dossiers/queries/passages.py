"""Hand-overs as each side sees them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from donghanh.cases.dossiers import access, rules
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.legal import dossiers as law

_LEFT_LAST = (F("done_at").desc(nulls_first=True), F("returned_at").desc(nulls_first=True))
_WAITING_FIRST = (*_LEFT_LAST, F("accepted_at").asc(nulls_first=True), "due_at", "sent_at")
"""A list is cut at its end, so what waits never stands behind what is done."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One hand-over as both sides see it. lines: only what the reader's role may see of each paper. to_us: sent to the reader's own body;
    from_us: his place or body sent it; kept_here: the file itself is his place's."""

    id: UUID
    case_id: UUID
    procedure: str
    leg: str
    summary: str
    from_name: str
    to_name: str
    sent_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    rule_id: str
    accepted_at: datetime | None
    returned_at: datetime | None
    done_at: datetime | None
    on_paper: str
    why_missing: str
    to_us: bool
    from_us: bool
    kept_here: bool
    lines: tuple[dict[str, Any], ...]
    faults: tuple[dict[str, Any], ...]

    @property
    def is_open(self) -> bool:
        return self.returned_at is None and self.done_at is None


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage with what the other side may read of the person and of the steps while the file lies with it. ours: steps of the reader's body;
    contested: those of them that the person says are wrong."""

    row: PassageRow
    person_id: UUID | None
    full_name: str
    born_on: date | None
    birth_year: int
    sex: str
    steps: tuple[FactView, ...]
    ours: frozenset[UUID] = frozenset()
    contested: frozenset[UUID] = frozenset()

    @property
    def last(self) -> FactView | None:
        """The latest step."""
        return max(self.steps, key=lambda fact: (fact.counts_from, fact.id), default=None)


def row(actor: Actor, one: Passage, here: frozenset[int]) -> PassageRow:
    """A passage as this actor (of these bodies) may see it: papers of a class he sees in part or not at all say no reference nor pages."""
    names = ("case_id", "procedure", "leg", "summary")
    times = ("sent_at", "received_at", "due_at", "rule_id", "accepted_at", "returned_at", "done_at", "on_paper", "why_missing")
    lines = tuple(_for(actor, line) for line in one.lines)
    return PassageRow(
        one.pk,
        *(getattr(one, name) for name in names),
        one.from_body.name if one.from_body else str(one.unit),
        one.to_name,
        *(getattr(one, name) for name in times),
        to_us=one.to_body_id in here,
        kept_here=one.unit_id in actor.unit_ids,
        from_us=one.from_body_id in here or (one.from_body_id is None and one.unit_id in actor.unit_ids),
        lines=lines,
        faults=tuple(one.faults),
    )


def _for(actor: Actor, line: dict[str, Any]) -> dict[str, Any]:
    if actor.reads(DataClass(line["class"])):
        return line | {"depth": "full"}
    if actor.sees(DataClass(line["class"])):
        return line | {"depth": "part", "reference": "", "pages": 0}
    return line | {"depth": "none", "reference": "", "pages": 0, "because": ""}


def with_us(actor: Actor, *, limit: int = 100) -> list[PassageRow]:
    """Files sent to the actor's body or watched by it: those that wait first, what left again last; what was sent from here stands with the file."""
    access.require_reader(actor)
    here = access.bodies(actor)
    found = access.within_reach(actor).filter(Q(to_body_id__in=here) | Q(watched_by_id__in=here))
    return [row(actor, one, here) for one in found.order_by(*_WAITING_FIRST)[:limit]]


def opened(actor: Actor, passage_id: UUID) -> Opened:
    """One passage; the person's name and the legal steps only while it lies with the reader and was signed for. Raises MayNot, NotInReach."""
    one = access.passage_to_read(actor, passage_id)
    with connection.cursor() as cursor:
        cursor.execute("select id, full_name, born_on, birth_year, sex from dossier_person(%s)", [one.pk])
        person_id, name, born_on, year, sex = cursor.fetchone() or (None, "", None, 0, "")
        cursor.execute("select id, kind, happened_at, is_date_only, data, is_ours, is_contested from dossier_steps(%s)", [one.pk])
        told = cursor.fetchall()
    steps = tuple(step_view(line[:5]) for line in told)
    ours, contested = (frozenset(line[0] for line in told if line[column]) for column in (-2, -1))
    return Opened(row(actor, one, access.bodies(actor)), person_id, name, born_on, year or 0, sex, steps, ours, contested)


def step_view(line: Sequence[Any]) -> FactView:
    """A row of dossier_steps (id, kind, happened_at, is_date_only, data) as the rules read it."""
    pk, kind, at, is_date_only, data = line
    return FactView(pk, FactKind(kind), at, is_date_only, json.loads(data) if isinstance(data, str) else data)


def earlier_returns(one: Passage) -> list[law.Returned]:
    """Returns of the same file on the same leg before this passage."""
    found = Passage.objects.filter(case_id=one.case_id, leg=one.leg, returned_at__isnull=False).exclude(pk=one.pk)
    return [rules.returned(before.lines, before.faults) for before in found]
