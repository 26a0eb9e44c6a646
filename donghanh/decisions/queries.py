"""All reading of decisions; returns frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from donghanh.base.accounts import queries as accounts
from donghanh.base.documents import frozen
from donghanh.base.documents.letter import Letter
from donghanh.cases import access as case_access
from donghanh.decisions import access, drawing, letters
from donghanh.decisions.models import Decision
from donghanh.decisions.rules import HolderView
from donghanh.decisions.terms import DecisionKind, DraftState, ServiceWay
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in a list."""

    id: UUID
    kind: DecisionKind
    state: DraftState
    case_id: UUID
    case_number: str
    person_id: UUID
    person_name: str
    birth_year: int
    is_sealed: bool
    office: str
    number_text: str
    drafted_by: int
    drafter_name: str
    drafted_at: datetime
    checker_name: str
    signed_at: datetime | None
    return_reason: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One delivery of a decision."""

    recipient: str
    is_person: bool
    way: ServiceWay
    served_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """One decision whole. is_stale: the facts changed after it was drawn up. holder: who may sign today."""

    row: DecisionRow
    letter: Letter
    reasons: str
    findings: dict[str, Any]
    holder: HolderView
    is_stale: bool
    checked_by: int | None
    rights_told_at: datetime | None
    rights_told_how: str
    signer_name: str
    code: UUID | None
    pdf_id: UUID | None
    docx_id: UUID | None
    services: tuple[ServiceRow, ...]
    withdraws: str
    withdrawn_by: UUID | None


def _rows(found: QuerySet[Decision], limit: int) -> list[DecisionRow]:
    decisions = list(found.select_related("case__person", "withdrawn_by")[:limit])
    names = accounts.names_of({n for d in decisions for n in (d.drafted_by, d.checked_by) if n})
    return [_row(d, names) for d in decisions]


def _row(d: Decision, names: dict[int, str]) -> DecisionRow:
    withdrawal = getattr(d, "withdrawn_by", None)
    return DecisionRow(
        d.pk,
        DecisionKind(d.kind),
        DraftState(d.state),
        d.case_id,
        d.case.number,
        d.case.person_id,
        d.case.person.full_name,
        d.case.person.birth_year,
        d.case.person.is_sealed,
        d.office,
        f"{d.number:02d}/{d.series}" if d.number else "",
        d.drafted_by,
        names.get(d.drafted_by, ""),
        d.drafted_at,
        names.get(d.checked_by or 0, ""),
        d.signed_at,
        d.return_reason,
        withdrawal is not None and withdrawal.state == DraftState.SIGNED,
    )


def to_sign(actor: Actor, *, limit: int = 50) -> list[DecisionRow]:
    """Checked drafts that wait for the office the actor holds, oldest first."""
    rights.require_verb(actor, "decision.sign")
    return _rows(access.visible(actor).filter(state=DraftState.CHECKED, office=actor.office, body_id=actor.body_id).order_by("drafted_at"), limit)


def to_check(actor: Actor, *, limit: int = 50) -> list[DecisionRow]:
    """Drafts by others that wait for a second pair of eyes."""
    rights.require_verb(actor, "decision.check")
    return _rows(access.visible(actor).filter(state=DraftState.DRAFTED).exclude(drafted_by=actor.user_id).order_by("drafted_at"), limit)


def returned(actor: Actor, *, limit: int = 50) -> list[DecisionRow]:
    """The actor's own drafts that were sent back, newest first."""
    rights.require_verb(actor, "case.read")
    return _rows(access.visible(actor).filter(state=DraftState.RETURNED, drafted_by=actor.user_id).order_by("-returned_at"), limit)


def signed(actor: Actor, *, limit: int = 50, before: datetime | None = None) -> list[DecisionRow]:
    """Signed decisions of the actor's places, newest first; keyset by time of signing."""
    rights.require_verb(actor, "case.read")
    found = access.visible(actor).filter(state=DraftState.SIGNED)
    return _rows((found.filter(signed_at__lt=before) if before else found).order_by("-signed_at"), limit)


def of_cases(actor: Actor, case_ids: list[UUID]) -> list[DecisionRow]:
    """All decisions and drafts of these cases, newest first."""
    rights.require_verb(actor, "case.read")
    return _rows(access.visible(actor).filter(case_id__in=case_ids).order_by("-drafted_at"), 200)


def decision_sheet(actor: Actor, decision_id: UUID, *, on: date) -> DecisionSheet:
    """One decision with its letter. Raises NotInReach outside the scope, MayNot without the right."""
    d = access.to_read(actor, decision_id)
    withdrawal = Decision.objects.filter(withdraws=d, state=DraftState.SIGNED).first()
    names = accounts.names_of({n for n in (d.drafted_by, d.checked_by) if n})
    services = tuple(ServiceRow(s.recipient, s.is_person, ServiceWay(s.way), s.served_at) for s in d.services.order_by("served_at"))
    withdraws = drawing.earlier_of(d.withdraws).number_text if d.withdraws else ""
    return DecisionSheet(
        _row(d, names),
        cast(Letter, frozen.from_json(d.letter)),
        d.reasons,
        d.findings,
        drawing.holder_of(d.case, on=on),
        d.case.version != d.case_version,
        d.checked_by,
        d.rights_told_at,
        d.rights_told_how,
        d.signer_name,
        d.code,
        d.pdf_id,
        d.docx_id,
        services,
        withdraws,
        withdrawal.pk if withdrawal else None,
    )


def preview(actor: Actor, case_id: UUID, kind: DecisionKind, given: drawing.DraftInput, *, at: datetime) -> tuple[Letter, dict[str, Any]]:
    """The letter as it would be drawn up now, and the findings it would rest on; nothing is kept."""
    case = case_access.case_to_read(actor, case_id)
    made, findings, _ = drawing.content(kind, case, given, actor=actor, at=at)
    return letters.letter(kind, made), findings


def standing_of(actor: Actor, decision_id: UUID) -> Decision:
    """A signed decision that may be named for withdrawal."""
    return access.to_read(actor, decision_id)


def holder_today(actor: Actor, case_id: UUID, *, at: datetime) -> HolderView:
    """Who decides at the place of this case on this day."""
    return drawing.holder_of(case_access.case_to_read(actor, case_id), on=timezone.localtime(at).date())
