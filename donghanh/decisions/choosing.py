"""What may be decided in a case now: every kind of its procedure, what it does, who signs it, and why not, where it cannot be drawn up here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from donghanh import legal
from donghanh.cases.models import Case
from donghanh.cases.procedures import issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import Manifest
from donghanh.cases.queries import CaseSheet
from donghanh.cases.terms import FactKind
from donghanh.decisions import drawing, holders
from donghanh.decisions.papers import rules as paper_rules
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal import forms
from donghanh.legal.decision_kinds import DecisionRow, kinds_of


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind. signer: who signs it today; empty where nobody is set. refusal: why it cannot be drawn up now; is_on_paper: its form is not known."""

    row: DecisionRow
    form_name: str
    citation: str
    signer: str
    refusal: Cannot | None
    is_on_paper: bool


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A decision of this procedure that is recorded from paper. signers: who may sign it today; empty where no text that was read says so."""

    kind: FactKind
    signers: tuple[str, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An official decision or certificate of another body's own: its head signs it there, and has no desk here."""

    title: str
    name: str
    signer: str
    citation: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Kinds that are made here, the decisions of this procedure that are recorded from paper, and those that another body makes on its own form."""

    here: tuple[Choice, ...]
    on_paper: tuple[OnPaper, ...]
    elsewhere: tuple[Elsewhere, ...]


def choices(actor: Actor, sheet: CaseSheet, *, at: datetime) -> Choices:
    """Every decision that this procedure knows. The caller has opened the case. Raises MayNot for who draws none up."""
    access.require_verb(actor, "decision.draft")
    procedure, on = sheet.row.procedure, local_day(at)
    here = tuple(_choice(row, sheet, at) for row in kinds_of(procedure) if not row.forms or row.form_of(on, procedure))
    made = {one.row.effect for one in here if not one.is_on_paper}
    steps = manifest(procedure)
    paper = tuple(_on_paper(steps, kind, on) for kind in sorted(issuing.on_paper(steps)) if kind.value not in made)
    return Choices(here, paper, tuple(elsewhere(procedure, on=on)))


def _on_paper(steps: Manifest, kind: FactKind, on: date) -> OnPaper:
    wanted = issuing.functions(steps, kind)
    rows = [row for row in legal.holders(everywhere=True) if row.function in wanted and row.stands(on)]
    return OnPaper(kind, tuple(dict.fromkeys(row.office_vi for row in rows)), "; ".join(dict.fromkeys(row.citation for row in rows)))


def elsewhere(procedure: str, *, on: date) -> Iterator[Elsewhere]:
    """Official decisions and certificates of this day and procedure whose form prints an office that holds no desk in any installation."""
    for form in forms.forms_on(on, procedure=procedure):
        if head := paper_rules.head_elsewhere(form):
            yield Elsewhere(form.title, form.name, head, form.citation)


def _choice(row: DecisionRow, sheet: CaseSheet, at: datetime) -> Choice:
    on, procedure, kind = local_day(at), sheet.row.procedure, DecisionKind(row.code)
    form = row.form_of(on, procedure)
    name, citation = (form.name, form.citation) if form else ("", "")
    is_on_paper = form is not None and not form.is_complete
    try:
        if form is not None:
            row.form_on(on, procedure)
        signer = holders.holder_of(kind, sheet.unit_id, on=on)
        citation = citation or signer.citation
        drawing.check_possible(kind, procedure, sheet.view, at)
        if row.effect == FactKind.INTERIM_DECIDED:
            drawing.check_basis(kind, Case.objects.get(pk=sheet.row.id), on)
    except Cannot as refusal:
        return Choice(row, name, citation, "", refusal, is_on_paper)
    return Choice(row, name, citation, signer.office_title, None, is_on_paper)
