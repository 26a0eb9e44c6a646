"""What is said of a file beside its steps: the procuracy's papers, the conclusion on dependence, and steps that a body wants to take back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from donghanh.cases.dossiers import access
from donghanh.cases.dossiers.models import Passage, VoidProposal
from donghanh.cases.dossiers.queries.passages import PassageRow, row
from donghanh.cases.hands import OWN_HAND
from donghanh.cases.models import Fact
from donghanh.cases.terms import FactKind
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass


@dataclass(frozen=True, slots=True)
class ProtestRow:
    """A paper of the procuracy. form: recommend | protest; against: decision (then ruling and ruled_at name it) | handling.

    settled, settled_at: number and moment of the ruling of the court above that answers it, "" and None while there is none.
    """

    id: UUID
    form: str
    against: str
    number: str
    signed_at: datetime
    content: str
    body: str
    ruling: str
    ruled_at: datetime | None
    settled: str = ""
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WatchedRow:
    """A file that the court took on beside this procuracy. is_readable: it is with the court, or has left it and is not closed.

    papers: what this procuracy (and those it followed) said of it; settled: how many of them the court above answered.
    """

    row: PassageRow
    is_at_court: bool
    is_readable: bool
    papers: int
    settled: int


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The determination as the law's list of papers gives it to who has the file: day, body, conclusion; nothing of what the doctor wrote."""

    found_at: datetime
    body: str
    is_dependent: bool


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A step that the body wants to take back, and waits for a second person. is_mine: the reader proposed it himself."""

    id: UUID
    kind: FactKind
    reason: str
    proposed_at: datetime
    is_mine: bool


def protests(actor: Actor, passage_id: UUID) -> list[ProtestRow]:
    """The procuracy's papers in this file, while the file is open to the reader, and his own body's always; the oldest first.

    Raises MayNot, NotInReach.
    """
    passage = access.passage_to_read(actor, passage_id)
    return [ProtestRow(*line) for line in _asked("select * from dossier_protests(%s)", passage.pk)]


def watched(actor: Actor, *, limit: int = 100) -> list[WatchedRow]:
    """Files that the actor's procuracy checks or checked: those at the court first, the latest first. Raises MayNot."""
    rights.require_verb(actor, "dossier.protest")
    here = access.bodies(actor)
    found = access.within_reach(actor).filter(watched_by_id__in=here).order_by(F("done_at").desc(nulls_first=True), "-accepted_at", "id")
    told = {line[0]: line[1:] for line in _asked("select * from dossier_watched()")}
    return [WatchedRow(row(actor, one, here), *told[one.pk]) for one in found[:limit]]


def conclusion(actor: Actor, passage_id: UUID) -> Conclusion | None:
    """The conclusion behind the result in the list; None where the list has none, or the file is not open to the reader. Raises MayNot."""
    passage = access.passage_to_read(actor, passage_id)
    if not actor.sees(DataClass.DETERMINATION):
        return None
    found = _asked("select found_at, coalesce(body, ''), is_dependent from dossier_conclusion(%s)", passage.pk)
    return Conclusion(*found[0]) if found else None


def voidable(actor: Actor, passage_id: UUID) -> frozenset[UUID]:
    """Own steps that this body may take back now. Raises MayNot, NotInReach."""
    passage = access.passage_held(actor, passage_id)
    return frozenset(line[0] for line in _asked("select * from dossier_voidable(%s)", passage.pk))


def takes_back_itself(fact: Fact) -> bool:
    """A body with a desk in the file's way (court, facility, procuracy) wrote this step: it alone takes it back (`propose_voiding`, two people).

    The caller has opened the case of the fact. False for a commune's own step, and for a health body's answer, which has no such way.
    """
    there = Q(to_body_id=fact.body_id, leg__in=OWN_HAND) | Q(watched_by_id=fact.body_id)
    return fact.body is not None and not fact.body.kind.startswith("commune_") and Passage.objects.filter(there, case_id=fact.case_id).exists()


def void_proposals(actor: Actor, passage_id: UUID) -> list[ProposalRow]:
    """Steps of this file that the actor's body wants to take back, not decided yet. Raises MayNot, NotInReach."""
    passage = access.passage_held(actor, passage_id)
    waiting = VoidProposal.objects.filter(passage=passage, body_id__in=access.bodies(actor), decided_at__isnull=True).order_by("proposed_at")
    return [ProposalRow(one.pk, FactKind(one.kind), one.reason, one.proposed_at, one.proposed_by == actor.user_id) for one in waiting]


def _asked(sql: str, *values: UUID) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
