"""Reading many files, or asking other places, in a short time: what is counted, going on with a reason, being stopped. All are rows in the log."""

from __future__ import annotations

from collections.abc import Iterable
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


def note_elsewhere(*, actor: Actor, at: datetime, unit_ids: Iterable[int], rows: int = 1) -> None:
    """Leave the row that places out of reach answered a question about a person: which places, never who. Before the answer is shown.

    rows: of so many people of a list; the brake counts each.
    """
    with audit.recording(actor=actor, verb="person.looked_elsewhere", at=at) as entry:
        access.check_may_read(actor)
        entry.changes = {"units": sorted(unit_ids)} | ({"rows": rows} if rows > 1 else {})


def stop_asking(*, actor: Actor, at: datetime) -> None:
    """Leave the row of one who asked other places too often. Raises MayNot, always."""
    with audit.recording(actor=actor, verb="reading.stop_elsewhere", at=at):
        access.check_may_read(actor)
        raise rules.asking_stopped()
