"""All reading of decisions; returns frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from donghanh.base.accounts import queries as accounts
from donghanh.base.documents import frozen
from donghanh.base.documents import queries as documents
from donghanh.base.documents.letter import Letter
from donghanh.base.documents.queries import StoredFile
from donghanh.cases import access as case_access
from donghanh.decisions import access, drawing, letters
from donghanh.decisions.models import Decision
from donghanh.decisions.rules import HolderView
from donghanh.decisions.terms import DecisionKind, DraftState, ServiceWay
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.people.models import Person


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in a list. person_name: as the letter names him, whatever the file says today. is_here: its file lies at one of the
    actor's places; of a file that moved on only the register, the letter and its files stay."""

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
    reasons: str
    drafted_by: int
    drafter_name: str
    drafted_at: datetime
    checker_name: str
    signed_at: datetime | None
    signer_name: str
    return_reason: str
    is_withdrawn: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One delivery of a decision."""

    recipient: str
    is_person: bool
    way: ServiceWay
    served_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """One decision whole. letter: of a draft, as signing it now would print it, seen its digest; is_stale: the file changed after the draft.

    holder: who may sign a draft today, or who signed; has_other_holder: the function went to another office after the draft.
    """

    row: DecisionRow
    unit_id: int
    unit_name: str
    letter: Letter
    seen: str
    reasons: str
    officer: str
    team: tuple[str, ...]
    findings: dict[str, Any]
    holder: HolderView
    has_other_holder: bool
    is_stale: bool
    checked_by: int | None
    rights_told_at: datetime | None
    rights_told_how: str
    signer_name: str
    code: UUID | None
    pdf_id: UUID | None
    docx_id: UUID | None
    pdf_sha256: str
    docx_sha256: str
    services: tuple[ServiceRow, ...]
    withdraws: str
    withdraws_id: UUID | None
    withdrawn_by: UUID | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The letter as it would be drawn up now, and the findings it would rest on."""

    letter: Letter
    findings: dict[str, Any]
    holder: HolderView


def _rows(actor: Actor, found: QuerySet[Decision], limit: int) -> list[DecisionRow]:
    withdrawals = Decision.objects.filter(withdraws=OuterRef("pk"), state=DraftState.SIGNED)
    sealed = Person.objects.filter(pk=OuterRef("person_id"), is_sealed=True)
    decisions = list(found.annotate(is_withdrawn=Exists(withdrawals), sealed_since=Exists(sealed)).defer("letter", "findings")[:limit])
    names = accounts.names_of({n for d in decisions for n in (d.drafted_by, d.checked_by) if n})
    return [_row(actor, d, names, is_withdrawn=d.is_withdrawn, is_sealed=d.is_sealed or d.sealed_since) for d in decisions]


def _row(actor: Actor, d: Decision, names: dict[int, str], *, is_withdrawn: bool, is_sealed: bool) -> DecisionRow:
    return DecisionRow(
        d.pk,
        DecisionKind(d.kind),
        DraftState(d.state),
        d.case_id,
        d.case_number,
        d.person_id,
        d.person_name,
        d.birth_year,
        is_sealed,
        d.office,
        f"{d.number:02d}/{d.series}" if d.number else "",
        d.reasons,
        d.drafted_by,
        names.get(d.drafted_by, ""),
        d.drafted_at,
        names.get(d.checked_by or 0, ""),
        d.signed_at,
        d.signer_name,
        d.return_reason,
        is_withdrawn,
        d.unit_id in actor.unit_ids,
    )


def to_sign(actor: Actor, *, limit: int = 50) -> list[DecisionRow]:
    """Checked drafts that wait for the office the actor holds, oldest first."""
    rights.require_verb(actor, "decision.sign")
    waiting = access.visible(actor).filter(state=DraftState.CHECKED, office=actor.office, body_id=actor.body_id)
    return _rows(actor, waiting.order_by("drafted_at"), limit)


def to_check(actor: Actor, *, limit: int = 50) -> list[DecisionRow]:
    """Drafts by others that wait for a second pair of eyes."""
    rights.require_verb(actor, "decision.check")
    return _rows(actor, access.visible(actor).filter(state=DraftState.DRAFTED).exclude(drafted_by=actor.user_id).order_by("drafted_at"), limit)


def returned(actor: Actor, *, limit: int = 50) -> list[DecisionRow]:
    """The actor's own drafts that were sent back, newest first."""
    case_access.require_list(actor)
    return _rows(actor, access.visible(actor).filter(state=DraftState.RETURNED, drafted_by=actor.user_id).order_by("-returned_at"), limit)


def signed(actor: Actor, *, limit: int = 50, before: datetime | None = None) -> list[DecisionRow]:
    """The register: what the actor's places have signed, newest first, wherever the files lie today; keyset by time of signing."""
    case_access.require_list(actor)
    found = access.register(actor)
    return _rows(actor, (found.filter(signed_at__lt=before) if before else found).order_by("-signed_at", "-number"), limit)


def of_cases(actor: Actor, case_ids: list[UUID]) -> list[DecisionRow]:
    """All decisions and drafts of these cases, newest first."""
    rights.require_verb(actor, "case.read")
    return _rows(actor, access.visible(actor).filter(case_id__in=case_ids).order_by("-drafted_at"), 200)


def decision_sheet(actor: Actor, decision_id: UUID, *, at: datetime) -> DecisionSheet:
    """One decision with its letter. Raises NotInReach outside the scope, MayNot without the right."""
    d = access.to_read(actor, decision_id)
    withdrawal = Decision.objects.filter(withdraws=d, state=DraftState.SIGNED).first()
    names = accounts.names_of({n for n in (d.drafted_by, d.checked_by) if n})
    services = tuple(ServiceRow(s.recipient, s.is_person, ServiceWay(s.way), s.served_at) for s in d.services.order_by("served_at"))
    holder, drawn = _as_it_stands(d, actor, at)
    return DecisionSheet(
        _row(actor, d, names, is_withdrawn=withdrawal is not None, is_sealed=d.is_sealed),
        d.unit_id,
        str(d.unit),
        drawn.letter,
        drawing.digest(drawn.letter),
        d.reasons,
        d.officer,
        tuple(d.team),
        drawn.findings,
        holder,
        (d.office, d.body_id) != (holder.office, holder.body_id),
        not drawn.is_current,
        d.checked_by,
        d.rights_told_at,
        d.rights_told_how,
        d.signer_name,
        d.code,
        d.pdf_id,
        d.docx_id,
        d.pdf.sha256 if d.pdf else "",
        d.docx.sha256 if d.docx else "",
        services,
        drawing.earlier_of(d.withdraws).number_text if d.withdraws else "",
        d.withdraws_id,
        withdrawal.pk if withdrawal else None,
    )


def _as_it_stands(d: Decision, actor: Actor, at: datetime) -> tuple[HolderView, drawing.Redrawn]:
    """Who decides and what the letter says: of a draft today, of a signed decision for ever (its file may lie elsewhere by now)."""
    kept = drawing.Redrawn(cast(Letter, frozen.from_json(d.letter)), d.findings, is_current=True)
    if d.state == DraftState.SIGNED:
        return drawing.signed_by(d), kept
    d.case = case_access.visible(actor).select_related("person", "unit").get(pk=d.case_id)
    is_open = d.state in (DraftState.DRAFTED, DraftState.CHECKED)
    holder = drawing.holder_of(d.case, on=timezone.localtime(at).date())
    return holder, drawing.redrawn(d, actor=actor, at=at) if is_open else kept


def file(actor: Actor, sheet: DecisionSheet, form: str) -> StoredFile | None:
    """The kept "pdf" or "docx" of a decision that this actor has opened; None where there is none. Whoever reads a decision reads its files."""
    document_id = {"pdf": sheet.pdf_id, "docx": sheet.docx_id}.get(form)
    return documents.content(actor=actor, document_id=document_id, of_a_record_opened=True) if document_id else None


def preview(actor: Actor, case_id: UUID, kind: DecisionKind, given: drawing.DraftInput, *, at: datetime) -> Preview:
    """What `draft` would draw up now; nothing is kept. Raises NotInReach, MayNot, and Cannot where no such decision is possible now."""
    case = case_access.case_to_read(actor, case_id)
    rights.require_verb(actor, "decision.draft")
    made, findings = drawing.content(kind, case, given, actor=actor, at=at)
    return Preview(letters.letter(kind, made), findings, drawing.holder_of(case, on=timezone.localtime(at).date()))
