"""Gather what a letter needs: person, place, law and holder of the function on the day of the draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.base.places.terms import OFFICES
from donghanh.cases import memo
from donghanh.cases.models import Case
from donghanh.cases.procedures.shape import CaseView
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
    """What the drafter types; everything else is known already."""

    reasons: str
    officer: str = ""
    team: tuple[str, ...] = ()
    effect_on: date | None = None
    withdraws: Decision | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def holder_of(case: Case, *, on: date) -> rules.HolderView:
    """Who decides on this day at the place of this case, from the dated table of function-holders."""
    row = places.holder(rules.FUNCTION, case.unit_id, on)
    return rules.HolderView(row.body_id, row.body_name, row.office, f"{OFFICES[row.office]} {row.body_name}", row.citation)


def standing_decision(case: Case) -> Decision | None:
    """The signed management decision that stands: not withdrawn, the latest."""
    signed = Decision.objects.filter(case=case, kind=DecisionKind.MANAGE_USER, state=DraftState.SIGNED)
    return signed.exclude(withdrawn_by__state=DraftState.SIGNED).select_related("body").order_by("-signed_at").first()


def earlier_of(decision: Decision) -> letters.Earlier:
    """How another letter names this decision."""
    assert decision.signed_at is not None
    return letters.Earlier(f"số {decision.number:02d}/{decision.series}", timezone.localtime(decision.signed_at).date(), decision.body.name)


def content(kind: DecisionKind, case: Case, given: DraftInput, *, actor: Actor, at: datetime) -> tuple[letters.Content, dict[str, Any], CaseView]:
    """Everything the letter says, the findings it rests on as JSON, and the view of the case it was drawn from."""
    on = timezone.localtime(at).date()
    view = memo.view_of(case)
    holder = holder_of(case, on=on)
    form = forms.form_on(kind, on)
    complaint = law.complaint_rule(on)
    earlier = given.withdraws or (standing_decision(case) if kind != DecisionKind.MANAGE_USER else None)
    if kind != DecisionKind.MANAGE_USER and earlier is None:
        raise Cannot("Không thấy quyết định quản lý đang có hiệu lực.", mend="Kiểm tra lại các quyết định của hồ sơ.")
    term = _term(kind, view, on)
    made = letters.Content(
        form=form,
        issuer=_issuer(case, holder, on),
        person=_person(actor, case, on),
        reasons=given.reasons,
        officer=given.officer,
        team=given.team,
        tested_on=_tested_on(view),
        ground=_ground(case),
        effect_on=given.effect_on or on,
        earlier=earlier_of(earlier) if earlier else None,
        complaint_days=complaint.amount_vi,
        complaint_basis=complaint.citation_vi,
        **term.words,
    )
    findings = {
        "form": form.form,
        "form_citation": form.citation,
        "holder": holder.citation,
        "law": legal.edition(),
        "on": on.isoformat(),
        **term.findings,
    }
    return made, findings, view


@dataclass(frozen=True, slots=True)
class _Term:
    words: dict[str, Any]
    findings: dict[str, Any]


def _term(kind: DecisionKind, view: CaseView, on: date) -> _Term:
    """The term a management decision gives, or the term that is over."""
    if kind == DecisionKind.MANAGE_USER:
        if basis_of(view) == "moved":
            assert view.term is not None
            return _Term({"term_text": "thời gian còn lại", "starts_on": on, "last_day": view.term.last_day}, {"term": view.term.as_json()})
        rule = legal.pick("user.new_term" if basis_of(view) == "new_use" else "user.term", on)
        found = legal.term_end(rule, on)
        return _Term({"term_text": rule.amount_vi, "starts_on": on, "last_day": found.last_day}, {"term": found.as_json()})
    if kind == DecisionKind.END_USER and view.term is not None:
        return _Term({"last_day": view.term.last_day}, {"term": view.term.as_json()})
    return _Term({}, {})


def basis_of(view: CaseView) -> str:
    """Why a management decision is due: the first one, a new use, or a move."""
    if view.decided is None:
        return "first"
    return "moved" if FactKind.FILE_RECEIVED in view.seen and FactKind.FOUND_NOT_DEPENDENT not in view.seen else "new_use"


def _tested_on(view: CaseView) -> date | None:
    return timezone.localtime(view.detected_at).date() if view.detected_at else None


def _ground(case: Case) -> str:
    """The latest ground of stopping or suspending, in the form's words."""
    for fact in sorted(memo.facts_of(case), key=lambda f: f.counts_from, reverse=True):
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
    return letters.Issuer(holder.body_name.upper(), parent.upper(), case.unit.name, holder.office_title, (SIGNER_TITLES[holder.office],), is_police)


def _person(actor: Actor, case: Case, on: date) -> letters.Named:
    person = people.letter_person(actor, case.person_id, on=on)
    word = {"MALE": "ông", "FEMALE": "bà"}.get(person.sex, "ông/bà")
    born = f"sinh ngày {person.born_on:%d/%m/%Y}" if person.born_on else f"sinh năm {person.birth_year}"
    return letters.Named(person.full_name, word, born, person.id_number, person.residence, person.guardian_name)
