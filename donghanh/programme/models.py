"""Plans of the province, their targets and what they oblige to report: public papers, loaded from plans/, never typed on a page."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.programme.terms import Comparison, Frequency, Source


class Plan(models.Model):
    """One plan as printed. province: the code printed on it, which need not be a province of today. digest: of the file it was read from."""

    id = models.CharField(primary_key=True, max_length=20)
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    province = models.CharField(max_length=8)
    title = models.CharField(max_length=600)
    from_year = models.SmallIntegerField()
    to_year = models.SmallIntegerField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(to_year__gte=F("from_year")), name="plan_years_forward")]

    class Privacy:
        public = "__all__"


class Clause(models.Model):
    """One clause; meaning is the printed sentence in our words."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="clauses")
    code = models.CharField(max_length=20)
    meaning = models.CharField(max_length=600)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="clause_once")]

    class Privacy:
        public = "__all__"


class Target(models.Model):
    """What a clause wants reached. indicator names how it is counted (reports/indicators.py); value in unit; due_on None: not printed."""

    id = models.CharField(primary_key=True, max_length=40)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="targets")
    position = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    indicator = models.CharField(max_length=40)
    population = models.CharField(max_length=600)
    numerator = models.CharField(max_length=600)
    denominator = models.CharField(max_length=600)
    comparison = models.CharField(max_length=2, choices=Comparison.choices)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=20)
    due_on = models.DateField(null=True)
    source = models.CharField(max_length=12, choices=Source.choices)

    class Privacy:
        public = "__all__"


class Obligation(models.Model):
    """A report that the plan asks for. due_days after the end of the period as printed; assumed_due_days where the plan gives no day."""

    id = models.CharField(primary_key=True, max_length=40)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="obligations")
    name = models.CharField(max_length=200)
    frequency = models.CharField(max_length=12, choices=Frequency.choices)
    recipient = models.CharField(max_length=200)
    due_days = models.SmallIntegerField(null=True)
    assumed_due_days = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_days__isnull=True) | Q(assumed_due_days__isnull=True), name="obligation_printed_or_assumed")
        ]

    class Privacy:
        public = "__all__"
