"""Forgetting what has served its time: keys of sent forms, forms kept over a sign-out, ended sessions, failed sign-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from donghanh.base.accounts import kept
from donghanh.base.accounts.models import KeptForm, Submission
from donghanh.base.audit import actions as audit
from donghanh.kernel import access as gate
from donghanh.kernel.actor import Actor

SUBMISSIONS_KEPT, FAILURES_KEPT = timedelta(days=7), timedelta(days=1)


def tidy(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Remove keys of forms after seven days, kept forms after half an hour, sessions past their end, failed sign-ins after a day.

    Returns how many of each.
    """
    with audit.recording(actor=actor, verb="accounts.tidy", at=at) as entry:
        gate.require_verb(actor, "accounts.tidy")
        gone = {
            "submissions": Submission.objects.filter(made_at__lt=at - SUBMISSIONS_KEPT).delete()[0],
            "kept": KeptForm.objects.filter(kept_at__lt=at - kept.LIFE).delete()[0],
            "sessions": Session.objects.filter(expire_date__lt=at).delete()[0],
            "failures": AccessAttempt.objects.filter(attempt_time__lt=at - FAILURES_KEPT).delete()[0],
        }
        entry.changes = dict(gone)
        return gone
