"""Norms and levels: entered from a document with its number and days of validity; nothing here is made up by the house."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Unit
from donghanh.cases.terms import Procedure
from donghanh.programme.keeping.models import Made
from donghanh.programme.money.models.shared import Papered
from donghanh.programme.money.terms import Confidence, NormPart, Per, PriorityGroup, Purpose


class Entry(Made, Papered):
    """What all three catalogues say: the province, from when to when (until: last day), and how sure.

    Of several that are valid on a day the one that became valid last stands: a new document replaces the older one without touching its row.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    confidence = models.CharField(max_length=1, choices=Confidence.choices)

    class Meta:
        abstract = True


class Norm(Entry):
    """Cost of one case of a form of rehabilitation, by parts. The one that became valid last stands."""

    form = models.CharField(max_length=30, choices=Procedure.choices)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="norm_time_forward")]

    class Privacy:
        public = "__all__"


class NormItem(models.Model):
    """So many units of a part for one case, at a cost each; quantity times cost is a whole number of đồng."""

    norm = models.ForeignKey(Norm, on_delete=models.PROTECT, related_name="items")
    position = models.SmallIntegerField()
    part = models.CharField(max_length=10, choices=NormPart.choices)
    name = models.CharField(max_length=200)
    measure = models.CharField(max_length=40)
    quantity = models.DecimalField(max_digits=10, decimal_places=2)
    unit_cost = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="norm_item_quantity")]

    class Privacy:
        public = "__all__"


class SpendingLevel(Entry):
    """The most that may be paid for one measure of a content (one sitting, one class): a payment above it is stopped."""

    name = models.CharField(max_length=200)
    measure = models.CharField(max_length=40)
    amount = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="spending_time_forward")
        ]

    class Privacy:
        public = "__all__"


class SupportLevel(Entry):
    """What a person in this procedure is paid for this purpose: an amount a day, or once. for_group: to people of this group alone; empty: to all."""

    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    procedure = models.CharField(max_length=30, choices=Procedure.choices)
    for_group = models.CharField(max_length=10, choices=PriorityGroup.choices, blank=True)
    per = models.CharField(max_length=4, choices=Per.choices)
    amount = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="support_time_forward")
        ]

    class Privacy:
        public = "__all__"
