"""Tables of what an inspection rests on: the year's plan, criteria, training, and files handed in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Body, Unit
from donghanh.kernel.ids import new_id
from donghanh.programme.inspections.terms import Subject
from donghanh.programme.keeping.models import File, Made, key


class Attachment(File):
    """A proof or a piece of evidence; its hash proves it. body: who handed it in."""

    class Privacy:
        internal = "__all__"


class YearPlan(Made):
    """The province's plan of inspections for a year: the paper that says so. body, unit: the lead agency and its province."""

    body = key(Body)
    unit = key(Unit)
    year = models.SmallIntegerField()
    number = models.CharField(max_length=60)
    signed_on = models.DateField()
    title = models.CharField(max_length=300)
    plan_id = models.CharField(max_length=20, blank=True)
    clause_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="inspection_plan_once")]

    class Privacy:
        internal = "__all__"


class Criteria(Made):
    """One version of a set of criteria. code: what its versions share. source: the paper it comes from."""

    body = key(Body)
    unit = key(Unit)
    code = models.SlugField(max_length=40)
    version = models.SmallIntegerField()
    subject = models.CharField(max_length=12, choices=Subject.choices)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    starts_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "code", "version"], name="criteria_version_once")]

    class Privacy:
        internal = "__all__"


class Item(models.Model):
    """One criterion. how: how points are given, from 0 to most. weight: its share of 100. source: which paper, or register, is looked at."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    criteria = models.ForeignKey(Criteria, on_delete=models.PROTECT, related_name="items")
    position = models.SmallIntegerField()
    text = models.CharField(max_length=300)
    how = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    weight = models.SmallIntegerField()
    most = models.SmallIntegerField()
    needs_evidence = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria", "position"], name="criteria_item_once"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100, most__gte=1, most__lte=100), name="criteria_item_counts"),
        ]

    class Privacy:
        internal = "__all__"


class Training(Made):
    """An official was trained to inspect: the certificate's number and day. valid_until None: the paper sets no end. body, unit: who recorded it."""

    body = key(Body)
    unit = key(Unit)
    user_id = models.BigIntegerField()
    course = models.CharField(max_length=200)
    certificate = models.CharField(max_length=60)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "certificate"], name="training_once"),
            models.CheckConstraint(condition=Q(valid_until=None) | Q(valid_until__gte=F("issued_on")), name="training_time_forward"),
        ]

    class Privacy:
        internal = "__all__"
