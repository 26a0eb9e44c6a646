"""The one clock of the pages; tests move it by replacing `now`."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, with zone."""
    return timezone.now()


def local_date(at: datetime) -> date:
    """The calendar day in Viet Nam at this moment."""
    return timezone.localtime(at).date()
