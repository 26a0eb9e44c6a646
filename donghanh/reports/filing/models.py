"""Tables of the report desk. All but drafts only grow. None holds anything about a person in a file."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Body, Unit
from donghanh.kernel.ids import new_id
from donghanh.programme.keeping.models import Made, key
from donghanh.programme.tasks.models import Task
from donghanh.reports.filing.terms import ConferenceKind


class Arrangement(Made):
    """What a province decided about a report its plan asks for; the latest holds, none is changed or taken away.

    by_communes: the communes owe it (in place of districts that are no more). due_before: month and day, the day itself is late;
    due_days: after the end of the period; neither: as the plan says. until_year: asked for beyond the plan's last year.
    """

    body = key(Body)
    unit = key(Unit)
    obligation_id = models.CharField(max_length=60)
    by_communes = models.BooleanField(default=False)
    due_before = models.CharField(max_length=5, blank=True)
    due_days = models.SmallIntegerField(null=True)
    until_year = models.SmallIntegerField(null=True)
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_before="") | Q(due_days=None), name="arrangement_one_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="arrangement_says_why"),
        ]

    class Privacy:
        internal = "__all__"


class Call(Made):
    """A report asked for beside the plan's own rhythm. bodies: who owes it, and the one that asks."""

    body = key(Body)
    unit = key(Unit)
    bodies = ArrayField(models.IntegerField())
    plan_id = models.CharField(max_length=20)
    period = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    due_on = models.DateField()

    class Privacy:
        internal = "__all__"


class Filing(Made):
    """One report of one body: what is owed (an obligation's id that outlives a reloading of the plan, or a call's), and for which period.

    receiver: who accepts it here; None where it goes out of the house. unit: the place it speaks of.
    """

    duty = models.CharField(max_length=60)
    plan_id = models.CharField(max_length=20)
    period = models.CharField(max_length=10)
    body = key(Body)
    unit = key(Unit)
    receiver = key(Body, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "period", "body"], name="filing_once")]

    class Privacy:
        internal = "__all__"


class Words(models.Model):
    """The draft of one part, seen by the unit that writes it alone. part: a section's code, or t: and a target's id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="words")
    part = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "part"], name="filing_words_once")]

    class Privacy:
        internal = "__all__"


class Version(Made):
    """What was sent, never changed. report_id: its frozen figures; None where the plan has nothing to count, and the report says so.

    words: (part, title, text). missing: what was said to be missing. recipients: the list as printed. digests: target → digest of the files
    behind, under a key, which tells the receiver that a figure has changed since and nothing else. included, absent: of a report that gathers others.
    """

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="versions")
    number = models.SmallIntegerField()
    report_id = models.UUIDField(null=True)
    words = models.JSONField()
    missing = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    digests = models.JSONField(default=dict)
    included = models.JSONField(default=list)
    absent = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filing", "number"], name="filing_version_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="filing_version_says_why"),
        ]

    class Privacy:
        internal = "__all__"


class Verdict(Made):
    """The receiver's answer to a version: accepted, or returned with every reason at once. reasons: (part, text)."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="verdict")
    is_accepted = models.BooleanField()
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(is_accepted=True) ^ ~Q(reasons=[]), name="filing_return_says_why")]

    class Privacy:
        internal = "__all__"


class Dispatch(Made):
    """A sent version went to one recipient of its list on a day. number: of the letter it went with."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="dispatches")
    recipient = models.CharField(max_length=200)
    sent_on = models.DateField()
    number = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "recipient"], name="dispatch_once")]

    class Privacy:
        internal = "__all__"


class DistributionList(Made):
    """To whom a body sends a report (nơi nhận); the latest holds. lines: as printed."""

    body = key(Body)
    duty = models.CharField(max_length=60)
    lines = models.JSONField()

    class Privacy:
        internal = "__all__"


class Conference(Made):
    """A review of a plan's work over a period. version: the sent report that lay before it. bodies: the keeper, and who got a task from it."""

    body = key(Body)
    unit = key(Unit)
    bodies = ArrayField(models.IntegerField())
    plan_id = models.CharField(max_length=20)
    period = models.CharField(max_length=10)
    kind = models.CharField(max_length=12, choices=ConferenceKind.choices)
    title = models.CharField(max_length=300)
    held_on = models.DateField()
    summary = models.TextField(blank=True)
    version = key(Version, null=True)

    class Privacy:
        internal = "__all__"


class Conclusion(models.Model):
    """One conclusion of a conference, and the task it became."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="conclusions")
    position = models.SmallIntegerField()
    text = models.CharField(max_length=300)
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        internal = "__all__"
