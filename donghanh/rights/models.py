"""What the person, or somebody in his name, has asked of us: delegates, looks at his file, corrections, complaints."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Unit
from donghanh.cases.models import Case, Fact
from donghanh.decisions.models import Decision
from donghanh.kernel.ids import new_id
from donghanh.people.models import Person
from donghanh.rights.terms import About, DelegateKind, Effect, Outcome


class Delegate(models.Model):
    """A guardian or lawyer who may do some things in the person's name, from starts_on up to, not including, ends_before. No job ends it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DelegateKind.choices)
    full_name = models.CharField(max_length=120)
    basis = models.CharField(max_length=200)
    may = models.JSONField()
    starts_on = models.DateField()
    ends_before = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="delegate_person")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_before__gt=F("starts_on")), name="delegate_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="delegate_end_complete",
            ),
        ]

    class Privacy:
        internal = ["id", "person", "unit", "kind", "may", "starts_on", "ends_before", "recorded_at", "recorded_by", "ended_at", "ended_by"]
        identity = ["full_name", "basis", "end_reason"]


class Showing(models.Model):
    """The file was shown to the person or a delegate: when, by whom, which versions ({case number: version}), and whether a copy was given."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")
    shown_at = models.DateTimeField()
    shown_by = models.BigIntegerField()
    versions = models.JSONField()
    has_copy = models.BooleanField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-shown_at"], name="showing_person")]
        constraints = [models.CheckConstraint(condition=Q(shown_at__lte=F("recorded_at")), name="showing_not_ahead")]

    class Privacy:
        internal = ["id", "person", "unit", "delegate", "shown_at", "shown_by", "versions", "has_copy", "recorded_at"]


class Correction(models.Model):
    """The person says that something in his file is wrong. Limits follow from asked_at and the law; nothing is kept of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    fact = models.ForeignKey(Fact, null=True, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=12, choices=About.choices)
    said = models.CharField(max_length=800)
    asked_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=800, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="correction_person"),
            # rights.queries.open_requests
            models.Index(fields=["unit", "asked_at"], condition=Q(answered_at__isnull=True), name="correction_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(about="FACT", fact__isnull=False, case__isnull=False) | (~Q(about="FACT") & Q(fact__isnull=True)),
                name="correction_names_its_fact",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="", answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="correction_answer_complete",
            ),
            models.UniqueConstraint(fields=["fact"], condition=Q(answered_at__isnull=True), name="correction_one_open_per_fact"),
        ]

    class Privacy:
        internal = [
            "id",
            "person",
            "unit",
            "case",
            "fact",
            "delegate",
            "about",
            "asked_at",
            "recorded_at",
            "recorded_by",
            "acknowledged_at",
            "acknowledged_by",
            "outcome",
            "answered_at",
            "answered_by",
        ]
        identity = ["said", "answer"]


class Contest(models.Model):
    """A complaint against a signed decision. unit is the place that signed it and answers; it never moves. effect "" means not answered yet.

    known_on: when the complainant received or learned of the decision; the limit is counted from it, and never kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")
    known_on = models.DateField()
    complained_on = models.DateField()
    content = models.CharField(max_length=800)
    late_because = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    suspended_at = models.DateTimeField(null=True)
    suspended_by = models.BigIntegerField(null=True)
    effect = models.CharField(max_length=10, choices=Effect.choices, blank=True)
    answer = models.CharField(max_length=800, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["decision"], name="contest_decision"),
            models.Index(fields=["person"], name="contest_person"),
            models.Index(fields=["unit", "complained_on"], condition=Q(answered_at__isnull=True), name="contest_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(known_on__lte=F("complained_on")), name="contest_after_it_was_known"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, effect__in=["", "SUSPENDED"])
                | (Q(answered_at__isnull=False, answered_by__isnull=False, effect__in=["NONE", "WITHDRAWN"]) & ~Q(answer="")),
                name="contest_answer_complete",
            ),
            models.UniqueConstraint(fields=["decision"], condition=Q(answered_at__isnull=True), name="contest_one_open_per_decision"),
        ]

    class Privacy:
        internal = [
            "id",
            "decision",
            "person",
            "unit",
            "delegate",
            "known_on",
            "complained_on",
            "recorded_at",
            "recorded_by",
            "suspended_at",
            "suspended_by",
            "effect",
            "answered_at",
            "answered_by",
        ]
        identity = ["content", "late_because", "answer"]
