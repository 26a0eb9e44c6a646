"""All reading of papers; returns frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from donghanh.base.documents import queries as documents
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.queries import StoredFile
from donghanh.cases import queries as cases
from donghanh.cases.queries import CaseSheet
from donghanh.decisions.papers import access, known, laying, rules, sealing
from donghanh.decisions.papers.models import Paper
from donghanh.decisions.papers.terms import PaperState
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal import forms
from donghanh.legal.forms import Filled, Form, Mismatch


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in a list. number_text empty: not numbered, or not made yet."""

    id: UUID
    form: Form
    state: PaperState
    number_text: str
    drafted_at: datetime
    made_at: datetime | None
    signer_name: str


@dataclass(frozen=True, slots=True)
class AskedForm:
    """A form that the present step asks for. paper_id: the draft, or the paper already made."""

    form: Form
    paper_id: UUID | None
    state: PaperState | None


@dataclass(frozen=True, slots=True)
class CasePapers:
    """Papers of one case: those made and drafted, those the step asks for, every form of the procedure, and papers that have no form."""

    case: CaseSheet
    rows: tuple[PaperRow, ...]
    asked: tuple[AskedForm, ...]
    forms: tuple[Form, ...]
    without_form: tuple[Mismatch, ...]


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One paper, or one about to be begun (row None). filled: every blank with its value and where it came from; numbers masked.

    printed: as it would be printed now. missing: blanks that must not stay empty. refusal: why it cannot be made on this day, empty if it can.
    """

    case: CaseSheet
    row: PaperRow | None
    form: Form
    filled: tuple[Filled, ...]
    missing: tuple[Filled, ...]
    printed: FilledForm
    issuer: rules.Issuer
    mismatches: tuple[Mismatch, ...]
    version: int
    written_by: frozenset[int]
    made_by: int | None
    office: str
    code: str
    has_digital_signature: bool
    withdraw_reason: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the public page confirms of a paper, and nothing else. number_text: what stands before the "/"; the symbol behind it names the measure."""

    number_text: str
    issued_on: date
    issuer: str
    stands: bool


def of_case(actor: Actor, case_id: UUID, *, at: datetime) -> CasePapers:
    """The papers of one case and what its present step asks for. Raises NotInReach outside the scope, MayNot without the right."""
    access.check_may_read(actor)
    sheet = cases.case_sheet(actor, case_id, at=at)
    rows = tuple(_row(p) for p in Paper.objects.filter(case_id=case_id).exclude(state=PaperState.DROPPED).order_by("-drafted_at"))
    procedure, on = sheet.row.procedure.value, local_day(at)
    latest = {row.form.id: row for row in reversed(rows) if row.state != PaperState.WITHDRAWN}
    found = tuple(_asked(form, latest.get(form.id)) for form in asked_now(sheet, at=at))
    return CasePapers(sheet, rows, found, forms.forms_on(on, procedure=procedure), forms.papers_without_form(procedure))


def asked_now(sheet: CaseSheet, *, at: datetime) -> tuple[Form, ...]:
    """Forms that the facts of this case ask for at this moment."""
    happened = [f.kind.value for f in sorted(sheet.facts, key=lambda f: (f.happened_at, f.recorded_at)) if f.voided_at is None]
    until = sheet.view.active_until
    return forms.asked(sheet.row.procedure.value, happened, on=local_day(at), is_over=until is not None and until <= at)


def _asked(form: Form, row: PaperRow | None) -> AskedForm:
    return AskedForm(form, row.id if row else None, row.state if row else None)


def _row(paper: Paper) -> PaperRow:
    number = f"{paper.number:02d}/{paper.series}" if paper.number else ""
    return PaperRow(paper.pk, forms.form(paper.form), PaperState(paper.state), number, paper.drafted_at, paper.made_at, paper.signer_name)


def begun(actor: Actor, case_id: UUID, form_id: str, *, at: datetime, typed: dict[str, str] | None = None) -> PaperSheet:
    """A form as it stands before anything is saved: what is known is filled. Raises CannotMake where it may not be drawn up today."""
    access.check_may_read(actor)
    case = cases.case_sheet(actor, case_id, at=at)
    form = forms.form_on(form_id, local_day(at))
    rules.check_can_draft(form, procedure=case.row.procedure.value)
    found = known.gather(actor, known.about(case), form, at=at)
    rules.check_own_office(actor, found.issuer)
    return _sheet(None, case, found, form, typed or {})


def values_of(actor: Actor, paper_id: UUID) -> dict[str, str]:
    """What stands in a paper, to begin another like it; masked numbers are left out and asked from the file again."""
    return {key: text for key, text in sealing.opened(access.to_read(actor, paper_id)).items() if "•" not in text}


def paper_sheet(actor: Actor, paper_id: UUID, *, at: datetime, typed: dict[str, str] | None = None) -> PaperSheet:
    """One paper with what is known today (a draft) or was known when it was made. typed: shown in place of what is saved.

    Raises NotInReach outside the scope, MayNot without the right.
    """
    paper = access.to_read(actor, paper_id)
    case = cases.case_sheet(actor, paper.case_id, at=at)
    form = forms.form(paper.form)
    values = sealing.opened(paper) if typed is None else typed
    if paper.made_at is not None:
        return _sheet(paper, case, _as_made(paper), form, values)
    return _sheet(paper, case, known.gather(actor, known.about(case), form, at=at, writes=paper.drafted_by == actor.user_id), form, values)


def _as_made(paper: Paper) -> known.Known:
    """A final paper shows what it was made with, whatever is known today."""
    body = paper.body
    return known.Known({}, rules.Issuer(paper.body_id, body.name if body else "", "", paper.office), "")


def _sheet(paper: Paper | None, case: CaseSheet, found: known.Known, form: Form, typed: dict[str, str]) -> PaperSheet:
    filled = forms.prefill(form, found.values, typed)
    made_at = paper.made_at if paper else None
    setting = laying.Setting(issuer=found.issuer, place=found.place)
    if paper is not None and made_at is not None:
        place = next((one.value for one in filled if one.field.key == "doc_place"), "") or case.unit_name
        setting = laying.Setting(
            issuer=found.issuer,
            place=place,
            number=paper.number,
            issued_on=local_day(made_at),
            signer_name=paper.signer_name,
            note=laying.note_of(office=paper.office, has_digital_signature=paper.has_digital_signature),
        )
    return PaperSheet(
        case=case,
        row=_row(paper) if paper else None,
        form=form,
        filled=filled,
        missing=forms.missing(filled),
        printed=laying.lay_out(form, filled, setting),
        issuer=found.issuer,
        mismatches=forms.mismatches_of(form.id),
        version=paper.version if paper else 0,
        written_by=frozenset({paper.drafted_by, paper.changed_by}) if paper else frozenset(),
        made_by=paper.made_by if paper else None,
        office=paper.office if paper else "",
        code=(paper.code or "") if paper and made_at else "",
        has_digital_signature=paper.has_digital_signature if paper else False,
        withdraw_reason=paper.withdraw_reason if paper else "",
        sha256=paper.pdf.sha256 if paper and paper.pdf else "",
    )


def printed_in_full(actor: Actor, paper_id: UUID, *, at: datetime) -> FilledForm:
    """A draft as it would be printed, with the identity number in full. The caller has asked for a fresh proof of identity and notes the reading."""
    paper = access.to_read(actor, paper_id)
    form = forms.form(paper.form)
    case = cases.case_sheet(actor, paper.case_id, at=at)
    found = known.gather(actor, known.about(case), form, at=at, reveal=True, writes=paper.drafted_by == actor.user_id)
    filled = forms.prefill(form, found.values, sealing.opened(paper))
    return laying.lay_out(form, filled, laying.Setting(issuer=found.issuer, place=found.place))


def file(actor: Actor, paper_id: UUID, form: str) -> StoredFile | None:
    """The kept file of a final paper, "pdf" or "docx"; None for another word or a draft. The caller notes the reading."""
    paper = access.to_read(actor, paper_id)
    kept = {"pdf": paper.pdf_id, "docx": paper.docx_id}.get(form)
    return documents.content(actor=actor, document_id=kept, of_a_record_opened=True) if kept else None


def look_up(code: str) -> Confirmed | None:
    """What anybody who holds the code may know: number, day, issuer, and whether it stands. Asks the database the same way for every code."""
    rights.note()
    with connection.cursor() as cursor:
        cursor.execute("select number_text, issued_on, issuer, stands from paper_look_up(%s)", [code[:40]])
        row = cursor.fetchone()
    return Confirmed(*row) if row else None


def may_make(actor: Actor, sheet: PaperSheet) -> bool:
    """Whether to offer the form that makes this draft final."""
    try:
        rules.check_can_make(sheet.form, sheet.issuer, actor, written_by=sheet.written_by, missing=sheet.missing, has_read=True, is_as_seen=True)
    except rules.MayNotMake:
        return not sheet.issuer.office or (actor.office == sheet.issuer.office and actor.user_id not in sheet.written_by)
    except Cannot:
        return False
    return True
