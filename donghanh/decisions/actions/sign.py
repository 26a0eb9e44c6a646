"""Signing: the one step after which nothing changes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import access as case_access
from donghanh.cases import ledger, opening
from donghanh.cases.models import Case
from donghanh.cases.rules import FactView
from donghanh.decisions import access, drawing, formed, holders, leaning, reviewed, rules
from donghanh.decisions import signed as decided
from donghanh.decisions.freezing import freeze
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.legal.decision_kinds import decision_kind


def sign(
    *,
    actor: Actor,
    at: datetime,
    decision_id: UUID,
    has_read: bool,
    seen: str = "",
    rights_told_at: datetime | None = None,
    rights_told_how: str = "",
) -> Decision:
    """Sign a checked draft: number from the gapless register, letter frozen, both files kept, and the fact in the case.

    Only the office that holds the function on this day at this place; never who drafted or checked it; only on unchanged facts.
    seen: the digest of the letter that the signer had before him; where it is given, no other letter is signed.
    """
    with audit.recording(actor=actor, verb="decision.sign", at=at, subject=str(decision_id)) as entry:
        decision = access.to_change(actor, decision_id, "decision.sign")
        case = case_access.case_to_sign(actor, decision.case_id)
        if decision.kind == DecisionKind.WITHDRAW:
            rights.require_verb(actor, "decision.withdraw")
        drawn = _allowed(decision, case, actor, at, has_read=has_read, seen=seen)
        reviewed.check_free(decision, actor=actor, at=at)
        if rights_told_at is not None:
            decision.rights_told_at, decision.rights_told_how = rights_told_at, rights_told_how
        freeze(decision, drawn, actor, at, issuing_unit_id=decision.unit_id)
        _take_effect(decision, case, actor, at)
        entry.case_id, entry.person_id, entry.changes = case.pk, case.person_id, {"number": decision.number, "series": decision.series}
        entry.citation = decision.findings.get("form_citation", "")
        return decision


def _allowed(decision: Decision, case: Case, actor: Actor, at: datetime, *, has_read: bool, seen: str) -> drawing.Redrawn:
    decision.case = case  # the locked row: its version cannot move any more
    drawn = drawing.redrawn(decision, actor=actor, at=at)
    rules.check_complete(decision_kind(decision.kind), drawn.missing, citation=decision.findings.get("form_citation", ""))
    rules.check_can_sign(
        decided.draft_view(decision, is_current=drawn.is_current),
        actor=actor,
        holder=_holder(decision, case, at),
        has_read=has_read,
        is_as_seen=not seen or seen == drawing.digest(drawn.letter),
    )
    rules.check_term(drawn.term, why=formed.why_of(decision.values))
    return drawn


def _holder(decision: Decision, case: Case, at: datetime) -> rules.HolderView:
    withdrawn = DecisionKind(decision.withdraws.kind) if decision.withdraws else None
    return holders.holder_of(DecisionKind(decision.kind), case.unit_id, on=local_day(at), withdrawn=withdrawn)


def _take_effect(decision: Decision, case: Case, actor: Actor, at: datetime) -> None:
    kind, effect = DecisionKind(decision.kind), rules.EFFECT[DecisionKind(decision.kind)]
    data = {"number": decision.number, "series": decision.series, "basis": decision.findings.get("basis", "")}
    data |= formed.data_of(decision_kind(kind), decision.values)
    if decision.withdraws_id is not None:
        data = {"withdraws": str(decision.withdraws_id)}
    ledger.append(case, effect, actor=actor, happened_at=at, at=at, data=data, decision_id=decision.pk)
    if decision.withdraws is not None:
        leaning.tell(decision.withdraws, actor=actor, at=at)
    if decision_kind(kind).forms:
        opening.tell_other_files(case, FactView(case.pk, effect, at, data=data), actor=actor, at=at, place_id=None)
