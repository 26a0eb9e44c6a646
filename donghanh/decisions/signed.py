"""Signed decisions of a case, as other letters name them."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from donghanh.cases.models import Case
from donghanh.decisions import holders, letters, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind, DraftState


def signed_by(decision: Decision) -> rules.HolderView:
    """Who held the function when this decision was signed."""
    title = holders.office_title(decision.office, decision.body.name)
    found = decision.findings
    return rules.HolderView(
        decision.body_id, decision.body.name, decision.office, title, found.get("holder", ""), found.get("holder_confidence", "V")
    )


def standing(case_id: UUID, *kinds: DecisionKind) -> dict[DecisionKind, Decision]:
    """Of each of these kinds the signed decision of the case that stands: not withdrawn, the latest. One query."""
    signed = Decision.objects.filter(case_id=case_id, kind__in=kinds, state=DraftState.SIGNED)
    rows = signed.exclude(withdrawn_by__state=DraftState.SIGNED).select_related("body").order_by("signed_at")
    return {DecisionKind(one.kind): one for one in rows}


def target_of(case: Case, decision_id: UUID | None) -> Decision:
    """The decision of this case that is to be withdrawn. Raises Cannot where it may not be."""
    found = Decision.objects.filter(pk=decision_id, case=case, passage=None).select_related("body").first()
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
