"""Reports as they were handed in: frozen figures, with what is needed to count them again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Unit
from donghanh.kernel.ids import new_id
from donghanh.kernel.privacy import DataClass
from donghanh.programme.models import Plan


class FrozenReport(models.Model):
    """One version of one report; never changed, corrected only by the next version.

    as_of: the moment whose knowledge it speaks of. definition, law_edition: with which counting and which law it was made.
    content: the figures as printed and the digest of the files behind them (reports/frozen.py).
    data_class: D3 for the exact figures of one commune, read there; D11 for totals that a counting role may read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=10)
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.SmallIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    data_class = models.CharField(max_length=3, choices=[(c.value, c.value) for c in (DataClass.LEGAL, DataClass.STATISTICS)])
    as_of = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    body_id = models.IntegerField(null=True)
    definition = models.CharField(max_length=1000)
    law_edition = models.CharField(max_length=20)
    content = models.JSONField()

    class Meta:
        # reports.queries.reports: a place's reports, newest first
        indexes = [models.Index(fields=["place", "as_of"], name="report_place_time")]
        constraints = [
            models.UniqueConstraint(fields=["plan", "period", "place", "version"], name="report_version_once"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="report_correction_has_reason"),
        ]

    class Privacy:
        internal = "__all__"
