"""Setting the number of days."""

from __future__ import annotations

from datetime import date, datetime

from donghanh.base.audit import actions as audit
from donghanh.cases.reminders import access, rules
from donghanh.cases.reminders.models import Reminder
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day


def set_days(*, actor: Actor, at: datetime, unit_id: int, role: str, days: int, since: date, reason: str) -> Reminder:
    """From this day on, remind this role (empty: every role) at this place so many working days before a limit.

    What was set before stays as it was. Raises NotInReach, MayNot, BadInput.
    """
    with audit.recording(actor=actor, verb="reminder.set", at=at) as entry:
        access.check_may_set(actor, unit_id)
        access.check_role(role)
        rules.check_setting(days=days, reason=reason, since=since, on=local_day(at))
        made = Reminder.objects.create(
            unit_id=unit_id, role=role, days=days, reason=reason.strip(), since=since, set_at=at, set_by=actor.user_id or 0
        )
        entry.subject, entry.unit_id, entry.reason = str(made.pk), unit_id, made.reason
        entry.changes = {"role": role, "days": days, "since": since.isoformat()}
        return made
