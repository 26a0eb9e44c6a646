"""Gather what a letter needs: person, place, law and holder of the function on the day of the draft, and again on the day of signing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.utils import timezone

from donghanh import legal
from donghanh.base.documents import frozen
from donghanh.base.documents.letter import Letter
from donghanh.base.places import queries as places
from donghanh.base.places.terms import OFFICES
from donghanh.cases import memo
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine, user_management
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, StopGround
from donghanh.decisions import letters, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import SIGNER_TITLES, DecisionKind, DraftState
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.legal import letters as forms
from donghanh.legal import user_management as law
from donghanh.people import queries as people


@dataclass(frozen=True, slots=True)
class DraftInput:
    """What the drafter types; everything else is known already. withdraws: the signed decision that a withdrawal names."""

    reasons: str
    officer: str = ""
    team: tuple[str, ...] = ()
    withdraws: UUID | None = None


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The unsigned letter as signing it now would print it. is_current: it says what the draft said, but for the days that follow from today."""

    letter: Letter
    findings: dict[str, Any]
    is_current: bool


def holder_of(case: Case, *, on: date) -> rules.HolderView:
    """Who decides on this day at the place of this case, from the dated table of function-holders."""
    row = places.holder(rules.FUNCTION, case.unit_id, on)
    title = f"{OFFICES.get(row.office, '')} {row.body_name}".strip()
    return rules.HolderView(row.body_id, row.body_name, row.office, title, row.citation, row.confidence)


def signed_by(decision: Decision) -> rules.HolderView:
    """Who held the function when this decision was signed."""
    title = f"{OFFICES.get(decision.office, '')} {decision.body.name}".strip()
    found = decision.findings
    return rules.HolderView(
        decision.body_id, decision.body.name, decision.office, title, found.get("holder", ""), found.get("holder_confidence", "V")
    )


def standing_decision(case: Case) -> Decision | None:
    """The signed management decision that stands: not withdrawn, the latest."""
    signed = Decision.objects.filter(case=case, kind=DecisionKind.MANAGE_USER, state=DraftState.SIGNED)
    return signed.exclude(withdrawn_by__state=DraftState.SIGNED).select_related("body").order_by("-signed_at").first()


def target_of(case: Case, decision_id: UUID | None) -> Decision:
    """The decision of this case that is to be withdrawn. Raises Cannot where it may not be."""
    found = Decision.objects.filter(pk=decision_id, case=case).select_related("body").first()
    withdrawn = found is not None and found.withdrawn_by.filter(state=DraftState.SIGNED).exists()
    rules.check_can_withdraw(draft_view(found) if found else None, same_case=found is not None, is_withdrawn=withdrawn)
    assert found is not None
    return found


def earlier_of(decision: Decision) -> letters.Earlier:
    """How another letter names this decision."""
    assert decision.signed_at is not None
    return letters.Earlier(f"số {decision.number:02d}/{decision.series}", timezone.localtime(decision.signed_at).date(), decision.body.name)


def draft_view(decision: Decision, *, is_current: bool = True) -> rules.DraftView:
    """What the rules need of a stored draft."""
    state, kind = DraftState(decision.state), DecisionKind(decision.kind)
    return rules.DraftView(state, kind, decision.drafted_by, decision.checked_by, decision.office, decision.body_id, is_current)


@dataclass(frozen=True, slots=True)
class Known:
    """What a letter rests on and a caller may have read already: the holder of that day, the facts not voided, what follows from them."""

    holder: rules.HolderView
    facts: list[FactView]
    view: CaseView


def known_of(case: Case, *, on: date) -> Known:
    """Read anew."""
    facts = memo.facts_of(case)
    return Known(holder_of(case, on=on), facts, memo.view_told(case, facts, calendar=places.calendar()))


def content(
    kind: DecisionKind, case: Case, given: DraftInput, *, actor: Actor, at: datetime, known: Known | None = None
) -> tuple[letters.Content, dict[str, Any]]:
    """Everything the letter says, and the findings it rests on as JSON. Raises Cannot where the law or the file does not allow it now."""
    on = timezone.localtime(at).date()
    known = known or known_of(case, on=on)
    facts, view, holder = known.facts, known.view, known.holder
    _check_possible(kind, view, at)
    form, complaint = forms.form_on(kind, on), law.complaint_rule(on)
    earlier = _earlier(kind, case, given)
    basis = basis_of(facts) if kind == DecisionKind.MANAGE_USER else ""
    term = _term(kind, basis, view, on)
    made = letters.Content(
        form=form,
        issuer=_issuer(case, holder, on),
        person=_person(actor, case, on),
        reasons=given.reasons,
        officer=given.officer,
        team=given.team,
        tested_on=_tested_on(facts),
        ground=_ground(facts),
        effect_on=on,
        earlier=earlier_of(earlier) if earlier else None,
        complaint_days=complaint.amount_vi,
        complaint_basis="; ".join(f"{one.instrument.title} ({one.instrument.number})" for one in complaint.citations),
        **term.words,
    )
    findings = {
        "form": form.form,
        "form_citation": form.citation,
        "form_confidence": form.confidence,
        "holder": holder.citation,
        "holder_confidence": holder.confidence,
        "complaint": {"amount": complaint.amount_vi, "citation": complaint.citation_vi, "confidence": complaint.confidence},
        "law": legal.edition(),
        "on": on.isoformat(),
        "basis": basis,
        **term.findings,
    }
    return made, findings


def redrawn(decision: Decision, *, actor: Actor, at: datetime, known: Known | None = None) -> Redrawn:
    """Draw an unsigned decision again from the facts, the law and the holder of now; where that fails, the stored letter, no longer current.

    The days of a term follow from the day of signing, so a draft of yesterday is dated anew; everything else must be as it was drafted.
    """
    stored, kind = cast(Letter, frozen.from_json(decision.letter)), DecisionKind(decision.kind)
    given = DraftInput(decision.reasons, decision.officer, tuple(decision.team), decision.withdraws_id)
    try:
        made, findings = content(kind, decision.case, given, actor=actor, at=at, known=known)
    except Cannot:
        return Redrawn(stored, decision.findings, is_current=False)
    same = frozen.to_json(letters.letter(kind, _dated(made, decision.findings))) == decision.letter
    if not same or decision.case.version != decision.case_version:
        return Redrawn(stored, decision.findings, is_current=False)
    return Redrawn(letters.letter(kind, made), findings, is_current=True)


def digest(letter: Letter) -> str:
    """A letter's fingerprint: what was read is what is signed."""
    return hashlib.sha256(json.dumps(frozen.to_json(letter), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def basis_of(facts: list[FactView]) -> str:
    """Why a management decision is due: the first one, a new use, or a move. Raises Cannot where one stands and nothing followed it."""
    kinds = [f.kind for f in engine.in_order(facts)]
    if FactKind.MANAGEMENT_DECIDED not in kinds:
        return "first"
    since = kinds[len(kinds) - kinds[::-1].index(FactKind.MANAGEMENT_DECIDED) :]
    if FactKind.FOUND_NOT_DEPENDENT in since:
        return "new_use"
    if FactKind.FILE_RECEIVED in since:
        return "moved"
    raise Cannot("Đang có quyết định quản lý còn hiệu lực.", mend="Quyết định mới chỉ ra khi phát hiện sử dụng lại hoặc khi nhận hồ sơ chuyển đến.")


def _check_possible(kind: DecisionKind, view: CaseView, at: datetime) -> None:
    if kind != DecisionKind.WITHDRAW:
        user_management.check_can_decide(view, rules.EFFECT[kind], at=at)


def _earlier(kind: DecisionKind, case: Case, given: DraftInput) -> Decision | None:
    if kind == DecisionKind.WITHDRAW:
        return target_of(case, given.withdraws)
    if kind == DecisionKind.MANAGE_USER:
        return None
    found = standing_decision(case)
    if found is None:
        raise Cannot("Không thấy quyết định quản lý đang có hiệu lực.", mend="Kiểm tra lại các quyết định của hồ sơ.")
    return found


def _dated(made: letters.Content, drafted: dict[str, Any]) -> letters.Content:
    """The same content with the days that the draft carried."""
    on, last = date.fromisoformat(drafted["on"]), drafted.get("term", {}).get("last_day")
    return replace(
        made,
        effect_on=on,
        starts_on=on if made.starts_on else None,
        last_day=date.fromisoformat(last) if last and made.last_day else made.last_day,
    )


@dataclass(frozen=True, slots=True)
class _Term:
    words: dict[str, Any]
    findings: dict[str, Any]


def _term(kind: DecisionKind, basis: str, view: CaseView, on: date) -> _Term:
    """The term a management decision gives, or the term that is over."""
    if kind == DecisionKind.MANAGE_USER:
        if basis == "moved":
            assert view.term is not None
            return _Term({"term_text": "thời gian còn lại", "starts_on": on, "last_day": view.term.last_day}, {"term": view.term.as_json()})
        rule = legal.pick("user.new_term" if basis == "new_use" else "user.term", on)
        found = legal.term_end(rule, on)
        return _Term({"term_text": rule.amount_vi, "starts_on": on, "last_day": found.last_day}, {"term": found.as_json()})
    if kind == DecisionKind.END_USER and view.term is not None:
        return _Term({"last_day": view.term.last_day}, {"term": view.term.as_json()})
    return _Term({}, {})


def _tested_on(facts: list[FactView]) -> date | None:
    """The day of the latest positive test."""
    return max((f.on for f in facts if f.kind in (FactKind.TESTED_POSITIVE, FactKind.USED_AGAIN)), default=None)


def _ground(facts: list[FactView]) -> str:
    """The latest ground of stopping or suspending, in the form's words."""
    for fact in sorted(facts, key=lambda f: f.counts_from, reverse=True):
        if fact.kind == FactKind.STOP_GROUND:
            return StopGround(fact.data["ground"]).label.lower()
        if fact.kind == FactKind.FOUND_DEPENDENT:
            return StopGround.DEPENDENT.label.lower()
        if fact.kind == FactKind.CUSTODY_BEGAN:
            return "bị tạm giữ, tạm giam"
    return ""


def _issuer(case: Case, holder: rules.HolderView, on: date) -> letters.Issuer:
    is_police = holder.office == "commune_police_chief"
    parent = places.body_at("provincial_police", case.unit_id, on).name if is_police else ""
    return letters.Issuer(holder.body_name, parent, case.unit.name, holder.office_title, (SIGNER_TITLES[holder.office],), is_police)


def _person(actor: Actor, case: Case, on: date) -> letters.Named:
    person = people.letter_person(actor, case.person_id, on=on)
    word = {"MALE": "ông", "FEMALE": "bà"}.get(person.sex, "ông/bà")
    born = f"sinh ngày {person.born_on:%d/%m/%Y}" if person.born_on else f"sinh năm {person.birth_year}"
    return letters.Named(person.full_name, word, born, person.id_number, person.residence, person.guardian_name)
