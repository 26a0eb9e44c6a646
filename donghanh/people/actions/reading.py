"""Reading many files in a short time: going on with a reason, and being stopped. Both are rows in the log that the auditor sees at once."""

from __future__ import annotations

from datetime import datetime

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.people import access, rules


def go_on_reading(*, actor: Actor, at: datetime, reason: str) -> None:
    """Say why so many files are opened; for an hour the double number may be. Raises BadInput for a reason under 20 signs."""
    with audit.recording(actor=actor, verb="reading.go_on", at=at) as entry:
        access.check_may_read(actor)
        entry.reason = rules.clean_reading_reason(reason)


def stop_reading(*, actor: Actor, at: datetime) -> None:
    """Leave the row of a stopped reader. Raises MayNot, always."""
    with audit.recording(actor=actor, verb="reading.stop", at=at):
        access.check_may_read(actor)
        raise rules.reading_stopped()
