"""Cases that wait for a decision on an official form, and the decision drawn up, checked and signed by three people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.decisions import actions, queries
from donghanh.decisions.drawing import DraftInput
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import add_months
from donghanh.legal import forms
from donghanh.legal.decision_kinds import decision_kind
from tests.factories import decisions, people

REASONS = "Đủ điều kiện theo hồ sơ; đã nói chuyện với người này và gia đình."
MONTHS_OF_REHABILITATION = 24
"""A first time under Law 120/2025 Article 29."""
CHIEF = "commune_police.commune_police_chief"


def opened(actor: Actor, procedure: Procedure, kind: K, at: datetime, full_name: str = "Lê Thị Ỗi", **data: Any) -> Case:
    """A file of this procedure, begun by this fact."""
    registered = people.register(actor, full_name, at=at)
    with scope(actor):
        return case_actions.open_case(actor=actor, at=at, person_id=registered.pk, happened_at=at, data=data, kind=kind, procedure=procedure)


def registered(hands: decisions.Hands, at: datetime, **person: Any) -> Case:
    """Somebody registered for rehabilitation at home, two hours before."""
    return opened(hands.police, Procedure.HOME_REHABILITATION, K.REGISTERED, at - timedelta(hours=2), form="home", **person)


def proposed(hands: decisions.Hands, at: datetime) -> Case:
    """Somebody completed voluntary rehabilitation; the police chief proposed aftercare two hours before, on paper."""
    case = opened(hands.police, Procedure.AFTERCARE, K.REHAB_COMPLETED, at - timedelta(days=2), completed="voluntary")
    with scope(hands.police):
        when = at - timedelta(hours=2)
        return case_actions.record_decision(
            actor=hands.police, at=when, case_id=case.pk, kind=K.AFTERCARE_PROPOSED, happened_at=when, issuer=CHIEF, data={"number": "7/ĐN"}
        )


def answers(actor: Actor, case: Case, kind: DecisionKind, at: datetime) -> dict[str, str]:
    """Something in every blank of the form that nobody knows."""
    with scope(actor):
        filled = queries.preview(actor, case.pk, kind, DraftInput(REASONS), at=at).filled
    term = {"case.starts_on": day(at.date()), "case.ends_on": day(add_months(at.date(), MONTHS_OF_REHABILITATION))}
    return {one.field.key: term.get(one.field.source) or _anything(one.field) for one in forms.to_type(filled)}


def _anything(field: forms.Field) -> str:
    return field.options[0] if field.options else "05/08/2026" if field.kind == "date" else "Không"


def day(on: date) -> str:
    """As a form writes it."""
    return f"{on:%d/%m/%Y}"


def drafted(hands: decisions.Hands, case: Case, kind: DecisionKind, at: datetime, **values: str) -> Decision:
    """A draft by the officer, every blank filled."""
    typed = answers(hands.officer, case, kind, at) | values
    with scope(hands.officer):
        return actions.draft(actor=hands.officer, at=at, case_id=case.pk, kind=kind, given=DraftInput(REASONS, values=typed))


def checked(hands: decisions.Hands, case: Case, kind: DecisionKind, at: datetime, **values: str) -> Decision:
    """The same, looked through by the police officer."""
    made = drafted(hands, case, kind, at, **values)
    with scope(hands.police):
        return actions.check(actor=hands.police, at=at, decision_id=made.pk)


def signed(hands: decisions.Hands, case: Case, kind: DecisionKind, at: datetime, **values: str) -> Decision:
    """The same, signed by who holds the office of this kind."""
    made = checked(hands, case, kind, at, **values)
    is_chair = decision_kind(kind).form_on(at.date(), case.procedure).signer.office == "commune_chair"
    return decisions.sign(made, hands.chair if is_chair else hands.chief, at=at)
