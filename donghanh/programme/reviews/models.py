"""Tables of reviews. Every one only grows; none holds anything about a person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Body, Unit
from donghanh.programme.keeping.models import Made, key
from donghanh.programme.reviews.terms import CareForm, CauseKind


class Own(Made):
    """A line of a body about its own place."""

    body = key(Body)
    unit = key(Unit)

    class Meta:
        abstract = True


class Reported(Own):
    """What was reported: value, or numerator where there is a denominator. provider: who reported; note: how a difference is explained."""

    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    denominator = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    provider = models.CharField(max_length=120)
    paper = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(value__gte=0) & (Q(denominator=None) | Q(denominator__gt=0)), name="reported_not_negative")]
        indexes = [models.Index(fields=["unit", "period"], name="reported_of_period")]

    class Privacy:
        internal = "__all__"


class Adjustment(Own):
    """A measure was changed from a day on. finding: what was seen; measure: what is done otherwise; indicator: by which it is measured again."""

    indicator = models.CharField(max_length=40)
    finding = models.CharField(max_length=1000)
    measure = models.CharField(max_length=1000)
    starts_on = models.DateField()
    paper = models.CharField(max_length=200)

    class Privacy:
        internal = "__all__"


class Analysis(Own):
    """The sheet of a year."""

    year = models.SmallIntegerField()
    title = models.CharField(max_length=300)
    paper = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="analysis_once_a_year")]

    class Privacy:
        internal = "__all__"


class Cause(Own):
    """Why things are as they are. indicator, period: the data behind it."""

    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="causes")
    kind = models.CharField(max_length=10, choices=CauseKind.choices)
    text = models.CharField(max_length=500)
    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=10)

    class Privacy:
        internal = "__all__"


class Action(Own):
    """What is planned against a cause. who: the body or desk that does it."""

    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(max_length=500)
    who = models.CharField(max_length=200)
    due_on = models.DateField()

    class Privacy:
        internal = "__all__"


class CapacityLines(models.Manager["Capacity"]):
    """Without `unmet`, a number of people that pages are told by the database alone, as rule P1 lets them (queries.capacities)."""

    def get_queryset(self) -> models.QuerySet[Capacity]:
        return super().get_queryset().defer("unmet")


class Capacity(Own):
    """Places for a form of care at a former district in a year, and requests that could not be met. basis: the assumption and its paper."""

    objects = CapacityLines()

    district = key(Unit)
    form = models.CharField(max_length=12, choices=CareForm.choices)
    year = models.SmallIntegerField()
    places = models.PositiveIntegerField()
    unmet = models.PositiveIntegerField()
    basis = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["unit", "year"], name="capacity_of_year")]

    class Privacy:
        internal = "__all__"


class Gone(Own):
    """The line with this id was written by mistake."""

    line = models.UUIDField(unique=True)
    reason = models.CharField(max_length=300)

    class Privacy:
        internal = "__all__"
