"""Sources, what of them is allocated to whom, what is paid, and requests for more."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Unit
from donghanh.programme.keeping.models import Made
from donghanh.programme.money.models.catalogue import SpendingLevel
from donghanh.programme.money.models.shared import Owned, Papered, Voidable
from donghanh.programme.money.terms import AskState, FundKind, Programme, Purpose


class Fund(Made, Papered):
    """An approved source of a year at a place (province or commune): no more than total is ever allocated of it (trigger)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=10, choices=FundKind.choices)
    name = models.CharField(max_length=200)
    total = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "year"], name="fund_of_year")]

    class Privacy:
        internal = "__all__"


class Supplement(Owned):
    """A request for money for a task that was not estimated; approval makes an allocation."""

    year = models.SmallIntegerField()
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    content = models.CharField(max_length=300)
    reason = models.CharField(max_length=1000)
    amount = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=AskState.choices, default=AskState.ASKED)
    answered_by = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    decision = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="supplement_amount"),
            models.CheckConstraint(condition=Q(state="ASKED") | Q(answered_at__isnull=False), name="supplement_answered_whole"),
            models.CheckConstraint(condition=~Q(state="APPROVED") | ~Q(decision=""), name="supplement_approved_by_paper"),
            models.CheckConstraint(condition=~Q(state="REFUSED") | ~Q(answer=""), name="supplement_refused_with_reason"),
        ]

    class Privacy:
        internal = "__all__"


class Allocation(Owned, Papered):
    """A part of a source for one body and one purpose. Never changed: an adjustment is a row of its own. amount 0 is a line said to be empty."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="allocations")
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    content = models.CharField(max_length=300)
    amount = models.PositiveBigIntegerField()
    supplement = models.OneToOneField(Supplement, null=True, on_delete=models.PROTECT, related_name="allocation")

    class Meta:
        indexes = [models.Index(fields=["fund"], name="allocation_of_fund"), models.Index(fields=["body"], name="allocation_of_body")]

    class Privacy:
        internal = "__all__"


class Adjustment(Owned, Papered):
    """More or less for an allocation, by a document."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="adjustments")
    is_increase = models.BooleanField()
    amount = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=500)

    class Meta:
        indexes = [models.Index(fields=["allocation"], name="adjustment_of_allocation")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="adjustment_amount")]

    class Privacy:
        internal = "__all__"


class Payment(Owned, Voidable):
    """Money paid out of an allocation; together never more than it (trigger). voucher empty: advanced, not yet accounted for."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="payments")
    amount = models.PositiveBigIntegerField()
    paid_on = models.DateField()
    content = models.CharField(max_length=300)
    level = models.ForeignKey(SpendingLevel, null=True, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(null=True)
    programme = models.CharField(max_length=10, choices=Programme.choices, blank=True)
    voucher = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["allocation"], name="payment_of_allocation")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount"),
            models.CheckConstraint(
                condition=Q(level__isnull=True, quantity__isnull=True) | Q(level__isnull=False, quantity__gt=0), name="payment_level_whole"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                name="payment_void_whole",
            ),
        ]

    class Privacy:
        internal = "__all__"
