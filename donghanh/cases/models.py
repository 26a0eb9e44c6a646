"""A person in a procedure: the case, its facts, and what is computed from them in the same transaction."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Body, Unit
from donghanh.cases.terms import ExaminedAt, HoldReason
from donghanh.kernel.ids import new_id
from donghanh.people.models import Person


class Case(models.Model):
    """stage, active_from, active_until and the *_at milestones are written only by cases.actions.recompute, from facts.

    On a list at moment t means active_from <= t < active_until: nobody has to take anybody off.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=30, unique=True)
    procedure = models.CharField(max_length=30)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    stage = models.CharField(max_length=12)
    detected_at = models.DateTimeField(null=True)
    managed_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)
    active_from = models.DateTimeField(null=True)
    active_until = models.DateTimeField(null=True)
    computed_with = models.CharField(max_length=40, default="")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            # cases.queries.active_list and the person page
            models.Index(fields=["unit", "active_until"], name="case_unit_active"),
            models.Index(fields=["person"], name="case_person"),
            # reports.repository: detected in a period at a place
            models.Index(fields=["unit", "detected_at"], name="case_unit_detected"),
            # cases.memo.freshen: files computed with an older law or calendar
            models.Index(fields=["unit", "computed_with"], name="case_unit_computed"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(active_from__isnull=True) | Q(active_until__gte=models.F("active_from")), name="case_active_forward"),
        ]

    class Privacy:
        internal = ["id", "number", "procedure", "person", "unit", "opened_at", "computed_with", "version"]
        identity = ["stage", "detected_at", "managed_at", "offered_at", "active_from", "active_until"]


class Fact(models.Model):
    """Something that happened, when it happened and when we were told; data holds only what the law asks for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="facts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    happened_at = models.DateTimeField()
    is_date_only = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    decision_id = models.UUIDField(null=True)
    idempotency_key = models.UUIDField(null=True, unique=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.BigIntegerField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "happened_at"], name="fact_case_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="fact_void_complete",
            ),
        ]

    class Privacy:
        internal = ["id", "case", "unit", "recorded_at", "recorded_by", "body", "decision_id", "idempotency_key", "voided_at", "voided_by"]
        identity = ["kind", "happened_at", "is_date_only", "place", "void_reason"]
        health = ["data"]


class Duty(models.Model):
    """A memo of the pure function cases.procedures.*.view over a case's facts: rewritten with each fact, never by a nightly job.

    Stands while stands_from <= now < stands_until. What is late or soon is decided when it is shown.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="duties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    rule_id = models.CharField(max_length=60, blank=True)
    function = models.CharField(max_length=60)
    counted_from = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    stands_from = models.DateTimeField()
    stands_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "due_at"], name="duty_unit_due")]

    class Privacy:
        internal = ["id", "case", "unit", "rule_id", "function"]
        identity = ["kind", "counted_from", "due_at", "stands_from", "stands_until"]


class Handover(models.Model):
    """A file on its way from one commune to another: it counts as moved when the receiver has signed for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    summary = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    sent_by = models.BigIntegerField()
    received_at = models.DateTimeField(null=True)
    received_by = models.BigIntegerField(null=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(received_at__isnull=True, returned_at__isnull=True), name="handover_one_open_per_case"
            ),
            models.CheckConstraint(condition=~Q(from_unit=models.F("to_unit")), name="handover_two_units"),
        ]

    class Privacy:
        internal = ["id", "case", "from_unit", "to_unit", "sent_at", "sent_by", "received_at", "received_by", "returned_at"]
        identity = ["summary", "return_reason"]


class Referral(models.Model):
    """A person sent to a health body for determination; while open, that body reads who he is and where he lives (people_opened).

    case: the file that asked; file: the determination's own file, None for requests made before it had one. Both, and person, are None for
    a volunteer who came by himself: only the body he chose knows of him.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="referrals")
    file = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=120)
    birth_year = models.SmallIntegerField()
    consented_by = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=10, choices=ExaminedAt.choices, default=ExaminedAt.BODY)
    sent_at = models.DateTimeField()
    sent_by = models.BigIntegerField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    is_dependent = models.BooleanField(null=True)

    class Meta:
        # people_opened (migrations): whom a health body reads today
        indexes = [models.Index(fields=["to_body"], condition=Q(answered_at__isnull=True), name="referral_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, person__isnull=False) | Q(case__isnull=True, person__isnull=True, file__isnull=True),
                name="referral_of_file_or_volunteer",
            ),
        ]

    class Privacy:
        internal = ["id", "case", "file", "person", "unit", "to_body", "place", "sent_at", "sent_by", "answered_at", "answered_by"]
        identity = ["person_name", "birth_year", "consented_by"]
        health = ["is_dependent"]


class Hold(models.Model):
    """Between opened_at and lifted_at no new adverse step may rest on this fact (fact None: on the file as a whole). See cases/holds.py.

    source_id: the request or complaint of the room above that opened it; several holds may have one source.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    fact = models.ForeignKey(Fact, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=HoldReason.choices)
    source_id = models.UUIDField()
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            # cases.holds: what is held in a file, asked before every adverse step
            models.Index(fields=["case"], condition=Q(lifted_at__isnull=True), name="hold_standing"),
            models.Index(fields=["source_id"], name="hold_source"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False, lifted_at__gte=models.F("opened_at")),
                name="hold_lifted_complete",
            ),
        ]

    class Privacy:
        internal = ["id", "case", "fact", "unit", "reason", "source_id", "opened_at", "opened_by", "lifted_at", "lifted_by"]
