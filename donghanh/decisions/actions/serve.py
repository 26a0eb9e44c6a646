"""Handing a signed decision to the person and to those who must have it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import access as case_access
from donghanh.cases import ledger, memo
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind
from donghanh.decisions import access, handing, rules
from donghanh.decisions.models import Decision, Service
from donghanh.decisions.terms import DecisionKind, ServiceWay
from donghanh.kernel.actor import Actor

CLOSING = frozenset({DecisionKind.STOP_USER, DecisionKind.SUSPEND_USER, DecisionKind.END_USER})


def serve(*, actor: Actor, at: datetime, decision_id: UUID, recipient: str, is_person: bool, way: ServiceWay, served_at: datetime) -> Service:
    """Record that a signed decision reached somebody. Reaching the person is a fact of the case; sending an end is another."""
    with audit.recording(actor=actor, verb="decision.serve", at=at, subject=str(decision_id)) as entry:
        decision = access.to_change(actor, decision_id, "case.record")
        handing.check(decision, recipient, served_at, at)
        service = handing.kept(decision, actor, at, recipient=recipient, is_person=is_person, way=way, served_at=served_at)
        case = case_access.case_to_record(actor, decision.case_id)
        if decision.kind != DecisionKind.WITHDRAW:
            _tell_the_case(case, decision, service, actor, at)
        entry.case_id, entry.person_id, entry.changes = case.pk, case.person_id, {"way": way.value, "is_person": is_person}
        return service


def _tell_the_case(case: Case, decision: Decision, service: Service, actor: Actor, at: datetime) -> None:
    """The fact that follows; an end is sent once, however many receive it. A withdrawal, a certificate, the naming of a helper are facts already
    by their signature, and answer no duty to send the decision itself."""
    view, steps = memo.view_of(case), manifest(case.procedure)
    is_closing = decision.kind in CLOSING
    if not is_closing and rules.EFFECT[DecisionKind(decision.kind)] not in steps.decides:
        return
    kind = FactKind.END_SENT if is_closing else FactKind.DECISION_SERVED if service.is_person else FactKind.DECISION_SENT
    if (kind == FactKind.END_SENT and kind in view.seen) or kind not in steps.accepts:
        return
    engine.check_fits(steps, view, kind, happened_at=service.served_at, at=at)
    data = {"decision": str(decision.pk), "way": service.way}
    ledger.append(case, kind, actor=actor, happened_at=service.served_at, at=at, data=data)
