"""What a page or the seed hands to the actions: an inspection, a set of criteria, a finding, as somebody wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.programme.inspections.terms import Kind, Severity, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """One criterion before it is kept."""

    text: str
    how: str
    source: str
    weight: int
    most: int
    needs_evidence: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaDraft:
    """A version of a set of criteria. code: of the set; a new code begins a new set."""

    code: str
    subject: Subject
    name: str
    source: str
    starts_on: date
    items: tuple[ItemDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionDraft:
    """An inspection before it is planned. is_in_plan: belongs to the year's plan."""

    kind: Kind
    inspected_id: int
    subject: str
    criteria_id: UUID
    starts_on: date
    ends_on: date
    is_in_plan: bool = True
    plan_id: str = ""
    clause_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDraft:
    """A finding before it is written. function: whose task it is (a function that plans name); empty: the inspected body's."""

    severity: Severity
    text: str
    order: str
    due_on: date
    item_id: UUID | None = None
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingDraft:
    """A certificate before it is recorded."""

    user_id: int
    course: str
    certificate: str
    issuer: str
    issued_on: date
    valid_until: date | None = None
