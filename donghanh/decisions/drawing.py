"""Gather what a letter needs: person, place, law and holder of the function on the day of the draft, and again on the day of signing.

Two kinds of bodies, one road: our own sentences (`letters`), or the official form of the day (`formed`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from donghanh.base.documents import frozen
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.letter import Letter
from donghanh.base.places import queries as places
from donghanh.cases import memo
from donghanh.cases.dossiers import queries as dossiers
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.terms import FactKind
from donghanh.decisions import checks, formed, holders, letters, rules, signed, worded
from donghanh.decisions.lengths import Typed
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.decisions.worded import DraftInput, Known, basis_of
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal import dossiers as law
from donghanh.legal.decision_kinds import decision_kind
from donghanh.legal.forms import Filled

__all__ = ["DraftInput", "Drawn", "Known", "Redrawn", "basis_of", "digest", "drawn", "given_of", "known_for", "known_of", "letter_of", "redrawn"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """An unsigned letter, the findings it rests on as JSON, the blanks of its form with their values (none: our own sentences), a typed term."""

    letter: Letter | FilledForm
    findings: dict[str, Any]
    filled: tuple[Filled, ...] = ()
    term: Typed | None = None


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The unsigned letter as signing it now would print it. is_current: it says what the draft said, but for the days that follow from today.

    missing: papers that the file lacks for it now.
    """

    letter: Letter | FilledForm
    findings: dict[str, Any]
    is_current: bool
    term: Typed | None = None
    missing: tuple[str, ...] = ()


def known_of(case: Case, kind: DecisionKind, *, on: date, withdrawn: DecisionKind | None = None) -> Known:
    """Read anew. withdrawn: the kind that a withdrawal takes back."""
    facts = memo.facts_of(case)
    holder = holders.holder_of(kind, case.unit_id, on=on, withdrawn=withdrawn)
    return Known(holder, facts, memo.view_told(case, facts, calendar=places.calendar()))


def known_for(kind: DecisionKind, case: Case, given: DraftInput, *, on: date) -> Known:
    """Read anew for what was typed: a withdrawal is decided by who decides what it withdraws."""
    withdrawn = DecisionKind(signed.target_of(case, given.withdraws).kind) if kind == DecisionKind.WITHDRAW else None
    return known_of(case, kind, on=on, withdrawn=withdrawn)


def given_of(decision: Decision) -> DraftInput:
    """What the drafter of a stored draft typed."""
    return DraftInput(decision.reasons, decision.officer, tuple(decision.team), decision.withdraws_id, decision.values)


def drawn(kind: DecisionKind, case: Case, given: DraftInput, *, actor: Actor, at: datetime, known: Known | None = None) -> Drawn:
    """The letter as signing it now would print it. Raises Cannot where the law or the file does not allow it now."""
    known = known or known_for(kind, case, given, on=local_day(at))
    check_possible(kind, case.procedure, known.view, at)
    check_basis(kind, case, local_day(at))
    if decision_kind(kind).forms:
        one = _material(kind, case, given, known, actor=actor, at=at)
        return of_form(one, known.holder, at)
    made, findings = worded.content(kind, case, given, actor=actor, at=at, known=known)
    return Drawn(letters.letter(kind, made), findings)


def redrawn(decision: Decision, *, actor: Actor, at: datetime, known: Known | None = None) -> Redrawn:
    """Draw an unsigned decision again from the facts, the law and the holder of now; where that fails, the stored letter, no longer current.

    The days of a term follow from the day of signing, so a draft of yesterday is dated anew; everything else must be as it was drafted.
    """
    kind, given, case = DecisionKind(decision.kind), given_of(decision), decision.case
    lacks: tuple[str, ...] = ()
    try:
        known = known or known_for(kind, case, given, on=local_day(at))
        lacks = missing(kind, case.procedure, known.view)
        then, now = _then_and_now(kind, case, given, decision, actor=actor, at=at, known=known)
    except Cannot:
        return Redrawn(letter_of(decision.letter), decision.findings, is_current=False, missing=lacks)
    is_same = frozen.to_json(then) == decision.letter and rules.rests_on_the_same(decision.findings, now.findings)
    if not is_same or case.version != decision.case_version:
        return Redrawn(letter_of(decision.letter), decision.findings, is_current=False)
    return Redrawn(now.letter, now.findings, is_current=True, term=now.term)


def _then_and_now(
    kind: DecisionKind, case: Case, given: DraftInput, decision: Decision, *, actor: Actor, at: datetime, known: Known
) -> tuple[Letter | FilledForm, Drawn]:
    """The letter with the days of the draft, and with those of this moment."""
    check_possible(kind, case.procedure, known.view, at)
    check_basis(kind, case, local_day(at))
    if decision_kind(kind).forms:
        one = _material(kind, case, given, known, actor=actor, at=at)
        return formed.laid(one, decision.drafted_at).paper, of_form(one, known.holder, at)
    made, findings = worded.content(kind, case, given, actor=actor, at=at, known=known)
    return letters.letter(kind, worded.dated(made, decision.findings)), Drawn(letters.letter(kind, made), findings)


def check_basis(kind: DecisionKind, case: Case, on: date) -> None:
    """Nobody is held while a file for the court is drawn up before dependence was determined. Raises WithoutBasis with the article."""
    if rules.EFFECT[kind] == FactKind.INTERIM_DECIDED:
        law.check_basis(law.check(law.leg(case.procedure, "to_court", on), dossiers.situation(case, on=on)))


def _material(kind: DecisionKind, case: Case, given: DraftInput, known: Known, *, actor: Actor, at: datetime) -> formed.Material:
    complaint = letters.right_to_complain(_subject(case), known.holder.office_title, *worded.complaint_words(local_day(at)))
    return formed.material(kind, case, known, actor=actor, at=at, typed=given.values, reasons=given.reasons, complaint=complaint)


def of_form(one: formed.Material, holder: rules.HolderView, at: datetime) -> Drawn:
    """The paper that signing this material at this moment would print. Raises Cannot where its term follows from something the file does not say."""
    made, form = formed.laid(one, at), one.form
    findings = worded.findings_of(form.id, form.citation, form.confidence, holder, local_day(at)) | made.findings
    return Drawn(made.paper, findings, made.filled, made.term)


def _subject(case: Case) -> str:
    word = {"MALE": "Ông", "FEMALE": "Bà"}.get(case.person.sex, "Ông/bà")
    return f"{word} {case.person.full_name}"


def letter_of(stored: dict[str, Any]) -> Letter | FilledForm:
    """The letter that a decision keeps."""
    found = frozen.from_json(stored)
    assert isinstance(found, Letter | FilledForm), "a decision keeps no report"
    return found


def digest(letter: Letter | FilledForm) -> str:
    """A letter's fingerprint: what was read is what is signed."""
    return hashlib.sha256(json.dumps(frozen.to_json(letter), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check_possible(kind: DecisionKind, procedure: str, view: CaseView, at: datetime) -> None:
    """The procedure allows a decision of this kind at this moment. Raises Cannot with the reason and the article."""
    if kind == DecisionKind.WITHDRAW:
        return
    row = decision_kind(kind)
    rules.check_procedure(row, procedure=procedure)
    rules.check_complete(row, missing(kind, procedure, view))
    steps, effect = manifest(procedure), rules.EFFECT[kind]
    steps.check_decide(view, effect, at)
    engine.check_fits(steps, view, effect, happened_at=at, at=at)


def missing(kind: DecisionKind, procedure: str, view: CaseView) -> tuple[str, ...]:
    """Papers that the file lacks for this decision now; none of a file that is over, where the procedure says why nothing is decided any more."""
    return () if view.stage in manifest(procedure).closed else checks.missing(kind, view.seen)
