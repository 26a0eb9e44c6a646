"""Signed decisions of a case, as other letters name them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from donghanh.cases.models import Case
from donghanh.decisions import holders, letters, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind, DraftState, ServiceWay


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One delivery of a decision."""

    recipient: str
    is_person: bool
    way: ServiceWay
    served_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What a decision has from its signature on: its code and files, to whom it was given, what it withdraws and what withdrew it.

    Of a draft: only the letter's kind and what it would withdraw.
    """

    rights_told_at: datetime | None
    rights_told_how: str
    code: str
    has_digital_signature: bool
    pdf_id: UUID | None
    docx_id: UUID | None
    pdf_sha256: str
    docx_sha256: str
    services: tuple[ServiceRow, ...]
    withdraws: str
    withdraws_id: UUID | None
    withdrawn_by: UUID | None

    def each(self) -> dict[str, Any]:
        """Its fields by name, for a sheet that says more."""
        return {one.name: getattr(self, one.name) for one in fields(Signed)}


def told_of(d: Decision, *, is_digital: bool) -> Signed:
    """What one decision has from its signature on. is_digital: its letter carries a signature of our own certificate."""
    is_signed = d.state == DraftState.SIGNED
    withdrawal = d.withdrawn_by.filter(state=DraftState.SIGNED).first() if is_signed else None
    rows = d.services.order_by("served_at") if is_signed else ()
    return Signed(
        rights_told_at=d.rights_told_at,
        rights_told_how=d.rights_told_how,
        code=d.code or "" if is_signed else "",
        has_digital_signature=is_digital,
        pdf_id=d.pdf_id,
        docx_id=d.docx_id,
        pdf_sha256=d.pdf.sha256 if d.pdf else "",
        docx_sha256=d.docx.sha256 if d.docx else "",
        services=tuple(ServiceRow(one.recipient, one.is_person, ServiceWay(one.way), one.served_at) for one in rows),
        withdraws=earlier_of(d.withdraws).number_text if d.withdraws else "",
        withdraws_id=d.withdraws_id,
        withdrawn_by=withdrawal.pk if withdrawal else None,
    )


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
