"""Tables of partners. Every one only grows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Unit
from donghanh.programme.keeping.models import Made, key
from donghanh.programme.money.models import Contribution
from donghanh.programme.partners.terms import ActivityKind, ChangeKind, FacilityKind, InvestorStep, PartnerKind, PromiseKind
from donghanh.programme.registers.models import Header, Papered


class Partner(Header):
    """field: what it does. country: empty for one at home. contact: whom to call there."""

    kind = models.CharField(max_length=14, choices=PartnerKind.choices)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    field = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=80, blank=True)
    contact = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "folded"], name="partner_once")]

    class Privacy:
        identity = ["name", "folded", "contact"]
        internal = ["id", "made_at", "made_by", "body", "unit", "bodies", "plan_id", "clause_code", "kind", "field", "country"]


class Agreement(Header, Papered):
    """value: in đồng, None where the paper prints none. ends_on: last day as signed, None without end. responsible: an official of ours."""

    partner = key(Partner, related_name="agreements")
    title = models.CharField(max_length=300)
    value = models.BigIntegerField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    responsible = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "paper_number", "paper_date"], name="agreement_once"),
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="agreement_days_in_order"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gt=0), name="agreement_value_whole"),
            models.CheckConstraint(condition=Q(paper_date__isnull=False), name="agreement_has_paper"),
        ]

    class Privacy:
        internal = "__all__"


class Change(Made, Papered):
    """on: the new last day, or the day on which it was ended."""

    agreement = key(Agreement, related_name="changes")
    kind = models.CharField(max_length=8, choices=ChangeKind.choices)
    on = models.DateField()
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement"], condition=Q(kind="ENDED"), name="agreement_ends_once"),
            models.CheckConstraint(condition=Q(paper_date__isnull=False), name="agreement_change_has_paper"),
        ]

    class Privacy:
        internal = "__all__"


class Promise(Made):
    """quantity: places, or đồng; None for support said in words."""

    agreement = key(Agreement, related_name="promises")
    kind = models.CharField(max_length=8, choices=PromiseKind.choices)
    what = models.CharField(max_length=300)
    quantity = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind="SUPPORT", quantity__isnull=True) | Q(quantity__gt=0), name="promise_counted")]

    class Privacy:
        internal = "__all__"


class Receipt(Made):
    """What came of a promise: places filled, đồng received; source: the paper that says so."""

    promise = key(Promise, related_name="receipts")
    received_on = models.DateField()
    quantity = models.BigIntegerField(null=True)
    what = models.CharField(max_length=300)
    source = models.CharField(max_length=200)
    contribution = key(Contribution, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__isnull=True) | Q(quantity__gt=0), name="receipt_counted"),
            models.UniqueConstraint(fields=["contribution"], name="receipt_of_contribution_once"),
        ]

    class Privacy:
        internal = "__all__"


class Retention(Made):
    """Of the places of a receipt, how many are still held three months later, counted on a day."""

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="retention")
    counted_on = models.DateField()
    kept = models.IntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kept__gte=0), name="retention_counted")]

    class Privacy:
        internal = "__all__"


class Activity(Made):
    agreement = key(Agreement, related_name="activities")
    kind = models.CharField(max_length=8, choices=ActivityKind.choices)
    on = models.DateField()
    text = models.CharField(max_length=1000)
    source = models.CharField(max_length=200)

    class Privacy:
        internal = "__all__"


class Application(Header):
    """A partner wants to open a facility. place: the commune; name: of the facility; documents: what was handed in."""

    partner = key(Partner, related_name="applications")
    kind = models.CharField(max_length=11, choices=FacilityKind.choices)
    name = models.CharField(max_length=200)
    place = key(Unit)
    documents = models.CharField(max_length=1000)
    applied_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "kind", "name", "applied_on"], name="application_once")]

    class Privacy:
        internal = "__all__"


class ApplicationStep(Made, Papered):
    """on: the day it happened. A licence, a publication, a refusal and a revocation rest on a paper."""

    application = key(Application, related_name="steps")
    kind = models.CharField(max_length=9, choices=InvestorStep.choices)
    on = models.DateField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "kind"], name="application_step_once"),
            models.CheckConstraint(condition=Q(kind__in=["CHECKED", "WITHDRAWN"]) | Q(paper_date__isnull=False), name="application_step_has_paper"),
            models.CheckConstraint(
                condition=~Q(kind__in=["CHECKED", "REFUSED", "WITHDRAWN", "REVOKED"]) | ~Q(note=""), name="application_step_says_why"
            ),
        ]

    class Privacy:
        internal = "__all__"
