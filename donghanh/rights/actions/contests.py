"""A complaint against a decision, its answer, and what the answer does to the decision."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import holds
from donghanh.cases import queries as cases
from donghanh.cases.terms import HoldReason
from donghanh.decisions.terms import DraftState
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.rights import access, rules
from donghanh.rights.models import Contest
from donghanh.rights.queries import speaker
from donghanh.rights.terms import DelegateMay, Effect


def contest(
    *,
    actor: Actor,
    at: datetime,
    decision_id: UUID,
    known_on: date,
    complained_on: date,
    content: str,
    late_because: str = "",
    delegate_id: UUID | None = None,
) -> Contest:
    """Receive a complaint, late or not: being late is seen from the days, and decided by him who answers."""
    with audit.recording(actor=actor, verb="rights.contest", at=at, subject=str(decision_id)) as entry:
        decision = access.decision_to_contest(actor, decision_id)
        rules.check_may_act(speaker(decision, delegate_id), DelegateMay.COMPLAIN, on=complained_on)
        rules.check_can_contest(
            is_signed=decision.state == DraftState.SIGNED,
            is_withdrawn=decision.withdrawn_by.filter(state=DraftState.SIGNED).exists(),
            is_open=Contest.objects.filter(decision_id=decision_id, answered_at__isnull=True).exists(),
            decided_on=local_day(decision.signed_at or at),
            known_on=known_on,
            complained_on=complained_on,
            today=local_day(at),
            content=content,
        )
        made = Contest.objects.create(
            id=new_id(),
            decision_id=decision_id,
            person_id=decision.person_id,
            unit_id=decision.issuing_unit_id,
            delegate_id=delegate_id,
            known_on=known_on,
            complained_on=complained_on,
            content=content.strip()[:800],
            late_because=late_because.strip()[:300],
            recorded_at=at,
            recorded_by=actor.user_id or 0,
        )
        entry.person_id, entry.case_id, entry.unit_id, entry.changes = decision.person_id, decision.case_id, made.unit_id, {"contest": str(made.pk)}
        return made


def answer_contest(*, actor: Actor, at: datetime, contest_id: UUID, effect: Effect, reasons: str) -> Contest:
    """SUSPENDED: not carried out until answered, and nothing adverse rests on it. NONE, WITHDRAWN: the answer; the withdrawal itself is a decision.

    Where the file lies elsewhere by now, that place is told by letter: its rows are not ours to hold. By what the head of a facility suspended
    nobody goes out (`held_is_suspended`); he sees no facts to hold.
    """
    with audit.recording(actor=actor, verb="rights.answer_contest", at=at, subject=str(contest_id)) as entry:
        found = access.contest_to_answer(actor, contest_id)
        decision = found.decision
        rules.check_can_settle(
            is_answered=found.answered_at is not None,
            was_suspended=found.suspended_at is not None,
            effect=effect,
            reasons=reasons,
            answered_by=actor.user_id,
            heard={decision.drafted_by, decision.checked_by or 0},
        )
        if effect == Effect.NONE:
            holds.lift(found.pk, actor=actor, at=at)
        elif found.suspended_at is None and decision.unit_id in actor.unit_ids:
            _hold(found, actor, at)
        _write(found, effect, reasons, actor, at)
        entry.person_id, entry.case_id, entry.unit_id, entry.changes = found.person_id, decision.case_id, found.unit_id, {"effect": effect.value}
        return found


def _hold(found: Contest, actor: Actor, at: datetime) -> None:
    """Hold what the decision made; a withdrawal that is still to be signed keeps it held."""
    sheet = cases.case_sheet(actor, found.decision.case_id, at=at)
    for fact in sheet.facts:
        if fact.decision_id == found.decision_id and fact.voided_at is None:
            holds.place(sheet.row.id, sheet.unit_id, fact.id, reason=HoldReason.COMPLAINT, source_id=found.pk, actor=actor, at=at)


def _write(found: Contest, effect: Effect, reasons: str, actor: Actor, at: datetime) -> None:
    found.effect, found.answer = effect, reasons.strip()[:800]
    if effect == Effect.SUSPENDED:
        found.suspended_at, found.suspended_by = at, actor.user_id
    else:
        found.answered_at, found.answered_by = at, actor.user_id
    found.save(update_fields=["effect", "answer", "suspended_at", "suspended_by", "answered_at", "answered_by"])
