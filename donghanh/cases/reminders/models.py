"""What an authorised person set: from a day on, so many working days before a limit, for a role at a place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Unit
from donghanh.cases.reminders.terms import MOST
from donghanh.kernel.ids import new_id


class Reminder(models.Model):
    """Never changed: another number is another row. role: empty for every role at the place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    days = models.SmallIntegerField()
    reason = models.CharField(max_length=300)
    since = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-since"], name="reminder_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=0, days__lte=MOST), name="reminder_days"),
            models.CheckConstraint(condition=~Q(reason=""), name="reminder_has_reason"),
        ]

    class Privacy:
        internal = ["id", "unit", "role", "days", "reason", "since", "set_at", "set_by"]
