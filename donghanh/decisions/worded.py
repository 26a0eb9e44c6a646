"""What a letter in our own sentences says: gathered from the file, the law of the day and the holder of the function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, StopGround
from donghanh.decisions import letters, rules, signed
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import SIGNER_TITLES, DecisionKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal import letters as forms
from donghanh.legal import user_management as law
from donghanh.people import queries as people


@dataclass(frozen=True, slots=True)
class DraftInput:
    """What the drafter types; everything else is known already. withdraws: the signed decision that a withdrawal names.

    values: what stands in the blanks of the form that nobody knows, and answers that only the fact needs (`formed.ASKED`).
    """

    reasons: str
    officer: str = ""
    team: tuple[str, ...] = ()
    withdraws: UUID | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What a letter rests on and a caller may have read already: the holder of that day, the facts not voided, what follows from them."""

    holder: rules.HolderView
    facts: list[FactView]
    view: CaseView


def content(kind: DecisionKind, case: Case, given: DraftInput, *, actor: Actor, at: datetime, known: Known) -> tuple[letters.Content, dict[str, Any]]:
    """Everything a letter of our own sentences says, and the findings it rests on as JSON. Raises Cannot where law or file do not allow it."""
    on = local_day(at)
    facts, view, holder = known.facts, known.view, known.holder
    form, (days, basis_of_days) = forms.form_on(kind, on), complaint_words(on)
    earlier = _earlier(kind, case, given)
    basis = basis_of(facts) if kind == DecisionKind.MANAGE_USER else ""
    term = _term(kind, basis, view, on)
    made = letters.Content(
        form=form,
        issuer=_issuer(case, holder, on),
        person=_person(actor, case, on, kind),
        reasons=given.reasons,
        officer=given.officer,
        team=given.team,
        tested_on=_tested_on(facts),
        ground=_ground(facts),
        effect_on=on,
        earlier=signed.earlier_of(earlier) if earlier else None,
        complaint_days=days,
        complaint_basis=basis_of_days,
        **term.words,
    )
    return made, findings_of(form.form, form.citation, form.confidence, holder, on) | {"basis": basis, **term.findings}


def findings_of(form: str, citation: str, confidence: str, holder: rules.HolderView, on: date) -> dict[str, Any]:
    """What every letter rests on, as JSON."""
    complaint = law.complaint_rule(on)
    return {
        "form": form,
        "form_citation": citation,
        "form_confidence": confidence,
        "holder": holder.citation,
        "holder_confidence": holder.confidence,
        "complaint": {"amount": complaint.amount_vi, "citation": complaint.citation_vi, "confidence": complaint.confidence},
        "law": legal.edition(),
        "on": on.isoformat(),
        "basis": "",
    }


def complaint_words(on: date) -> tuple[str, str]:
    """How long a complaint is in time, and the law that says so."""
    complaint = law.complaint_rule(on)
    return complaint.amount_vi, "; ".join(f"{one.instrument.title} ({one.instrument.number})" for one in complaint.citations)


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


def _earlier(kind: DecisionKind, case: Case, given: DraftInput) -> Decision | None:
    if kind == DecisionKind.WITHDRAW:
        return signed.target_of(case, given.withdraws)
    if kind == DecisionKind.MANAGE_USER:
        return None
    found = signed.standing(case.pk, DecisionKind.MANAGE_USER).get(DecisionKind.MANAGE_USER)
    if found is None:
        raise Cannot("Không thấy quyết định quản lý đang có hiệu lực.", mend="Kiểm tra lại các quyết định của hồ sơ.")
    return found


def dated(made: letters.Content, drafted: dict[str, Any]) -> letters.Content:
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


def _person(actor: Actor, case: Case, on: date, kind: DecisionKind) -> letters.Named:
    person = people.letter_person(actor, case.person_id, on=on, letter=f"decision {kind}")
    word = {"MALE": "ông", "FEMALE": "bà"}.get(person.sex, "ông/bà")
    born = f"sinh ngày {person.born_on:%d/%m/%Y}" if person.born_on else f"sinh năm {person.birth_year}"
    return letters.Named(person.full_name, word, born, person.id_number, person.residence, person.guardian_name)
