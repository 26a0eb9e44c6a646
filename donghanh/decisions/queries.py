"""All reading of decisions; returns frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from donghanh.base.accounts import queries as accounts
from donghanh.base.documents import queries as documents
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.letter import Letter
from donghanh.base.documents.queries import StoredFile
from donghanh.cases import access as case_access
from donghanh.cases import queries as cases
from donghanh.cases.queries import CaseSheet
from donghanh.cases.rules import FactView
from donghanh.decisions import access, drawing, holders, printed
from donghanh.decisions import signed as decided
from donghanh.decisions.models import Decision
from donghanh.decisions.rules import HolderView
from donghanh.decisions.terms import WAITING, DecisionKind, DraftState
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.legal.forms import Filled


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
class DecisionSheet(decided.Signed):
    """One decision whole. letter: of a draft, as signing it now would print it, seen its digest; is_stale: the file changed after the draft.

    case, guardian_name, born_on: the file behind a draft as it is now; None and empty once signed. of_facility: signed by the head of one.
    holder: who may sign a draft today, or who signed; has_other_holder: the function went to another office after the draft.
    """

    row: DecisionRow
    unit_id: int
    unit_name: str
    letter: Letter | FilledForm
    seen: str
    reasons: str
    officer: str
    team: tuple[str, ...]
    values: dict[str, str]
    findings: dict[str, Any]
    holder: HolderView
    has_other_holder: bool
    is_stale: bool
    checked_by: int | None
    signer_name: str
    case: CaseSheet | None
    guardian_name: str
    born_on: date | None
    of_facility: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The letter as it would be drawn up now, the findings it would rest on, and the blanks of its form."""

    letter: Letter | FilledForm
    findings: dict[str, Any]
    holder: HolderView
    filled: tuple[Filled, ...]


# Plain statements for the lists: two of them stand on the working list of every official (docs/adr/0013).
_LIST = """
select d.id, d.kind, d.state, d.case_id, d.case_number, d.person_id, d.person_name, d.birth_year,
       d.is_sealed or exists (select from people_person p where p.id = d.person_id and p.is_sealed),
       d.office, d.number, d.series, d.reasons, d.drafted_by, coalesce(drafter.full_name, ''), d.drafted_at, coalesce(checker.full_name, ''),
       d.signed_at, d.signer_name, d.return_reason,
       exists (select from decisions_decision w where w.withdraws_id = d.id and w.state = 'SIGNED'), d.unit_id = any(%(units)s)
from decisions_decision d
left join accounts_user drafter on drafter.id = d.drafted_by left join accounts_user checker on checker.id = d.checked_by """
_MOST_URGENT = (
    " order by (select min(u.due_at) from cases_duty u where u.case_id = d.case_id and u.function = d.function), d.drafted_at limit %(limit)s"
)
"""By the legal limit of the decision that is owed; drafts without one after them, the oldest first."""
_OF_PLACE = f"{_LIST} where d.passage_id is null and d.unit_id = any(%(units)s)"
"""Drafts of a facility are its own (held.queries)."""
_TO_SIGN = f"{_OF_PLACE} and d.state = 'CHECKED' and d.office = %(office)s and d.body_id = %(body)s" + _MOST_URGENT
_TO_CHECK = f"{_OF_PLACE} and d.state = 'DRAFTED' and d.drafted_by is distinct from %(user)s" + _MOST_URGENT
_RETURNED = (
    f"{_LIST} where d.unit_id = any(%(units)s) and d.state in ('RETURNED', 'TAKEN_BACK') and d.drafted_by = %(user)s"
    " order by d.returned_at desc limit %(limit)s"
)
_SIGNED = (
    f"{_LIST} where d.issuing_unit_id = any(%(units)s) and d.state = 'SIGNED'"
    " and (%(before)s::timestamptz is null or d.signed_at < %(before)s) order by d.signed_at desc, d.number desc limit %(limit)s"
)
_OF_CASES = (
    f"{_LIST} where d.unit_id = any(%(units)s) and d.case_id = any(%(cases)s) and (d.passage_id is null or d.state = 'SIGNED')"
    " order by d.drafted_at desc limit %(limit)s"
)


def _rows(actor: Actor, sql: str, **values: Any) -> list[DecisionRow]:
    """The rows of one of the statements above, in the actor's own places. One query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"units": access.units(actor), **values})
        return [_listed(*row) for row in cursor.fetchall()]


def _listed(pk: UUID, kind: str, state: str, *rest: Any) -> DecisionRow:
    *person, office, number, series = rest[:9]
    number_text = f"{number:02d}/{series}" if number else ""
    return DecisionRow(pk, DecisionKind(kind), DraftState(state), *person, office, number_text, *rest[9:])


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
    return _rows(actor, _TO_SIGN, office=actor.office, body=actor.body_id, limit=limit)


def to_check(actor: Actor, *, limit: int = 50) -> list[DecisionRow]:
    """Drafts by others that wait for a second pair of eyes."""
    rights.require_verb(actor, "decision.check")
    return _rows(actor, _TO_CHECK, user=actor.user_id, limit=limit)


def returned(actor: Actor, *, limit: int = 50) -> list[DecisionRow]:
    """The actor's own drafts that were sent back or that he took back, newest first."""
    case_access.require_list(actor)
    return _rows(actor, _RETURNED, user=actor.user_id, limit=limit)


def signed(actor: Actor, *, limit: int = 50, before: datetime | None = None) -> list[DecisionRow]:
    """The register: what the actor's places have signed, newest first, wherever the files lie today; keyset by time of signing."""
    case_access.require_list(actor)
    return _rows(actor, _SIGNED, before=before, limit=limit)


def of_cases(actor: Actor, case_ids: list[UUID]) -> list[DecisionRow]:
    """All decisions and drafts of these cases, newest first."""
    rights.require_verb(actor, "case.read")
    return _rows(actor, _OF_CASES, cases=case_ids, limit=200)


def decision_sheet(actor: Actor, decision_id: UUID, *, at: datetime) -> DecisionSheet:
    """One decision with its letter. Raises NotInReach outside the scope, MayNot without the right."""
    d = access.to_read(actor, decision_id)
    is_signed = d.state == DraftState.SIGNED
    names = accounts.names_of({n for n in (d.drafted_by, d.checked_by) if n})
    case = None if is_signed else cases.case_sheet(actor, d.case_id, at=at)
    holder, drawn = _as_it_stands(d, case, actor, at)
    signed = decided.told_of(d, is_digital=printed.is_digital(drawn.letter))
    return DecisionSheet(
        _row(actor, d, names, is_withdrawn=signed.withdrawn_by is not None, is_sealed=d.is_sealed),
        d.unit_id,
        str(d.unit),
        drawn.letter,
        drawing.digest(drawn.letter),
        d.reasons,
        d.officer,
        tuple(d.team),
        d.values,
        drawn.findings,
        holder,
        (d.office, d.body_id) != (holder.office, holder.body_id),
        not drawn.is_current,
        d.checked_by,
        d.signer_name,
        case,
        "" if is_signed else d.case.person.guardian_name,
        None if is_signed else d.case.person.born_on,
        d.passage_id is not None,
        **signed.each(),
    )


def _as_it_stands(d: Decision, case: CaseSheet | None, actor: Actor, at: datetime) -> tuple[HolderView, drawing.Redrawn]:
    """Who decides and what the letter says: of a draft today, of a signed decision for ever (its file may lie elsewhere by now)."""
    kept = drawing.Redrawn(drawing.letter_of(d.letter), d.findings, is_current=True)
    if case is None:
        return decided.signed_by(d), kept
    d.case = case_access.visible(actor).select_related("person", "unit").get(pk=d.case_id)
    withdrawn = DecisionKind(d.withdraws.kind) if d.withdraws else None
    holder = holders.holder_of(DecisionKind(d.kind), d.case.unit_id, on=local_day(at), withdrawn=withdrawn)
    told = [FactView(f.id, f.kind, f.happened_at, f.is_date_only, f.data, f.decision_id) for f in case.facts if f.voided_at is None]
    known = drawing.Known(holder, told, case.view)
    return holder, drawing.redrawn(d, actor=actor, at=at, known=known) if d.state in WAITING else kept


def file(actor: Actor, sheet: DecisionSheet, form: str) -> StoredFile | None:
    """The kept "pdf" or "docx" of a decision that this actor has opened; None where there is none. Whoever reads a decision reads its files."""
    document_id = {"pdf": sheet.pdf_id, "docx": sheet.docx_id}.get(form)
    return documents.content(actor=actor, document_id=document_id, of_a_record_opened=True) if document_id else None


def preview(actor: Actor, case_id: UUID, kind: DecisionKind, given: drawing.DraftInput, *, at: datetime) -> Preview:
    """What `draft` would draw up now; nothing is kept. Raises NotInReach, MayNot, and Cannot where no such decision is possible now."""
    case = case_access.case_to_read(actor, case_id)
    rights.require_verb(actor, "decision.draft")
    known = drawing.known_for(kind, case, given, on=local_day(at))
    made = drawing.drawn(kind, case, given, actor=actor, at=at, known=known)
    return Preview(made.letter, made.findings, known.holder, made.filled)
