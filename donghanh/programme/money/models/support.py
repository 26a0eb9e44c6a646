"""What was paid to a person in a voluntary procedure, and his priority group: class D9, for it says who is poor; at the place that paid."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.cases.models import Case
from donghanh.people.models import Person
from donghanh.programme.money.models.catalogue import SupportLevel
from donghanh.programme.money.models.ledger import Payment
from donghanh.programme.money.models.shared import Owned, Papered, Voidable
from donghanh.programme.money.terms import PriorityGroup


class Priority(Owned, Papered, Voidable):
    """A person belongs to a group from a day on, until a last day where one is known, as a paper says (the yearly list of households, a card)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=10, choices=PriorityGroup.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="priority_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="priority_time_forward"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                name="priority_void_whole",
            ),
        ]

    class Privacy:
        internal = ["id", "made_by", "made_at", "unit", "body", "person", "voided_at", "voided_by"]
        identity = ["group", "valid_from", "valid_until", "document_number", "document_date", "document_issuer", "void_reason"]


class SupportLine(Owned, Voidable):
    """Days from starts_on to the day before ends_before, times the level. No two for one person, aim and time (migrations/0003).

    aim: what the level is for, its name as it is searched for; kept by a trigger, so that a new resolution for the same aim is no way around.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(SupportLevel, on_delete=models.PROTECT, related_name="+")
    aim = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_before = models.DateField()
    days = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person"], name="support_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_before__gt=F("starts_on")), name="support_line_forward"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                name="support_void_whole",
            ),
        ]

    class Privacy:
        internal = ["id", "made_by", "made_at", "unit", "body", "person", "case", "level", "aim", "payment", "voided_at", "voided_by"]
        identity = ["starts_on", "ends_before", "days", "amount", "void_reason"]
