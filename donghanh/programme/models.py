"""Plans of the province, their targets and what they oblige to report: public papers, loaded from plans/, never typed on a page."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.programme.terms import Comparison, Counting, Frequency, PeriodLogic, Source


class Plan(models.Model):
    """One plan as printed. number is empty where none is printed; province: the code printed on it, which need not be a province of today.

    digest: of the file it was read from and of the indicators it names.
    """

    id = models.CharField(primary_key=True, max_length=20)
    number = models.CharField(max_length=60, blank=True)
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
    """What a clause wants reached, and how it is counted, as its indicator's definition said when the plan was loaded.

    printed: the words of the plan; value, unit, comparison: our reading of them, value None where no number is set or `parts` has several.
    due_on None: no day; is_due_assumed: not printed, the end of the plan. note: how else the print can be read.
    missing_fact, recorded_by: what has to be recorded, and by whom, before it can be counted in full.
    """

    id = models.CharField(primary_key=True, max_length=40)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="targets")
    position = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    printed = models.CharField(max_length=200)
    comparison = models.CharField(max_length=12, choices=Comparison.choices)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    unit = models.CharField(max_length=20)
    parts = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    is_due_assumed = models.BooleanField(default=False)
    is_striving = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)
    indicator = models.CharField(max_length=40)
    version = models.SmallIntegerField()
    population = models.CharField(max_length=600)
    numerator = models.CharField(max_length=600)
    denominator = models.CharField(max_length=600)
    counting = models.CharField(max_length=8, choices=Counting.choices)
    period_logic = models.CharField(max_length=16, choices=PeriodLogic.choices)
    source = models.CharField(max_length=12, choices=Source.choices)
    missing_fact = models.CharField(max_length=400, blank=True)
    recorded_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=["computed", "plan"], missing_fact="")
                | (Q(source__in=["partial", "missing"]) & ~Q(missing_fact="") & ~Q(recorded_by="")),
                name="target_says_what_is_missing",
            ),
        ]

    class Privacy:
        public = "__all__"


class Obligation(models.Model):
    """A report that the plan asks for.

    due_days after the end of the period as printed; due_before: month and day before which it must be in, the day itself is late;
    assumed_due_days where the plan gives no day.
    """

    id = models.CharField(primary_key=True, max_length=40)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="obligations")
    name = models.CharField(max_length=200)
    frequency = models.CharField(max_length=12, choices=Frequency.choices)
    recipient = models.CharField(max_length=200)
    due_days = models.SmallIntegerField(null=True)
    due_before = models.CharField(max_length=5, blank=True)
    assumed_due_days = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_days__isnull=True) | Q(assumed_due_days__isnull=True), name="obligation_printed_or_assumed")
        ]

    class Privacy:
        public = "__all__"
