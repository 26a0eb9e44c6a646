"""What the forms of staffing hand to the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.programme.registers.rules import Paper
from donghanh.programme.staffing.terms import QualificationKind


@dataclass(frozen=True, slots=True)
class NormDraft:
    """How many, from which day, by which paper; functions, needs: codes of terms."""

    quantity: int | None
    starts_on: date
    paper: Paper
    functions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PositionDraft:
    body_id: int
    title: str
    group: str
    norm: NormDraft


@dataclass(frozen=True, slots=True)
class HoldingDraft:
    """member_id: somebody already known; user_id: an official with a login; name: somebody else. One of the three."""

    position_id: UUID
    starts_on: date
    paper: Paper
    functions: tuple[str, ...] = ()
    is_part_time: bool = False
    member_id: UUID | None = None
    user_id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """To which post, from which day, by which paper."""

    position_id: UUID
    on: date
    paper: Paper
    functions: tuple[str, ...] = ()
    is_part_time: bool = False


@dataclass(frozen=True, slots=True)
class QualificationDraft:
    kind: QualificationKind | str
    issuer: str
    issued_on: date
    number: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class LineDraft:
    title: str
    group: str
    quantity: int | None
    functions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemeDraft:
    """plan, clause: empty, or the clause it carries out."""

    body_id: int
    title: str
    appraiser_id: int
    lines: tuple[LineDraft, ...]
    plan_id: str = ""
    clause: str = ""
