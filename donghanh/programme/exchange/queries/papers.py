"""Papers that were read: each proposal beside its sentence, with what a person said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from donghanh.base.accounts import queries as accounts
from donghanh.kernel.actor import Actor
from donghanh.programme.exchange import access
from donghanh.programme.exchange.finding import Found
from donghanh.programme.exchange.models import Judgement, Paper, Proposal
from donghanh.programme.exchange.terms import ProposalKind, Sureness

NEWEST, ON_A_PAGE = 20, 30


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper. open, accepted: how many proposals wait, and how many were accepted."""

    id: UUID
    filename: str
    made_by: str
    made_at: datetime
    proposals: int
    open: int
    accepted: int


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal. is_accepted None: nobody has said anything yet."""

    id: UUID
    position: int
    kind: ProposalKind
    code: str
    place: str
    sentence: str
    said: dict[str, Any]
    sureness: Sureness
    is_accepted: bool | None


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One paper with a page of its proposals."""

    row: PaperRow
    proposals: tuple[ProposalRow, ...]
    page: int
    pages: int


def papers(actor: Actor) -> list[PaperRow]:
    """The newest papers of the actor's province. Raises MayNot."""
    unit_id = access.check_may_import(actor)
    found = list(Paper.objects.filter(unit_id=unit_id).order_by("-made_at")[:NEWEST])
    said: dict[UUID, list[bool | None]] = {one.pk: [] for one in found}
    for paper_id, last in _judged().filter(paper__in=found).values_list("paper_id", "last"):
        said[paper_id].append(last)
    names = accounts.names_of({one.made_by for one in found})
    return [_paper(one, said[one.pk], names) for one in found]


def paper(actor: Actor, paper_id: UUID, *, kind: str = "", page: int = 1) -> PaperSheet:
    """One paper, some proposals at a time. kind: only these. Raises MayNot, NotInReach."""
    one = access.paper(actor, paper_id)
    every = list(_judged().filter(paper=one).order_by("position"))
    shown = [row for row in every if kind in ("", row.kind)]
    pages = max(1, -(-len(shown) // ON_A_PAGE))
    at = min(max(page, 1), pages)
    rows = tuple(_row(row) for row in shown[(at - 1) * ON_A_PAGE : at * ON_A_PAGE])
    return PaperSheet(_paper(one, [row.last for row in every], accounts.names_of({one.made_by})), rows, at, pages)


def accepted(actor: Actor, paper_id: UUID) -> list[Found]:
    """What was accepted of this paper, in its order. Raises MayNot, NotInReach."""
    one = access.paper(actor, paper_id)
    rows = [_row(row) for row in _judged().filter(paper=one, last=True).order_by("position")]
    return [Found(row.kind, row.code, row.place, row.sentence, row.sureness, row.said) for row in rows]


def _judged() -> QuerySet[Proposal]:
    last = Judgement.objects.filter(proposal=OuterRef("pk")).order_by("-made_at", "-id").values("is_accepted")[:1]
    return Proposal.objects.annotate(last=Subquery(last))


def _paper(one: Paper, said: list[bool | None], names: dict[int, str]) -> PaperRow:
    return PaperRow(one.pk, one.filename, names.get(one.made_by, ""), one.made_at, len(said), said.count(None), said.count(True))


def _row(one: Any) -> ProposalRow:
    said = dict(one.said)
    code = said.pop("code", "")
    return ProposalRow(one.pk, one.position, ProposalKind(one.kind), code, one.place, one.sentence, said, Sureness(one.sureness), one.last)
