"""A decision whose body is laid from its official form: what the house knows is filled in, the rest was typed, our two sentences are added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.letter import paragraph
from donghanh.cases import memo
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.monitoring import ground_of
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import NOBODY, CaseView, Life
from donghanh.cases.rules import FactView
from donghanh.decisions import lengths, rules
from donghanh.decisions.papers import known, laying
from donghanh.decisions.papers import rules as paper_rules
from donghanh.decisions.terms import DecisionKind
from donghanh.decisions.worded import Known
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.legal import forms, monitoring
from donghanh.legal.decision_kinds import DecisionRow, decision_kind
from donghanh.legal.forms import Filled, Form

ASKED = "fact."
"""What begins the key of a typed value that the fact needs, or the signer, and the form does not print."""
LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a form needs at one moment: the procedure of the file, what is known, what was typed, and what that procedure asks of the person.

    measure: the one that this decision goes with, where its last day is asked for.
    """

    row: DecisionRow
    form: Form
    procedure: str
    facts: tuple[FactView, ...]
    known: known.Known
    typed: Mapping[str, str]
    reasons: str
    complaint: str
    life: Life
    measure: lengths.Measure | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """The unsigned paper, what it rests on beside law and holder as JSON, every blank with its value, and the term somebody typed."""

    paper: FilledForm
    findings: dict[str, Any]
    filled: tuple[Filled, ...]
    term: lengths.Typed | None


def material(
    kind: DecisionKind, case: Case, known_of: Known, *, actor: Actor, at: datetime, typed: Mapping[str, str], reasons: str, complaint: str
) -> Material:
    """Read what the form of this day needs. complaint: the sentence on the right to complain. Raises Cannot where no form of the day is known."""
    row = decision_kind(kind)
    rules.check_procedure(row, procedure=case.procedure)
    form = row.form_on(local_day(at), case.procedure)
    about = known.About(case.pk, case.person_id, case.unit_id, case.procedure, tuple(known_of.facts), known_of.view)
    found = known.gather(actor, about, form, at=at, reveal=True, writes=False)
    life = memo.life_of(case) if manifest(case.procedure).asks_person else NOBODY
    measure = _measure(known_of.view) if any(ask.key == lengths.UNTIL for ask in row.asks) else None
    return Material(row, form, case.procedure, tuple(known_of.facts), found, typed, reasons, complaint, life, measure)


def _measure(view: CaseView) -> lengths.Measure | None:
    """The measure that monitoring goes with, and its last day as the file that told of it says."""
    if view.opened is None or ground_of(view.opened) not in monitoring.GROUNDS:
        return None
    source = Case.objects.select_related("person").filter(pk=view.opened.data.get("told_in")).first()
    term = memo.view_of(source).term if source else None
    citation = next((one.citation_vi for one in view.findings if one.question == "monitoring.group"), "")
    return lengths.Measure(monitoring.GROUNDS[ground_of(view.opened)], citation, term.last_day if term else None)


def laid(one: Material, at: datetime) -> Laid:
    """The paper as signing it at this moment would print it. Raises Cannot where the term follows from something the file does not say."""
    effect = _effect(one, at)
    after = engine.view(manifest(one.procedure), [*one.facts, effect], life=one.life)
    days = {"doc.issued_on": known.day(local_day(at)), "doc.effective_on": known.day(local_day(at))}
    filled = forms.prefill(one.form, {**one.known.values, **known.measure(one.form, one.procedure, after), **days}, one.typed)
    paper = laying.lay_out(one.form, filled, laying.Setting(issuer=one.known.issuer, place=one.known.place))
    found: dict[str, Any] = {"starts_on": local_day(after.active_from).isoformat()} if after.active_from and _begins(one) else {}
    if after.term is not None and _begins(one):
        found["term"] = after.term.as_json()
    if _begins(one) and (open_term := known.as_long_as(one.procedure, after)):
        found["open_term"] = open_term
    term = _typed(one, filled, effect, after) if _begins(one) else None
    if term is not None:
        found |= term.as_json(why_of(one.typed))
    return Laid(_with_our_words(one, paper), found, filled, term)


def _typed(one: Material, filled: Sequence[Filled], effect: FactView, after: CaseView) -> lengths.Typed | None:
    """The term that somebody typed, in the form or as the last day of the measure it goes with."""
    said = one.typed.get(lengths.FIELD_UNTIL)
    if said and one.measure:
        return lengths.until(date.fromisoformat(said), on=effect.on, measure=one.measure, has_own_term=after.term is not None)
    return lengths.typed(filled, lengths.Asked(manifest(one.procedure), one.facts, effect, one.life))


def why_of(typed: Mapping[str, str]) -> str:
    """The reason that somebody gave for the term he typed."""
    return typed.get(ASKED + lengths.WHY.key, "")


def missing(filled: Sequence[Filled]) -> tuple[Filled, ...]:
    """Blanks that a decision may not go on with; of somebody without papers nobody asks where and when they were given."""
    has_papers = any(one.value.lower() not in ("", "không") for one in filled if one.field.source == "person.identity.number")
    return tuple(one for one in forms.missing(filled) if has_papers or not one.field.source.startswith("person.identity."))


def data_of(row: DecisionRow, typed: Mapping[str, str]) -> dict[str, str]:
    """What the fact keeps of the typed values."""
    said = {name: typed[blank].split("\n")[0] for name, blank in row.tells.items() if typed.get(blank)}
    return said | {ask.key: typed[ASKED + ask.key] for ask in row.asks if typed.get(ASKED + ask.key)}


def checked_values(row: DecisionRow, form: Form, given: Mapping[str, str]) -> dict[str, str]:
    """What was typed, for blanks of this form and questions of this kind only. Raises CannotMake or CannotDecide naming what cannot be read."""
    kept = paper_rules.checked_values(form, given)
    typed = forms.prefill(form, {}, kept)
    for ask in (*row.asks, *lengths.asks(row, typed)):
        text = given.get(ASKED + ask.key, "").strip()
        if text and not _is_answer(ask.kind, text, ask.options):
            raise rules.CannotDecide(f"“{ask.words}” chưa đọc được.", mend="Chọn hoặc nhập lại mục này.", field=ASKED + ask.key)
        if text:
            kept[ASKED + ask.key] = text
    return kept


def _is_answer(kind: str, text: str, options: Mapping[str, str]) -> bool:
    if kind == "text":
        return len(text) <= LONGEST_WHY
    if kind == "choice":
        return text in options
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _begins(one: Material) -> bool:
    return one.row.effect in manifest(one.procedure).decides


def _effect(one: Material, at: datetime) -> FactView:
    """The fact that signing at this moment would make, told after all others: the days of the measure come from what would follow."""
    return FactView(new_id(), rules.EFFECT[DecisionKind(one.row.code)], at, data=dict(data_of(one.row, one.typed)))


def _with_our_words(one: Material, paper: FilledForm) -> FilledForm:
    """A decision says why and where to complain, also where its form has no line for it (Law on complaints; mismatches of law/forms)."""
    if one.form.kind != "decision":
        return paper
    *parts, last = paper.parts
    return replace(
        paper,
        bases=(*paper.bases, f"Xét sự việc: {' '.join(one.reasons.split()).rstrip('.')}"),
        parts=(*parts, replace(last, lines=(*last.lines, paragraph(one.complaint)))),
    )
