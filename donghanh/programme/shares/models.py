"""Shares: a target of the province divided among its communes, version by version.

The rows of a plan may be loaded anew, so a target is named by its id.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.kernel.ids import new_id
from donghanh.programme.shares.terms import Way


class Split(models.Model):
    """One division of one target; the latest holds, all stay. total: the target's value as it was. weighed_by: what the weights are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey("places.Unit", on_delete=models.PROTECT, related_name="+")
    plan_id = models.CharField(max_length=20)
    target_id = models.CharField(max_length=40)
    number = models.SmallIntegerField()
    way = models.CharField(max_length=6, choices=Way.choices)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    weighed_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_id", "number"], name="target_split_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="target_split_says_why"),
            models.CheckConstraint(condition=Q(way="WEIGHT") ^ Q(weighed_by=""), name="target_split_says_its_weights"),
        ]

    class Privacy:
        public = "__all__"


class Share(models.Model):
    """What falls to one commune. weight None: none was used."""

    split = models.ForeignKey(Split, on_delete=models.PROTECT, related_name="shares")
    unit = models.ForeignKey("places.Unit", on_delete=models.PROTECT, related_name="+")
    weight = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    value = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["split", "unit"], name="target_share_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="target_share_not_below_zero"),
        ]

    class Privacy:
        public = "__all__"
