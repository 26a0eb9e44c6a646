"""Tables of inspections. Every one only grows: what changes is a further row (README). None holds anything about a person in a file."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Body, Unit
from donghanh.kernel.ids import new_id
from donghanh.programme.inspections.terms import LEAST_SAMPLE, Kind, RemedyStep, Severity, StepKind, Subject
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


class Inspection(Made):
    """What the lead agency plans to look at, as first planned; other days are steps. year_plan None: outside the year's plan.

    inspected: the body looked at. subject: what of it (a club, a theme), as words. starts_on, ends_on: first and last day.
    """

    body = key(Body)
    unit = key(Unit)
    year_plan = models.ForeignKey(YearPlan, null=True, on_delete=models.PROTECT, related_name="inspections")
    inspected = key(Body)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    subject = models.CharField(max_length=200)
    criteria = models.ForeignKey(Criteria, on_delete=models.PROTECT, related_name="inspections")
    starts_on = models.DateField()
    ends_on = models.DateField()
    plan_id = models.CharField(max_length=20, blank=True)
    clause_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="inspection_days_forward")]
        indexes = [models.Index(fields=["inspected", "starts_on"], name="inspection_of_body")]

    class Privacy:
        internal = "__all__"


class Step(Made):
    """What happened to an inspection, in order. body: who acted. note: reason or conclusion. starts_on, ends_on: the new days of a change."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    body = key(Body)
    note = models.CharField(max_length=8000, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection"], condition=Q(kind="ANNOUNCED"), name="inspection_announced_once"),
            models.UniqueConstraint(fields=["inspection"], condition=Q(kind__in=["CONCLUDED", "CANCELLED"]), name="inspection_ends_once"),
            models.UniqueConstraint(fields=["inspection", "body"], condition=Q(kind__in=["CONCLUDED", "SIGNED"]), name="inspection_signed_once"),
            models.CheckConstraint(condition=~Q(kind__in=["CHANGED", "CANCELLED", "CONCLUDED"]) | ~Q(note=""), name="inspection_step_says_why"),
            models.CheckConstraint(condition=Q(kind="CHANGED", ends_on__gte=F("starts_on")) | ~Q(kind="CHANGED"), name="inspection_change_has_days"),
        ]

    class Privacy:
        internal = "__all__"


class Team(Made):
    """Who inspects; a newer one stands in place of the one before, with the reason."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="teams")
    reason = models.CharField(max_length=500, blank=True)

    class Privacy:
        internal = "__all__"


class Member(models.Model):
    """An official in a team, for the body he is sent by, with the training that lets him inspect."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    user_id = models.BigIntegerField()
    body = key(Body)
    training = key(Training)
    is_leader = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "user_id"], name="member_once"),
            models.UniqueConstraint(fields=["team"], condition=Q(is_leader=True), name="team_one_leader"),
        ]

    class Privacy:
        internal = "__all__"


class Sample(Made):
    """Files drawn at random by the database alone (migrations/0003): from each procedure the first `size` in the order of a hash with this seed.

    opened_before: files opened before this moment were in the draw.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="samples")
    seed = models.UUIDField()
    size = models.SmallIntegerField()
    opened_before = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection"], name="sample_once")]

    class Privacy:
        internal = "__all__"


class Stratum(models.Model):
    """Of how many files of a procedure a sample was drawn, to the nearest 5 and None for fewer than 8; and how many were."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="strata")
    procedure = models.CharField(max_length=30)
    total = models.IntegerField(null=True)
    drawn = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "procedure"], name="stratum_once")]

    class Privacy:
        internal = "__all__"


class Drawn(models.Model):
    """A file in a sample: its number only, never whose it is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="files")
    procedure = models.CharField(max_length=30)
    position = models.SmallIntegerField()
    number = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "number"], name="drawn_once")]

    class Privacy:
        internal = "__all__"


class Mark(Made):
    """Points given to one criterion, with what was seen; the newest holds."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="marks")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    points = models.SmallIntegerField()
    evidence = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(points__gte=0), name="mark_not_below_nought")]

    class Privacy:
        internal = "__all__"


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
