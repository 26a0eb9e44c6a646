"""Tables of an inspection: its days, team, drawn files and points."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Body, Unit
from donghanh.kernel.ids import new_id
from donghanh.programme.inspections.models.planning import Criteria, Item, Training, YearPlan
from donghanh.programme.inspections.terms import Kind, StepKind
from donghanh.programme.keeping.models import Made, key


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
