"""Indicators made from parts by an officer of the province."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Unit
from donghanh.kernel.ids import new_id


class BuiltIndicator(models.Model):
    """One version; never changed. among, having: bits of reports.parts.Mark. key: the same for all versions of one indicator."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.UUIDField()
    version = models.SmallIntegerField()
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    subject = models.CharField(max_length=20)
    among = models.IntegerField(default=0)
    having = models.IntegerField()
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="built_version_once"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="built_change_has_reason"),
            models.CheckConstraint(condition=~Q(name="") & Q(having__gt=0), name="built_asks_something"),
        ]

    class Privacy:
        internal = "__all__"
