"""From what a facility may read of the file to the letter that its head signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from donghanh.base.documents import frozen
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.letter import Letter
from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.cases.dossiers import queries as dossiers
from donghanh.cases.dossiers.queries import Opened
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import drawing, formed, holders, letters, signed, worded
from donghanh.decisions.drawing import DraftInput, Drawn, Redrawn
from donghanh.decisions.held import access, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.papers import known
from donghanh.decisions.papers.rules import Issuer
from donghanh.decisions.rules import HolderView, rests_on_the_same
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import ZONE, local_day
from donghanh.legal import letters as our_forms
from donghanh.legal.decision_kinds import decision_kind

SYMBOL = "QĐ-CSCN"
"""Of a decision of a facility that has no form (form 49 prints the same)."""


@dataclass(frozen=True, slots=True)
class FileMarks:
    """What the register needs of a file that the facility does not see: its number, whether it is sealed, which version it is, where it is kept."""

    number: str
    is_sealed: bool
    version: int
    unit_id: int


def marks(passage_id: UUID) -> FileMarks:
    """Of the file that lies here. Raises Cannot where it does not."""
    with connection.cursor() as cursor:
        cursor.execute("select number, is_sealed, version, place from held_file(%s)", [passage_id])
        found = cursor.fetchone()
    if found is None:
        raise Cannot("Hồ sơ không còn ở cơ sở.", mend="Mở lại danh sách hồ sơ gửi đến.")
    return FileMarks(*found)


def drawn(kind: DecisionKind, held: Opened, given: DraftInput, *, actor: Actor, at: datetime) -> Drawn:
    """The letter as signing it now would print it. Raises Cannot where the law or the steps of the file do not allow it now."""
    view, holder = dossiers.view_held(held), holders.head_of(actor, on=local_day(at))
    drawing.check_possible(kind, held.row.procedure, view, at)
    if kind == DecisionKind.WITHDRAW:
        return _withdrawal(held, given, holder, at)
    return drawing.of_form(_material(kind, held, given, holder, at), holder, at)


def redrawn(decision: Decision, *, actor: Actor, at: datetime) -> Redrawn:
    """Draw an unsigned decision again from the steps, the law and the head of now; where that fails, the stored letter, no longer current."""
    stored = Redrawn(drawing.letter_of(decision.letter), decision.findings, is_current=False)
    assert decision.passage_id is not None, "the road of a facility"
    kind, given = DecisionKind(decision.kind), drawing.given_of(decision)
    try:
        held = dossiers.opened(actor, decision.passage_id)
        access.check_lies_here(held)
        now = drawn(kind, held, given, actor=actor, at=at)
        is_same = frozen.to_json(_then(kind, held, given, decision, actor)) == decision.letter and rests_on_the_same(decision.findings, now.findings)
        is_same = is_same and marks(held.row.id).version == decision.case_version
    except Cannot:
        return stored
    return Redrawn(now.letter, now.findings, is_current=True, term=now.term) if is_same else stored


def _then(kind: DecisionKind, held: Opened, given: DraftInput, decision: Decision, actor: Actor) -> Letter | FilledForm:
    """The letter with the days of the draft."""
    at = decision.drafted_at
    holder = holders.head_of(actor, on=local_day(at))
    if kind == DecisionKind.WITHDRAW:
        return _withdrawal(held, given, holder, at).letter
    return formed.laid(_material(kind, held, given, holder, at), at).paper


def _material(kind: DecisionKind, held: Opened, given: DraftInput, holder: HolderView, at: datetime) -> formed.Material:
    on, row, procedure = local_day(at), decision_kind(kind), held.row.procedure
    complaint = letters.right_to_complain(f"{_word(held)} {held.full_name}", holder.office_title, *worded.complaint_words(on))
    issuer = Issuer(holder.body_id, holder.body_name, "", holder.office, holder.office_title, holder.citation, holder.confidence)
    return formed.Material(
        row,
        row.form_on(on, procedure),
        procedure,
        held.steps,
        known.Known(_values(held, holder, on), issuer, _place(holder, on)),
        given.values,
        given.reasons,
        complaint,
        Life(held.born_on, held.birth_year, held.sex),
    )


def _values(held: Opened, holder: HolderView, on: date) -> dict[str, str]:
    """What the facility knows, by source path; the rest of the form is typed."""
    last = {fact.kind: fact for fact in held.steps}
    ruled = last.get(K.COURT_DECIDED)
    found = {
        "doc.issued_on": known.day(on),
        "unit.place_name": _place(holder, on),
        "facility.name": holder.body_name,
        "unit.name": holder.body_name,
        "stay.facility.name": holder.body_name,
        "stay.escaped_at": _moment_of(last.get(K.ESCAPED)),
        "person.full_name": held.full_name,
        "person.sex": {"MALE": "Nam", "FEMALE": "Nữ"}.get(held.sex, ""),
        "person.born_on": known.day(held.born_on) or f"năm {held.birth_year}",
        "decision.court.number": str(ruled.data.get("number", "")) if ruled else "",
        "decision.court.issued_on": _day_of(ruled),
        "stay.starts_on": _day_of(next((fact for fact in held.steps if fact.kind == K.ADMITTED), None)),
        "stay.ends_on": _day_of(last.get(K.REHAB_COMPLETED)),
    }
    return {path: text for path, text in found.items() if text}


def _day_of(fact: FactView | None) -> str:
    return known.day(fact.on) if fact else ""


def _moment_of(fact: FactView | None) -> str:
    if fact is None:
        return ""
    return known.day(fact.on) if fact.is_date_only else f"{fact.happened_at.astimezone(ZONE):%H:%M}, {known.day(fact.on)}"


def _place(holder: HolderView, on: date) -> str:
    return places.unit_on(Body.objects.only("unit_id").get(pk=holder.body_id).unit_id, on).name


def _word(held: Opened) -> str:
    return {"MALE": "Ông", "FEMALE": "Bà"}.get(held.sex, "Ông/bà")


def _withdrawal(held: Opened, given: DraftInput, holder: HolderView, at: datetime) -> Drawn:
    """Our own sentences, as of every withdrawal; the facility knows no residence, so the letter names none."""
    on = local_day(at)
    target = rules.check_target(Decision.objects.filter(pk=given.withdraws, passage_id=held.row.id).select_related("body").first())
    form, (days, basis) = our_forms.form_on(DecisionKind.WITHDRAW, on), worded.complaint_words(on)
    born = f"sinh ngày {held.born_on:%d/%m/%Y}" if held.born_on else f"sinh năm {held.birth_year}"
    content = letters.Content(
        form=form,
        issuer=letters.Issuer(
            holder.body_name, "", _place(holder, on), holder.office_title, (holder.office_title.partition(" ")[0].upper(),), symbol=SYMBOL
        ),
        person=letters.Named(held.full_name, _word(held).lower(), born, "", ""),
        reasons=given.reasons,
        effect_on=on,
        earlier=signed.earlier_of(target),
        complaint_days=days,
        complaint_basis=basis,
    )
    return Drawn(letters.letter(DecisionKind.WITHDRAW, content), worded.findings_of(form.form, form.citation, form.confidence, holder, on))
