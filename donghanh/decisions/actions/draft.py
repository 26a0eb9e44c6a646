"""Drawing up, checking, sending back and putting away a draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from donghanh.base.audit import actions as audit
from donghanh.base.documents import frozen
from donghanh.base.documents.rules import check_letter
from donghanh.cases import access as case_access
from donghanh.decisions import access, drawing, letters, reviewed, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import TO_MEND, WAITING, DecisionKind, DraftState
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot


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
        made, findings = drawing.content(kind, case, given, actor=actor, at=at)
        letter = letters.letter(kind, made)
        check_letter(letter)
        holder = drawing.holder_of(case, on=timezone.localtime(at).date())
        Decision.objects.filter(case=case, kind=kind, state__in=TO_MEND).update(state=DraftState.DROPPED)
        target = Decision.objects.get(pk=given.withdraws) if kind == DecisionKind.WITHDRAW else None
        decision = Decision.objects.create(
            case=case,
            person_id=case.person_id,
            unit_id=case.unit_id,
            withdrawn_unit_id=target.issuing_unit_id if target else None,
            case_number=case.number,
            person_name=made.person.full_name,
            birth_year=case.person.birth_year,
            is_sealed=case.person.is_sealed,
            kind=kind,
            state=DraftState.DRAFTED,
            function=rules.FUNCTION,
            office=holder.office,
            body_id=holder.body_id,
            reasons=given.reasons.strip(),
            officer=given.officer,
            team=list(given.team),
            letter=frozen.to_json(letter),
            findings=findings,
            case_version=case.version,
            drafted_by=actor.user_id or 0,
            drafted_at=at,
            series=letter.head.symbol,
            rights_told_at=rights_told_at,
            rights_told_how=rights_told_how,
            withdraws=target,
        )
        entry.subject, entry.person_id, entry.changes = str(decision.pk), case.person_id, {"kind": kind.value}
        return decision


def _check_no_other(case_id: UUID, kind: DecisionKind) -> None:
    if Decision.objects.filter(case_id=case_id, kind=kind, state__in=WAITING).exists():
        raise Cannot("Đã có một dự thảo cùng loại đang chờ xử lý.", mend="Mở dự thảo đó, hoặc bỏ nó trước khi soạn lại.")


def check(*, actor: Actor, at: datetime, decision_id: UUID) -> Decision:
    """A second person confirms that facts, law and letter agree; the draft goes on to the signer."""
    with audit.recording(actor=actor, verb="decision.check", at=at, subject=str(decision_id)) as entry:
        decision = access.to_change(actor, decision_id, "decision.check")
        is_current = drawing.redrawn(decision, actor=actor, at=at).is_current
        rules.check_can_check(drawing.draft_view(decision, is_current=is_current), user_id=actor.user_id)
        reviewed.check_free(decision, actor=actor, at=at)
        decision.state, decision.checked_by, decision.checked_at = DraftState.CHECKED, actor.user_id, at
        decision.save(update_fields=["state", "checked_by", "checked_at"])
        entry.case_id, entry.person_id = decision.case_id, decision.case.person_id
        return decision


def return_draft(*, actor: Actor, at: datetime, decision_id: UUID, reason: str) -> Decision:
    """Checker or signer sends the draft back, naming what to mend."""
    with audit.recording(actor=actor, verb="decision.return", at=at, subject=str(decision_id), reason=reason) as entry:
        verb = "decision.sign" if "decision.sign" in actor.may else "decision.check"
        decision = access.to_change(actor, decision_id, verb)
        rules.check_can_return(drawing.draft_view(decision), reason=reason)
        decision.state, decision.returned_by, decision.returned_at, decision.return_reason = (
            DraftState.RETURNED,
            actor.user_id,
            at,
            reason.strip()[:500],
        )
        decision.save(update_fields=["state", "returned_by", "returned_at", "return_reason"])
        entry.case_id, entry.person_id = decision.case_id, decision.case.person_id
        return decision


def take_back(*, actor: Actor, at: datetime, decision_id: UUID) -> Decision:
    """The drafter takes his own waiting draft back to mend it; drawing it up anew puts this one away. Raises MayNot for anybody else."""
    with audit.recording(actor=actor, verb="decision.take_back", at=at, subject=str(decision_id)) as entry:
        decision = access.to_change(actor, decision_id, "decision.draft")
        rules.check_can_take_back(drawing.draft_view(decision), user_id=actor.user_id)
        decision.state, decision.returned_by, decision.returned_at = DraftState.TAKEN_BACK, actor.user_id, at
        decision.save(update_fields=["state", "returned_by", "returned_at"])
        entry.case_id, entry.person_id = decision.case_id, decision.person_id
        return decision


def drop(*, actor: Actor, at: datetime, decision_id: UUID) -> Decision:
    """Put a draft away that nobody needs any more; it stays readable."""
    with audit.recording(actor=actor, verb="decision.drop", at=at, subject=str(decision_id)) as entry:
        decision = access.to_change(actor, decision_id, "decision.draft")
        rules.check_can_drop(drawing.draft_view(decision))
        decision.state = DraftState.DROPPED
        decision.save(update_fields=["state"])
        entry.case_id, entry.person_id = decision.case_id, decision.case.person_id
        return decision
