"""Studies with their versions, approvals and outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from donghanh.kernel.actor import Actor
from donghanh.programme.keeping.files import KeptFile, opened, titles_of
from donghanh.programme.registers import access as registers
from donghanh.programme.registers import queries as kept
from donghanh.programme.research import access
from donghanh.programme.research.models import Approval, Attachment, Outcome, Study, StudyStep, StudyVersion
from donghanh.programme.research.rules import Approved
from donghanh.programme.research.terms import STUDY_STEPS, ApprovalKind, Drug, StudyKind, StudyState


@dataclass(frozen=True, slots=True)
class StudyRow:
    id: UUID
    kind: StudyKind
    title: str
    drug: Drug
    responsible: str
    starts_on: date
    ends_on: date | None
    state: StudyState
    keeper: str
    version: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """approvals: (kind, paper, valid until)."""

    number: int
    summary: str
    file: tuple[UUID, str] | None
    approvals: tuple[tuple[ApprovalKind, str, date | None], ...]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """None: the source does not say."""

    id: UUID
    version: int
    site: str
    from_on: date
    to_on: date
    enrolled: int
    retained: int | None
    completed: int | None
    relapsed: int | None
    adverse: int | None
    summary: str
    source: str
    is_correction: bool


@dataclass(frozen=True, slots=True)
class StudySheet:
    """outcomes: those that stand, the latest first; total: their sums, None where a row does not say. next: steps that may follow."""

    row: StudyRow
    clause: tuple[str, str]
    sites: tuple[tuple[int, str], ...]
    versions: tuple[VersionRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    total: dict[str, int | None]
    steps: tuple[tuple[StudyState, date, str], ...]
    next: tuple[StudyState, ...]
    may_record: bool


def studies(actor: Actor) -> list[StudyRow]:
    """Studies within reach, running ones first. Two statements. Raises MayNot."""
    found = access.studies(actor).annotate(version=Max("versions__number"))
    order = list(StudyState)
    return sorted((_row(one, one.version or 0) for one in found), key=lambda row: (order.index(row.state), row.title))


def study_sheet(actor: Actor, study_id: UUID) -> StudySheet:
    """One study whole. Raises MayNot, NotInReach."""
    found = access.study(actor, study_id)
    versions, outcomes = _versions(found), _outcomes(found)
    names = kept.names(set(found.bodies))
    steps = StudyStep.objects.filter(study=found).order_by("made_at", "pk")
    return StudySheet(
        _row(found, versions[0].number),
        (found.plan_id, found.clause_code),
        tuple((body, names[body]) for body in found.bodies if body in names),
        versions,
        outcomes,
        _total(outcomes),
        tuple((StudyState(one.kind), one.on, one.note) for one in steps),
        tuple(to for to, before in STUDY_STEPS.items() if found.state in before),
        access.RECORD in actor.may and found.body_id in registers.own_bodies(actor),
    )


def study_file(actor: Actor, study_id: UUID, attachment_id: UUID) -> KeptFile:
    """The text of a version. Raises MayNot, NotInReach, Cannot where it is damaged."""
    found = access.study(actor, study_id)
    registers.found(StudyVersion.objects.filter(study=found, attachment_id=attachment_id).first())
    return opened(Attachment.objects.get(pk=attachment_id))


def newest(study: Study) -> StudyVersion:
    """The newest version of a study that the caller was admitted to."""
    return StudyVersion.objects.filter(study=study).order_by("-number")[0]


def approvals_of(study: Study) -> list[Approved]:
    """Approvals of its newest version."""
    found = Approval.objects.filter(version=newest(study))
    return [Approved(ApprovalKind(one.kind), one.paper_date, one.valid_until) for one in found if one.paper_date]


def _versions(found: Study) -> tuple[VersionRow, ...]:
    rows = list(StudyVersion.objects.filter(study=found).order_by("-number").prefetch_related("approvals"))
    titles = titles_of(Attachment, {row.attachment_id for row in rows if row.attachment_id})
    return tuple(
        VersionRow(
            row.number, row.summary, (row.attachment_id, titles[row.attachment_id]) if row.attachment_id else None,
            tuple((ApprovalKind(one.kind), one.paper, one.valid_until) for one in sorted(row.approvals.all(), key=lambda one: one.made_at)),
        )
        for row in rows
    )  # fmt: skip


def _outcomes(found: Study) -> tuple[OutcomeRow, ...]:
    rows = Outcome.objects.filter(version__study=found, corrected_by=None).select_related("version", "site").order_by("-to_on", "-made_at")
    return tuple(
        OutcomeRow(
            one.pk, one.version.number, one.site.name, one.from_on, one.to_on, one.enrolled, one.retained, one.completed, one.relapsed, one.adverse,
            one.summary, one.source, one.corrects_id is not None,
        )
        for one in rows
    )  # fmt: skip


def _total(rows: Iterable[OutcomeRow]) -> dict[str, int | None]:
    told = list(rows)
    parts = {name: [getattr(row, name) for row in told] for name in ("enrolled", "retained", "completed", "relapsed", "adverse")}
    return {name: None if None in values else sum(values) for name, values in parts.items()}


def _row(one: Study, version: int) -> StudyRow:
    return StudyRow(
        one.pk, StudyKind(one.kind), one.title, Drug(one.drug), one.responsible, one.starts_on, one.ends_on, StudyState(one.state), one.body.name,
        version,
    )  # fmt: skip
