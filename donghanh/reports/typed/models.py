"""Figures typed in from a document, because no fact in the system gives them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Unit
from donghanh.kernel.ids import new_id


class TypedFigure(models.Model):
    """One version of one figure; never changed, corrected by the next version with its reason.

    value: the number itself, or the numerator where there is a denominator. document: number and day of the paper it stands in; provider: the
    office that answers for it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.SmallIntegerField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    denominator = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    document = models.CharField(max_length=200)
    provider = models.CharField(max_length=120)
    reason = models.CharField(max_length=300, blank=True)
    entered_by = models.BigIntegerField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "period", "place", "version"], name="typed_version_once"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="typed_correction_has_reason"),
            models.CheckConstraint(condition=~Q(document="") & ~Q(provider=""), name="typed_says_whence"),
            models.CheckConstraint(condition=Q(value__gte=0) & (Q(denominator=None) | Q(denominator__gt=0)), name="typed_not_negative"),
        ]

    class Privacy:
        internal = "__all__"
