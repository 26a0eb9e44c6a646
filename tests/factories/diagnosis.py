"""Findings and conclusions of a health body; the caller has put the scope on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.cases.diagnosis import actions
from donghanh.cases.diagnosis.models import Assessment
from donghanh.kernel.actor import Actor
from donghanh.legal import diagnosis as law


def marks(*present: str, unclear: tuple[str, ...] = ()) -> dict[str, str]:
    """Every criterion with its mark; those not named are absent."""
    return {code: "present" if code in present else "unclear" if code in unclear else "absent" for code in law.criteria()}


THREE = marks("CRAVING", "LOSS_OF_CONTROL", "TOLERANCE")
ONE = marks("CRAVING")


def examined(actor: Actor, referral_id: UUID, *, at: datetime, on: datetime | None = None, found: dict[str, str] = THREE, **more) -> Assessment:
    """One assessment, of a person received and examined at `on` (else at `at`)."""
    values = {"place": "body", "groups": ["OPIOID"], "length": "together", "received_at": on or at, "examined_at": on or at, **more}
    return actions.record_findings(actor=actor, at=at, referral_id=referral_id, marks=found, **values)


def concluded(*, actor: Actor, at: datetime, referral_id: UUID, is_dependent: bool, concluded_at: datetime, number: str = "15/PKQ") -> Assessment:
    """Findings that the rule reads so, and the conclusion on them."""
    read = examined(actor, referral_id, at=at, on=concluded_at, found=THREE if is_dependent else ONE)
    told = {"assessment_id": read.pk, "is_dependent": is_dependent, "concluded_at": concluded_at, "number": number}
    actions.conclude(actor=actor, at=at, referral_id=referral_id, **told)
    return read
