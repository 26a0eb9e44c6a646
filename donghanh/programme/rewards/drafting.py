"""What the forms of rewards hand to the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.registers.rules import Paper
from donghanh.programme.rewards.terms import Occasion, PublicFunction, Subject


@dataclass(frozen=True, slots=True)
class CriteriaDraft:
    """A version of a set of criteria, for a clause of a plan."""

    code: str
    title: str
    plan_id: str
    clause: str
    valid_from: date
    criteria: tuple[str, ...]
    paper: Paper


@dataclass(frozen=True, slots=True)
class CouncilDraft:
    """A council; seats: bodies that hold one. Shares in percent, as its paper prints them."""

    name: str
    paper: Paper
    quorum_percent: int
    majority_percent: int
    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """Whom to praise for what. proofs: words by criterion. person, function: only where subject is a person in public function."""

    criteria_id: UUID
    subject: Subject | str
    body_id: int
    occasion: Occasion | str
    from_on: date
    to_on: date
    merit: str
    asked: str
    proofs: dict[UUID, str] = field(default_factory=dict)
    person: str = ""
    function: PublicFunction | str = ""
    file: FileDraft | None = None
