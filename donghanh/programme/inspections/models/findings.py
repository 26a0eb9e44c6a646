"""Tables of what inspections left: findings with their remedy, checks of effectiveness, sentinel rounds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Body, Unit
from donghanh.programme.inspections.models.looking import Inspection
from donghanh.programme.inspections.models.planning import Attachment, Item
from donghanh.programme.inspections.terms import LEAST_SAMPLE, RemedyStep, Severity
from donghanh.programme.keeping.models import Made, key


class Finding(Made):
    """What was found and what is asked. function: under which it is the responsible body's; empty: as the one inspected. due_on: as first set."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    severity = models.CharField(max_length=10, choices=Severity.choices)
    text = models.CharField(max_length=1000)
    order = models.CharField(max_length=1000)
    due_on = models.DateField()
    body = key(Body)
    function = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["body"], name="finding_of_body")]

    class Privacy:
        internal = "__all__"


class FindingStep(Made):
    """What happened to a finding, in order. body: who acted."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=RemedyStep.choices)
    body = key(Body)
    note = models.CharField(max_length=2000, blank=True)
    due_on = models.DateField(null=True)
    attachment = key(Attachment, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding"], condition=Q(kind="ACCEPTED"), name="finding_accepted_once"),
            models.CheckConstraint(condition=Q(kind="ACCEPTED") | ~Q(note=""), name="finding_step_has_words"),
            models.CheckConstraint(condition=Q(kind="EXTENDED") ^ Q(due_on=None), name="finding_extension_has_day"),
        ]

    class Privacy:
        internal = "__all__"


class Check(Made):
    """The effectiveness of treatment was checked at a place, as a paper says. inspection: where it was done through this desk."""

    body = key(Body)
    unit = key(Unit)
    place = key(Unit)
    done_on = models.DateField()
    result = models.CharField(max_length=1000)
    paper = models.CharField(max_length=200)
    inspection = models.ForeignKey(Inspection, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "done_on"], name="check_once")]

    class Privacy:
        internal = "__all__"


class Sentinel(Made):
    """One round at a sentinel site: of how many people in the sample it holds, by a paper. A count of None was not measured in this round.

    place: the commune of the site; site: its name, what its rounds share. Counts of a sample alone, nothing of anybody in it.
    """

    body = key(Body)
    unit = key(Unit)
    place = key(Unit)
    site = models.CharField(max_length=200)
    done_on = models.DateField()
    sample = models.IntegerField()
    retained = models.IntegerField(null=True)
    relapsed = models.IntegerField(null=True)
    employed = models.IntegerField(null=True)
    paper = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "site", "done_on"], name="sentinel_round_once"),
            models.CheckConstraint(
                condition=Q(sample__gte=LEAST_SAMPLE)
                & (Q(retained=None) | Q(retained__gte=0, retained__lte=F("sample")))
                & (Q(relapsed=None) | Q(relapsed__gte=0, relapsed__lte=F("sample")))
                & (Q(employed=None) | Q(employed__gte=0, employed__lte=F("sample"))),
                name="sentinel_counts_of_its_sample",
            ),
        ]

    class Privacy:
        internal = "__all__"
