"""What a health body found in a person before it concluded on dependence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Body
from donghanh.cases.models import Referral
from donghanh.cases.terms import ExaminedAt
from donghanh.kernel.ids import new_id

_OPEN = Q(concluded_at__isnull=True, is_dependent__isnull=True, signed_by__isnull=True, number="", reason="")
_SIGNED = Q(concluded_at__isnull=False, is_dependent__isnull=False, signed_by__isnull=False) & ~Q(number="")
_AS_THE_RULE = Q(is_dependent=True, says="dependent") | Q(is_dependent=False, says="not_dependent")


class Assessment(models.Model):
    """marks: criterion (legal.diagnosis.criteria) → Mark. groups: codes of legal.diagnosis.groups. length: a code of legal.diagnosis.lengths.

    says: what the rule makes of it, with its confidence and the edition of the law. The last five are filled by the conclusion alone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=10, choices=ExaminedAt.choices)
    received_at = models.DateTimeField()
    examined_at = models.DateTimeField()
    groups = models.JSONField(default=list)
    marks = models.JSONField(default=dict)
    length = models.CharField(max_length=10)
    is_observed = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)
    says = models.CharField(max_length=14)
    confidence = models.CharField(max_length=1)
    law = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    is_dependent = models.BooleanField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    number = models.CharField(max_length=40, blank=True)
    concluded_at = models.DateTimeField(null=True)
    signed_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["referral", "-recorded_at"], name="assessment_of_referral")]
        constraints = [
            models.CheckConstraint(condition=_OPEN | (_SIGNED & (_AS_THE_RULE | ~Q(reason=""))), name="assessment_conclusion_complete"),
            models.CheckConstraint(condition=Q(examined_at__gte=models.F("received_at")), name="assessment_after_receipt"),
            models.UniqueConstraint(fields=["referral"], condition=Q(concluded_at__isnull=False), name="assessment_one_conclusion"),
        ]

    class Privacy:
        internal = [
            *("id", "referral", "body", "place", "received_at", "examined_at", "confidence", "law", "recorded_at", "recorded_by"),
            *("number", "concluded_at", "signed_by"),
        ]
        health = ["groups", "marks", "length", "is_observed", "note", "says", "is_dependent", "reason"]


class Step(models.Model):
    """A step of the health body where no file at a commune hears of it: of a volunteer, and of a request older than the determination's own file.

    kind: one of terms.STEPS. Everything else is told to the file, and stands there alone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["referral"], name="step_of_referral")]

    class Privacy:
        internal = ["id", "referral", "body", "kind", "happened_at", "recorded_at", "recorded_by"]
