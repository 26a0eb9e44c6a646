"""What a page or the seed hands to the actions: a task, a directive, a file, as somebody wants it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.tasks.terms import DirectiveKind, PartRole, Programme, Union


@dataclass(frozen=True, slots=True)
class PartDraft:
    """What one unit shall do. what: its own piece of work, for those who coordinate."""

    body_id: int
    role: PartRole
    is_mandatory: bool = True
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """A task before it is given. clause_id: of a directive; plan_id, clause_code: of a plan. links: programme → đồng, None where not said.

    union: the mass organisation that carries it out; empty where the lead does it itself.
    """

    title: str
    due_on: date
    parts: tuple[PartDraft, ...]
    content: str = ""
    clause_id: UUID | None = None
    plan_id: str = ""
    clause_code: str = ""
    links: dict[Programme, int | None] = field(default_factory=dict)
    union: Union | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveDraft:
    """A directive before it goes out. clauses: (code, text) in their order."""

    kind: DirectiveKind
    number: str
    issued_on: date
    issuer: str
    title: str
    acknowledge_by: date
    addressees: tuple[int, ...]
    clauses: tuple[tuple[str, str], ...]
    content: str = ""
    plan_id: str = ""
    clause_code: str = ""
    file: FileDraft | None = None
