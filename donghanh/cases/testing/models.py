"""A test of a person for substances in the body, from the request to the file that its result went to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Body, Unit
from donghanh.cases.models import Case
from donghanh.cases.terms import Sample
from donghanh.cases.testing.terms import Ground
from donghanh.kernel.ids import new_id
from donghanh.people.models import Person


class DrugTest(models.Model):
    """unit: the commune that asked. person is null for a request on paper until the commune says who it is; paper: number of that request.

    is_minor: under the age of consent on the day of asking. panel: [{"substance": code, "positive": bool}]. tester: who read the result.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=120)
    birth_year = models.SmallIntegerField()
    is_minor = models.BooleanField()
    ground = models.CharField(max_length=16, choices=Ground.choices)
    wanted_sample = models.CharField(max_length=10, choices=Sample.choices)
    paper = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField()
    sample = models.CharField(max_length=10, choices=Sample.choices, blank=True)
    consented_by = models.CharField(max_length=120, blank=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.BigIntegerField(null=True)
    resulted_at = models.DateTimeField(null=True)
    panel = models.JSONField(default=list)
    is_positive = models.BooleanField(null=True)
    tester = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.BigIntegerField(null=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            # testing.queries: the lists of the asker and of the health unit
            models.Index(fields=["unit", "-asked_at"], name="drugtest_of_unit"),
            models.Index(fields=["to_body", "-asked_at"], name="drugtest_of_body"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, sample="") | (Q(taken_at__gte=F("asked_at")) & ~Q(sample="")), name="drugtest_taken"
            ),
            models.CheckConstraint(
                condition=Q(is_minor=False) | Q(sample__in=["", Sample.URINE]) | ~Q(consented_by=""), name="drugtest_minor_has_consent"
            ),
            models.CheckConstraint(
                condition=Q(resulted_at__isnull=True, answered_at__isnull=True, is_positive__isnull=True, panel=[])
                | (Q(resulted_at__gte=F("taken_at"), answered_at__gte=F("resulted_at"), is_positive__isnull=False) & ~Q(panel=[]) & ~Q(tester="")),
                name="drugtest_result_complete",
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, case__isnull=True) | Q(received_at__gte=F("answered_at")), name="drugtest_received_later"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdraw_reason="")
                | (Q(withdrawn_at__isnull=False, answered_at__isnull=True) & ~Q(withdraw_reason="")),
                name="drugtest_withdrawn_open",
            ),
        ]

    class Privacy:
        internal = [
            *("id", "unit", "person", "to_body", "paper", "asked_at", "asked_by", "taken_at", "taken_by", "resulted_at", "tester"),
            *("answered_at", "answered_by", "received_at", "received_by", "case", "withdrawn_at"),
        ]
        identity = ["person_name", "birth_year", "is_minor", "ground", "consented_by", "withdraw_reason"]
        health = ["wanted_sample", "sample", "panel", "is_positive"]
