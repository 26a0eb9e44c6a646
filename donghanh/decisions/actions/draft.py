"""Drawing up, checking, sending back and putting away a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.base.documents import frozen
from donghanh.base.documents.rules import check_letter
from donghanh.cases import access as case_access
from donghanh.decisions import access, drawing, formed, reviewed, roads, rules
from donghanh.decisions import signed as decided
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import TO_MEND, WAITING, DecisionKind, DraftState
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal.decision_kinds import decision_kind


def draft(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    kind: DecisionKind,
    given: drawing.DraftInput,
    rights_told_at: datetime | None = None,
    rights_told_how: str = "",
) -> Decision:
    """Draw up a decision from the facts as they stand; the letter and the findings are kept with it. One sent back before is put away."""
    with audit.recording(actor=actor, verb="decision.draft", at=at, case_id=case_id) as entry:
        case = case_access.case_to_record(actor, case_id)
        rights.require_verb(actor, "decision.draft")
        rules.check_reasons(given.reasons)
        _check_no_other(case.pk, kind)
        given = _checked(kind, case.procedure, given, local_day(at))
        known = drawing.known_for(kind, case, given, on=local_day(at))
        made = drawing.drawn(kind, case, given, actor=actor, at=at, known=known)
        rules.check_filled(decision_kind(kind), formed.missing(made.filled), citation=made.findings["form_citation"])
        rules.check_term(made.term, why=formed.why_of(given.values))
        check_letter(made.letter)
        Decision.objects.filter(case=case, kind=kind, state__in=TO_MEND).update(state=DraftState.DROPPED)
        target = Decision.objects.get(pk=given.withdraws) if kind == DecisionKind.WITHDRAW else None
        decision = Decision.objects.create(
            case=case,
            person_id=case.person_id,
            unit_id=case.unit_id,
            withdrawn_unit_id=target.issuing_unit_id if target else None,
            case_number=case.number,
            person_name=case.person.full_name,
            birth_year=case.person.birth_year,
            is_sealed=case.person.is_sealed,
            kind=kind,
            state=DraftState.DRAFTED,
            function=_function(kind, target),
            office=known.holder.office,
            body_id=known.holder.body_id,
            reasons=given.reasons.strip(),
            officer=given.officer,
            team=list(given.team),
            values=dict(given.values),
            letter=frozen.to_json(made.letter),
            findings=made.findings,
            case_version=case.version,
            drafted_by=actor.user_id or 0,
            drafted_at=at,
            series=made.letter.head.symbol,
            rights_told_at=rights_told_at,
            rights_told_how=rights_told_how,
            withdraws=target,
        )
        entry.subject, entry.person_id, entry.changes = str(decision.pk), case.person_id, {"kind": kind.value}
        return decision


def _checked(kind: DecisionKind, procedure: str, given: drawing.DraftInput, on: date) -> drawing.DraftInput:
    """What was typed into the blanks of the form of this day, and nothing else."""
    row = decision_kind(kind)
    if not row.forms:
        return replace(given, values={})
    rules.check_procedure(row, procedure=procedure)
    return replace(given, values=formed.checked_values(row, row.form_on(on, procedure), given.values))


def _function(kind: DecisionKind, target: Decision | None) -> str:
    """The function of the law under which it is signed; the queues find the deadline of the duty by it."""
    return target.function if target else decision_kind(kind).function


def _check_no_other(case_id: UUID, kind: DecisionKind) -> None:
    if Decision.objects.filter(case_id=case_id, kind=kind, state__in=WAITING).exists():
        raise Cannot("Đã có một dự thảo cùng loại đang chờ xử lý.", mend="Mở dự thảo đó, hoặc bỏ nó trước khi soạn lại.")


def check(*, actor: Actor, at: datetime, decision_id: UUID) -> Decision:
    """A second person confirms that facts, law and letter agree; the draft goes on to the signer."""
    with audit.recording(actor=actor, verb="decision.check", at=at, subject=str(decision_id)) as entry:
        decision = access.to_change(actor, decision_id, "decision.check")
        drawn = roads.redrawn(decision, actor=actor, at=at)
        rules.check_complete(decision_kind(decision.kind), drawn.missing, citation=decision.findings.get("form_citation", ""))
        rules.check_can_check(decided.draft_view(decision, is_current=drawn.is_current), user_id=actor.user_id)
        rules.check_term(drawn.term, why=formed.why_of(decision.values))
        reviewed.check_free(decision, actor=actor, at=at)
        decision.state, decision.checked_by, decision.checked_at = DraftState.CHECKED, actor.user_id, at
        decision.save(update_fields=["state", "checked_by", "checked_at"])
        entry.case_id, entry.person_id = decision.case_id, decision.person_id
        return decision


def return_draft(*, actor: Actor, at: datetime, decision_id: UUID, reason: str) -> Decision:
    """Checker or signer sends the draft back, naming what to mend."""
    with audit.recording(actor=actor, verb="decision.return", at=at, subject=str(decision_id), reason=reason) as entry:
        verb = "decision.sign" if {"decision.sign", "held.sign"} & actor.may else "decision.check"
        decision = access.to_change(actor, decision_id, verb)
        rules.check_can_return(decided.draft_view(decision), reason=reason)
        decision.state, decision.returned_by, decision.returned_at, decision.return_reason = (
            DraftState.RETURNED,
            actor.user_id,
            at,
            reason.strip()[:500],
        )
        decision.save(update_fields=["state", "returned_by", "returned_at", "return_reason"])
        entry.case_id, entry.person_id = decision.case_id, decision.person_id
        return decision


def take_back(*, actor: Actor, at: datetime, decision_id: UUID) -> Decision:
    """The drafter takes his own waiting draft back to mend it; drawing it up anew puts this one away. Raises MayNot for anybody else."""
    with audit.recording(actor=actor, verb="decision.take_back", at=at, subject=str(decision_id)) as entry:
        decision = access.to_change(actor, decision_id, "decision.draft")
        rules.check_can_take_back(decided.draft_view(decision), user_id=actor.user_id)
        decision.state, decision.returned_by, decision.returned_at = DraftState.TAKEN_BACK, actor.user_id, at
        decision.save(update_fields=["state", "returned_by", "returned_at"])
        entry.case_id, entry.person_id = decision.case_id, decision.person_id
        return decision


def drop(*, actor: Actor, at: datetime, decision_id: UUID) -> Decision:
    """Put a draft away that nobody needs any more; it stays readable."""
    with audit.recording(actor=actor, verb="decision.drop", at=at, subject=str(decision_id)) as entry:
        decision = access.to_change(actor, decision_id, "decision.draft")
        rules.check_can_drop(decided.draft_view(decision))
        decision.state = DraftState.DROPPED
        decision.save(update_fields=["state"])
        entry.case_id, entry.person_id = decision.case_id, decision.person_id
        return decision
