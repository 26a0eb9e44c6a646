"""Reading what a facility decides: of one file, what waits, the register, one decision whole, and what somebody may go out by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Exists, F, Func, OuterRef, QuerySet

from donghanh.base.accounts import queries as accounts
from donghanh.base.documents import queries as documents
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.letter import Letter
from donghanh.base.documents.queries import StoredFile
from donghanh.cases.dossiers import queries as dossiers
from donghanh.cases.dossiers.queries import Opened
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import drawing, holders, printed, signed
from donghanh.decisions.drawing import DraftInput, Drawn
from donghanh.decisions.held import access, rules
from donghanh.decisions.held import drawing as held
from donghanh.decisions.models import Decision
from donghanh.decisions.rules import HolderView
from donghanh.decisions.terms import TO_MEND, WAITING, DecisionKind, DraftState
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal.decision_kinds import DecisionRow, kinds_of

GOES_BY = {K.LEAVE_BEGAN: DecisionKind.LET_OUT, K.BORROWED: DecisionKind.LEND}
"""Step out → the decision by which it is taken."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A decision of a facility in a list. person_name: as the letter names him; is_used: somebody went out by it.

    is_suspended: nobody goes out by it, since a complaint suspended it or was answered with its withdrawal.
    """

    id: UUID
    passage_id: UUID
    kind: DecisionKind
    state: DraftState
    person_id: UUID
    person_name: str
    birth_year: int
    number_text: str
    reasons: str
    drafted_by: int
    drafter_name: str
    checker_name: str
    drafted_at: datetime
    signed_at: datetime | None
    signer_name: str
    return_reason: str
    is_withdrawn: bool
    is_used: bool
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class HeldSheet(signed.Signed):
    """One decision whole. letter: of a draft, as signing it now would print it, seen its digest; is_stale: the file changed, or left.

    file: the hand-over with what the facility may read of it now; view: what follows from its steps, None once signed or where it left.
    """

    row: HeldRow
    letter: Letter | FilledForm
    seen: str
    findings: dict[str, object]
    holder: HolderView
    is_stale: bool
    checked_by: int | None
    values: dict[str, str]
    lies_here: bool
    file: Opened
    view: CaseView | None


@dataclass(frozen=True, slots=True)
class HeldChoice:
    """One kind that the head may sign. refusal: why it cannot be drawn up now."""

    row: DecisionRow
    form_name: str
    citation: str
    refusal: Cannot | None


_USED = Func(F("pk"), function="held_was_used", output_field=BooleanField())
_SUSPENDED = Func(F("pk"), function="held_is_suspended", output_field=BooleanField())


def _rows(found: QuerySet[Decision], *, limit: int) -> list[HeldRow]:
    """Two statements, however many rows."""
    withdrawn = Decision.objects.filter(withdraws=OuterRef("pk"), state=DraftState.SIGNED)
    listed = list(found.annotate(gone=Exists(withdrawn), used=_USED, suspended=_SUSPENDED).defer("letter", "findings")[:limit])
    names = accounts.names_of({n for one in listed for n in (one.drafted_by, one.checked_by) if n})
    return [_row(one, names, is_withdrawn=one.gone, is_used=one.used, is_suspended=one.suspended) for one in listed]


def _row(d: Decision, names: dict[int, str], *, is_withdrawn: bool, is_used: bool, is_suspended: bool) -> HeldRow:
    assert d.passage_id is not None, "the road of a facility"
    return HeldRow(
        d.pk,
        d.passage_id,
        DecisionKind(d.kind),
        DraftState(d.state),
        d.person_id,
        d.person_name,
        d.birth_year,
        f"{d.number:02d}/{d.series}" if d.number else "",
        d.reasons,
        d.drafted_by,
        names.get(d.drafted_by, ""),
        names.get(d.checked_by or 0, ""),
        d.drafted_at,
        d.signed_at,
        d.signer_name,
        d.return_reason,
        is_withdrawn,
        is_used,
        is_suspended,
    )


def of_file(actor: Actor, passage_id: UUID) -> list[HeldRow]:
    """All decisions and drafts of this hand-over, newest first. Raises MayNot, NotInReach."""
    access.file_of(actor, passage_id)
    return _rows(access.visible(actor).filter(passage_id=passage_id).order_by("-drafted_at"), limit=100)


def waiting(actor: Actor, *, limit: int = 100) -> list[HeldRow]:
    """Drafts that wait for the actor, the oldest first: his own that came back, those of others to check, and for the head those to sign."""
    rows = access.visible(actor)
    mine = rows.filter(state__in=TO_MEND, drafted_by=actor.user_id)
    is_head = "held.sign" in actor.may  # who signs does not check: three people
    theirs = rows.filter(state=DraftState.CHECKED) if is_head else rows.filter(state=DraftState.DRAFTED).exclude(drafted_by=actor.user_id)
    return _rows((mine | theirs).order_by("drafted_at"), limit=limit)


def register(actor: Actor, *, limit: int = 50, before: datetime | None = None) -> list[HeldRow]:
    """What the head signed, newest first, wherever the files lie today; keyset by time of signing."""
    found = access.visible(actor).filter(state=DraftState.SIGNED)
    return _rows((found.filter(signed_at__lt=before) if before else found).order_by("-signed_at", "-number"), limit=limit)


def choices(actor: Actor, opened: Opened, *, at: datetime) -> list[HeldChoice]:
    """Every kind that the head of the facility signs for this procedure, and why not now. The caller has opened the file."""
    return [_choice(row, opened, at) for row in kinds_of(opened.row.procedure, of_head=True)]


def _choice(row: DecisionRow, opened: Opened, at: datetime) -> HeldChoice:
    on, procedure = local_day(at), opened.row.procedure
    form = row.form_of(on, procedure)
    name, citation = (form.name, form.citation) if form else ("", "")
    try:
        row.form_on(on, procedure)
        access.check_lies_here(opened)
        drawing.check_possible(DecisionKind(row.code), procedure, dossiers.view_held(opened), at)
    except Cannot as refusal:
        return HeldChoice(row, name, citation, refusal)
    return HeldChoice(row, name, citation, None)


def preview(actor: Actor, passage_id: UUID, kind: DecisionKind, given: DraftInput, *, at: datetime) -> tuple[Opened, Drawn, HolderView]:
    """What `draft` would draw up now, with the file and who signs; nothing is kept. Raises MayNot, NotInReach, Cannot."""
    opened = access.file_to_decide(actor, passage_id, "held.draft")
    rules.check_kind(kind)
    return opened, held.drawn(kind, opened, given, actor=actor, at=at), holders.head_of(actor, on=local_day(at))


def sheet(actor: Actor, decision_id: UUID, *, at: datetime) -> HeldSheet:
    """One decision of the facility with its letter. Raises MayNot, NotInReach."""
    d = access.to_read(actor, decision_id)
    assert d.passage_id is not None, "the road of a facility"
    is_signed, file = d.state == DraftState.SIGNED, dossiers.opened(actor, d.passage_id)
    stored = drawing.Redrawn(drawing.letter_of(d.letter), d.findings, is_current=True)
    now = held.redrawn(d, actor=actor, at=at) if d.state in WAITING else stored
    names = accounts.names_of({n for n in (d.drafted_by, d.checked_by) if n})
    lies_here, told = file.person_id is not None, signed.told_of(d, is_digital=printed.is_digital(now.letter))
    return HeldSheet(
        _row(d, names, is_withdrawn=told.withdrawn_by is not None, is_used=is_used(d.pk), is_suspended=is_suspended(d.pk)),
        now.letter,
        drawing.digest(now.letter),
        now.findings,
        signed.signed_by(d),
        not now.is_current,
        d.checked_by,
        d.values,
        lies_here,
        file,
        dossiers.view_held(file) if lies_here and not is_signed else None,
        **told.each(),
    )


def file(actor: Actor, found: HeldSheet, form: str) -> StoredFile | None:
    """The kept "pdf" or "docx" of a decision that this actor has opened; None where there is none."""
    document_id = {"pdf": found.pdf_id, "docx": found.docx_id}.get(form)
    return documents.content(actor=actor, document_id=document_id, of_a_record_opened=True) if document_id else None


def is_used(decision_id: UUID) -> bool:
    """Somebody went out by it."""
    return _asked("select held_was_used(%s)", decision_id)


def is_suspended(decision_id: UUID) -> bool:
    """Nobody goes out by it: a complaint suspended it, or was answered with its withdrawal."""
    return _asked("select held_is_suspended(%s)", decision_id)


def _asked(question: str, decision_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [decision_id])
        return bool(cursor.fetchone()[0])


def to_go_by(actor: Actor, passage_id: UUID, kind: K) -> list[HeldRow]:
    """Signed decisions of this hand-over by which the person may go out now: standing, not suspended, and nobody went by them yet."""
    if kind not in GOES_BY:
        return []
    found = access.visible(actor).filter(passage_id=passage_id, kind=GOES_BY[kind], state=DraftState.SIGNED).order_by("-signed_at")
    return [row for row in _rows(found, limit=20) if not (row.is_withdrawn or row.is_used or row.is_suspended)]
