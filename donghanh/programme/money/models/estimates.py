"""Estimates of a body for a year: versions that lock, lines, and the day by which they are due."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Unit
from donghanh.programme.keeping.models import Made
from donghanh.programme.money.models.catalogue import Norm
from donghanh.programme.money.models.shared import Owned
from donghanh.programme.money.terms import EstimateState, FundKind, Purpose


class Deadline(Made):
    """From made_at on, estimates of this province for this year are due by due_on (that day still counts). The newest row stands."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    due_on = models.DateField()
    source = models.CharField(max_length=200)

    class Privacy:
        internal = "__all__"


class Estimate(Owned):
    """What one body asks for one year; its versions hold the lines."""

    year = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="estimate_once_a_year")]

    class Privacy:
        internal = "__all__"


class EstimateVersion(Owned):
    """Lines may change while the state is DRAFT only (trigger); route: code of routes.py, set when it is submitted."""

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="versions")
    number = models.SmallIntegerField()
    state = models.CharField(max_length=10, choices=EstimateState.choices, default=EstimateState.DRAFT)
    route = models.CharField(max_length=40, blank=True)
    submitted_by = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    reviewed_by = models.BigIntegerField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    appraised_by = models.BigIntegerField(null=True)
    appraised_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=300, blank=True)
    returned_by = models.BigIntegerField(null=True)
    returned_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estimate", "number"], name="estimate_version_once"),
            models.UniqueConstraint(fields=["estimate"], condition=~Q(state="RETURNED"), name="estimate_one_open_version"),
            models.CheckConstraint(condition=Q(state="DRAFT") | Q(submitted_at__isnull=False) & ~Q(route=""), name="estimate_submitted_by_route"),
            models.CheckConstraint(condition=~Q(state="RETURNED") | ~Q(comment=""), name="estimate_returned_with_comment"),
            models.CheckConstraint(condition=~Q(state="DECIDED") | ~Q(decision=""), name="estimate_decided_by_paper"),
        ]

    class Privacy:
        internal = "__all__"


class EstimateLine(Owned):
    """One line: a norm times a number of cases, or a plain amount. Beside what was asked: what was appraised, and what was approved."""

    version = models.ForeignKey(EstimateVersion, on_delete=models.PROTECT, related_name="lines")
    position = models.SmallIntegerField()
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    fund_kind = models.CharField(max_length=10, choices=FundKind.choices)
    content = models.CharField(max_length=300)
    plan_id = models.CharField(max_length=20, blank=True)
    clause = models.CharField(max_length=20, blank=True)
    norm = models.ForeignKey(Norm, null=True, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(null=True)
    amount = models.PositiveBigIntegerField()
    appraised = models.PositiveBigIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    approved = models.PositiveBigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["version", "position"], name="estimate_line_of_version")]
        constraints = [
            models.CheckConstraint(
                condition=Q(norm__isnull=True, quantity__isnull=True) | Q(norm__isnull=False, quantity__gt=0), name="line_norm_whole"
            ),
            models.CheckConstraint(condition=Q(plan_id="", clause="") | ~Q(plan_id="") & ~Q(clause=""), name="line_clause_whole"),
        ]

    class Privacy:
        internal = "__all__"
