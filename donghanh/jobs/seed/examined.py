"""What the health station of a story finds before it concludes."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from donghanh.cases.diagnosis import actions
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.legal import diagnosis as law

ENOUGH = ("CRAVING", "LOSS_OF_CONTROL", "WITHDRAWAL")
NOT_ENOUGH = ("CRAVING", "OTHER_INTERESTS_LOST")
TOO_FEW = ("CRAVING",)


def found(station: Actor, referral_id: UUID, *, at: datetime, on: datetime, present: tuple[str, ...]) -> UUID:
    """One assessment with these criteria; its id."""
    marks = {code: "present" if code in present else "absent" for code in law.criteria()}
    when = {"received_at": on - timedelta(hours=1), "examined_at": on}
    told = {"place": "body", "groups": ["STIMULANT"], "marks": marks, "length": "together"}
    return actions.record_findings(actor=station, at=at, referral_id=referral_id, **when, **told).pk


def concluded(station: Actor, referral_id: UUID, *, at: datetime, concluded_at: datetime, is_dependent: bool) -> None:
    """Findings that the rule reads so, and the conclusion on them."""
    read = found(station, referral_id, at=at, on=concluded_at, present=ENOUGH if is_dependent else TOO_FEW)
    told = {"is_dependent": is_dependent, "concluded_at": concluded_at, "number": f"{concluded_at.day:02d}/PKQ-TYT"}
    actions.conclude(actor=station, at=at, referral_id=referral_id, assessment_id=read, **told)


def sent(station: Actor, referral_id: UUID, *, at: datetime) -> None:
    """The result went to the police that asked and to the person."""
    actions.tell(actor=station, at=at, referral_id=referral_id, kind=FactKind.RESULT_SENT, happened_at=at, was_told=True)
