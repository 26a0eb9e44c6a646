"""Contributions of enterprises, organisations and people, and what each was used for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.programme.money.models.shared import Owned, Voidable
from donghanh.programme.money.terms import GiftForm, GiverKind, Programme, Purpose
from donghanh.programme.roadmap.models import Site


class Contribution(Owned):
    """Given in cash or kind; value in đồng, for gifts in kind as the receipt says. What is used never passes it (trigger).

    site: the club or other place of the own seat for which it was given; what was given for one is its fund.
    """

    giver = models.CharField(max_length=200)
    giver_kind = models.CharField(max_length=12, choices=GiverKind.choices)
    form = models.CharField(max_length=4, choices=GiftForm.choices)
    what = models.CharField(max_length=300, blank=True)
    value = models.PositiveBigIntegerField()
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    received_on = models.DateField()
    receipt = models.CharField(max_length=60)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["body", "received_on"], name="contribution_of_body")]
        constraints = [
            models.CheckConstraint(condition=Q(form="CASH") | ~Q(what=""), name="contribution_in_kind_said"),
            models.UniqueConstraint(fields=["body", "receipt"], name="contribution_receipt_once"),
        ]

    class Privacy:
        internal = ["id", "made_by", "made_at", "unit", "body", "giver_kind", "form", "what", "value", "purpose", "received_on", "receipt", "site"]
        identity = ["giver"]


class Use(Owned, Voidable):
    """A part of a contribution used for an activity."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="uses")
    amount = models.PositiveBigIntegerField()
    activity = models.CharField(max_length=300)
    used_on = models.DateField()
    plan_id = models.CharField(max_length=20, blank=True)
    clause = models.CharField(max_length=20, blank=True)
    programme = models.CharField(max_length=10, choices=Programme.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["contribution"], name="use_of_contribution")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="use_amount"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                name="use_void_whole",
            ),
        ]

    class Privacy:
        internal = "__all__"
