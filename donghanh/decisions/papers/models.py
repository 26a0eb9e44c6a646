"""Papers: official forms filled for a case. A final one never changes; it can only be withdrawn or replaced."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.documents.models import Document
from donghanh.base.places.models import Body, Unit
from donghanh.cases.models import Case
from donghanh.decisions.papers.terms import PaperState
from donghanh.decisions.terms import CODE_LENGTH
from donghanh.kernel.ids import new_id
from donghanh.people.models import Person


class Paper(models.Model):
    """sealed_values: what was typed, as JSON under the person's key; what the house knows is not copied into it. It stays when the paper is made.

    sealed_made: every value that a final paper was made with, identity numbers masked. unit is where the file lies and moves with it. office is
    empty for a paper that others sign by hand. changed_by: whose words it holds last; he signs it as little as who drew it up. code: random,
    printed on the paper, for the public page that confirms it. law: edition of law/ at the time.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=PaperState.choices)
    sealed_values = models.BinaryField()
    sealed_made = models.BinaryField(null=True)
    version = models.IntegerField(default=1)
    drafted_by = models.BigIntegerField()
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField()
    law = models.CharField(max_length=12)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=60, blank=True)
    series = models.CharField(max_length=20, blank=True)
    number = models.IntegerField(null=True)
    year = models.SmallIntegerField(null=True)
    code = models.CharField(max_length=CODE_LENGTH, null=True, unique=True)
    made_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    signer_name = models.CharField(max_length=120, blank=True)
    has_digital_signature = models.BooleanField(default=False)
    pdf = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        # papers.queries.of_case
        indexes = [models.Index(fields=["case", "-drafted_at"], name="paper_case")]
        constraints = [
            models.UniqueConstraint(fields=["body", "series", "year", "number"], condition=Q(number__isnull=False), name="paper_number_once"),
            models.UniqueConstraint(fields=["case", "form"], condition=Q(state="DRAFTED"), name="paper_one_draft"),
            models.CheckConstraint(
                condition=Q(state__in=["FINAL", "WITHDRAWN"], made_by__isnull=False, made_at__isnull=False, code__isnull=False, pdf__isnull=False)
                & Q(sealed_made__isnull=False)
                | Q(state__in=["DRAFTED", "DROPPED"], made_by__isnull=True, made_at__isnull=True, number__isnull=True, sealed_made__isnull=True),
                name="paper_final_complete",
            ),
            models.CheckConstraint(
                condition=Q(office="") | Q(made_by__isnull=True) | (~Q(made_by=F("drafted_by")) & ~Q(made_by=F("changed_by"))),
                name="paper_drafter_not_signer",
            ),
            models.CheckConstraint(
                condition=Q(state="WITHDRAWN", withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdraw_reason="")
                | (~Q(state="WITHDRAWN") & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdraw_reason="")),
                name="paper_withdrawn_complete",
            ),
        ]

    class Privacy:
        internal = [
            "id",
            "case",
            "person",
            "unit",
            "form",
            "state",
            "version",
            "drafted_by",
            "drafted_at",
            "changed_at",
            "changed_by",
            "law",
            "body",
            "office",
            "series",
            "number",
            "year",
            "code",
            "made_by",
            "made_at",
            "signer_name",
            "has_digital_signature",
            "pdf",
            "docx",
            "replaces",
            "withdrawn_by",
            "withdrawn_at",
        ]
        identity = ["withdraw_reason"]
        secret = ["sealed_values", "sealed_made"]
