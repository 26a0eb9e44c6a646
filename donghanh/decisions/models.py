"""Drafts and signed decisions. A signed one never changes; it can only be withdrawn by another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.documents.models import Document
from donghanh.base.places.models import Body, Unit
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.models import Case
from donghanh.decisions.terms import CODE_LENGTH, HELD, DecisionKind, DraftState, ServiceWay
from donghanh.kernel.ids import new_id
from donghanh.people.models import Person


class Decision(models.Model):
    """letter is what will be printed, findings what the law engine said when it was drawn up; both are frozen by signing.

    unit is where the file lies and moves with it; issuing_unit is set by the signature and never moves: that place keeps register, letter and
    files for ever. case_number, person_name, birth_year and is_sealed are as the letter names the person, so that the register reads without
    the file. withdrawn_unit: the issuing place of the decision that this one withdraws, which must learn of it. values: what was typed into the
    blanks of its form. code: drawn by the database with the draft, printed on the signed letter, for the public page that confirms it.
    passage: the hand-over by which the file lies with the facility whose head decides (HELD kinds and their withdrawal; body is that facility).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    issuing_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey(Passage, null=True, on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=30)
    person_name = models.CharField(max_length=120)
    birth_year = models.SmallIntegerField()
    is_sealed = models.BooleanField()
    kind = models.CharField(max_length=20, choices=DecisionKind.choices)
    state = models.CharField(max_length=10, choices=DraftState.choices)
    function = models.CharField(max_length=60)
    office = models.CharField(max_length=60)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField()
    officer = models.CharField(max_length=120, blank=True)
    team = models.JSONField(default=list)
    values = models.JSONField(default=dict, db_default={})
    letter = models.JSONField()
    findings = models.JSONField()
    case_version = models.IntegerField()
    drafted_by = models.BigIntegerField()
    drafted_at = models.DateTimeField()
    rights_told_at = models.DateTimeField(null=True)
    rights_told_how = models.CharField(max_length=60, blank=True)
    checked_by = models.BigIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)
    returned_by = models.BigIntegerField(null=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)
    signed_by = models.BigIntegerField(null=True)
    signer_name = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True)
    number = models.IntegerField(null=True)
    year = models.SmallIntegerField(null=True)
    series = models.CharField(max_length=20)
    code = models.CharField(max_length=CODE_LENGTH, null=True, unique=True)
    pdf = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    withdraws = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="withdrawn_by")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "drafted_at"], name="decision_queue"),
            models.Index(fields=["case"], name="decision_case"),
            # decisions.queries.signed: the register of a place, newest first
            models.Index(fields=["issuing_unit", "-signed_at"], name="decision_register"),
            # decisions.held.queries: drafts and register of a facility
            models.Index(fields=["body"], condition=Q(passage__isnull=False), name="decision_of_facility"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["body", "series", "year", "number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=Q(
                    state="SIGNED",
                    checked_by__isnull=False,
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                    number__isnull=False,
                    year__isnull=False,
                    code__isnull=False,
                    issuing_unit__isnull=False,
                )
                | (~Q(state="SIGNED") & Q(signed_by__isnull=True, signed_at__isnull=True, number__isnull=True, issuing_unit__isnull=True)),
                name="decision_signed_complete",
            ),
            models.CheckConstraint(condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("drafted_by")), name="decision_drafter_not_signer"),
            models.CheckConstraint(condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")), name="decision_drafter_not_checker"),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | Q(checked_by__isnull=True) | ~Q(signed_by=F("checked_by")), name="decision_checker_not_signer"
            ),
            models.UniqueConstraint(fields=["withdraws"], condition=Q(state__in=["DRAFTED", "CHECKED", "SIGNED"]), name="decision_withdrawn_once"),
            models.CheckConstraint(
                condition=Q(kind="WITHDRAW", withdraws__isnull=False) | (~Q(kind="WITHDRAW") & Q(withdraws__isnull=True)),
                name="decision_withdraws_another",
            ),
            models.CheckConstraint(
                condition=Q(kind="WITHDRAW") | Q(kind__in=HELD, passage__isnull=False) | (~Q(kind__in=HELD) & Q(passage__isnull=True)),
                name="decision_held_by_its_kind",
            ),
        ]

    class Privacy:
        internal = [
            "id",
            "case",
            "person",
            "unit",
            "issuing_unit",
            "withdrawn_unit",
            "passage",
            "case_number",
            "is_sealed",
            "kind",
            "state",
            "function",
            "office",
            "body",
            "case_version",
            "drafted_by",
            "drafted_at",
            "rights_told_at",
            "rights_told_how",
            "checked_by",
            "checked_at",
            "returned_by",
            "returned_at",
            "signed_by",
            "signer_name",
            "signed_at",
            "number",
            "year",
            "series",
            "code",
            "pdf",
            "docx",
            "withdraws",
        ]
        identity = ["person_name", "birth_year", "reasons", "officer", "team", "values", "letter", "findings", "return_reason"]


class Service(models.Model):
    """How and when a signed decision reached the person or a body that must have it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="services")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=160)
    is_person = models.BooleanField()
    way = models.CharField(max_length=16, choices=ServiceWay.choices)
    served_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Privacy:
        internal = ["id", "decision", "unit", "is_person", "way", "served_at", "recorded_by", "recorded_at"]
        identity = ["recipient"]
