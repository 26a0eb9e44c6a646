"""What the forms of studies and dossiers hand to the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.registers.rules import Paper
from donghanh.programme.research.terms import ApprovalKind, DossierKind, Drug, StudyKind, Topic


@dataclass(frozen=True, slots=True)
class StudyDraft:
    """summary: of the first version. sites: bodies where it is tried."""

    kind: StudyKind | str
    title: str
    drug: Drug | str
    responsible: str
    starts_on: date
    ends_on: date | None
    summary: str
    sites: tuple[int, ...] = ()
    plan_id: str = ""
    clause: str = ""
    file: FileDraft | None = None


@dataclass(frozen=True, slots=True)
class ApprovalDraft:
    kind: ApprovalKind | str
    paper: Paper
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class OutcomeDraft:
    """None: the source does not say."""

    site_id: int
    from_on: date
    to_on: date
    enrolled: int
    summary: str
    source: str
    retained: int | None = None
    completed: int | None = None
    relapsed: int | None = None
    adverse: int | None = None
    corrects: UUID | None = None


@dataclass(frozen=True, slots=True)
class DossierDraft:
    """instrument, provision, verdict: only of a review of a legal document. proposal, impact: of the first version, empty where there is none yet."""

    kind: DossierKind | str
    topic: Topic | str
    title: str
    problem: str
    addressee: str
    instrument: str = ""
    provision: str = ""
    verdict: str = ""
    plan_id: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class VersionDraft:
    proposal: str
    impact: str = ""
    file: FileDraft | None = None
