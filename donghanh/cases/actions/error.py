"""A file that should not have been opened: a second person says so, and it leaves every list and figure; its history says what happened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from donghanh.base.audit import actions as audit
from donghanh.cases import access, hands, ledger, memo, rules
from donghanh.cases.models import Case, Fact, Handover, Referral
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor


def close_as_error(*, actor: Actor, at: datetime, case_id: UUID, reason: str, key: UUID | None = None) -> Case:
    """Close a file as opened in error. Raises CannotRecord for who opened it, without a sentence why, and while a signed decision stands or
    the file is on its way; MayNot where another body wrote in it. It cannot be undone: what was right after all is a new file.
    """
    with audit.recording(actor=actor, verb="case.close_as_error", at=at, subject=str(case_id), case_id=case_id, reason=reason.strip()) as entry:
        case = access.case_to_record(actor, case_id)
        told = list(Fact.objects.filter(case=case, voided_at__isnull=True).select_related("body").order_by("recorded_at", "id"))
        for fact in told:
            access.check_whose_fact(actor, fact)
        rules.check_can_close_as_error(
            opened_by=told[0].recorded_by, by=actor.user_id, reason=reason, is_decided=_is_decided(told), is_away=_is_away(case.pk)
        )
        engine.check_fits(manifest(case.procedure), memo.view_of(case), FactKind.OPENED_IN_ERROR, happened_at=at, at=at)
        ledger.append(case, FactKind.OPENED_IN_ERROR, actor=actor, happened_at=at, at=at, data={"why": reason.strip()[:500]}, key=key)
        entry.person_id, entry.unit_id = case.person_id, case.unit_id
        return case


def _is_decided(told: list[Fact]) -> bool:
    """A decision signed in this house still stands."""
    standing = engine.in_order([memo.fact_view(fact) for fact in told])
    return any(fact.decision_id and fact.kind != FactKind.DECISION_WITHDRAWN for fact in standing)


def _is_away(case_id: UUID) -> bool:
    """On its way to another commune or asked of a health body, or lying with a body that has a desk here and would go on with it."""
    sent = Handover.objects.filter(case_id=case_id, received_at__isnull=True, returned_at__isnull=True)
    asked = Referral.objects.filter(Q(case_id=case_id) | Q(file_id=case_id), answered_at__isnull=True)
    return sent.exists() or asked.exists() or bool(hands.others(case_id))
