"""What a page or the seed hands to the actions: a conference with its conclusions, as somebody wants it kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.reports.filing.terms import ConferenceKind


@dataclass(frozen=True, slots=True)
class ConclusionDraft:
    """What one unit shall do, by when."""

    text: str
    body_id: int
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceDraft:
    """A review of a plan's work. version_id: the sent report that lay before it."""

    kind: ConferenceKind
    title: str
    held_on: date
    plan_id: str
    period: str
    conclusions: tuple[ConclusionDraft, ...]
    summary: str = ""
    version_id: UUID | None = None
