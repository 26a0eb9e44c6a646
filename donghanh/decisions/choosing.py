"""What may be decided in a case now: every kind of its procedure, what it does, who signs it, and why not, where it cannot be drawn up here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from donghanh.cases.procedures import issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.queries import CaseSheet
from donghanh.cases.terms import FactKind
from donghanh.decisions import drawing, holders
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
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
class Choices:
    """Kinds that are made here, and the decisions of this procedure that stay on paper."""

    here: tuple[Choice, ...]
    on_paper: tuple[FactKind, ...]


def choices(actor: Actor, sheet: CaseSheet, *, at: datetime) -> Choices:
    """Every decision that this procedure knows. The caller has opened the case. Raises MayNot for who draws none up."""
    access.require_verb(actor, "decision.draft")
    procedure, on = sheet.row.procedure, local_day(at)
    here = tuple(_choice(row, sheet, at) for row in kinds_of(procedure) if not row.forms or row.form_of(on, procedure))
    made = {one.row.effect for one in here if not one.is_on_paper}
    steps = manifest(procedure)
    return Choices(here, tuple(kind for kind in sorted(issuing.on_paper(steps)) if kind.value not in made))


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
    except Cannot as refusal:
        return Choice(row, name, citation, "", refusal, is_on_paper)
    return Choice(row, name, citation, signer.office_title, None, is_on_paper)
