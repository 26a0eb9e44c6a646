"""What lies in a travelling file, each of its hand-overs with the list of papers as it stood, what the procuracy says of it, and what a body
wants to take back of its own steps."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Body, Unit
from donghanh.cases.models import Case, Fact
from donghanh.cases.terms import Procedure
from donghanh.kernel.ids import new_id


class Placing(models.Model):
    """A paper put into the file. Append-only: one that is mended is put in anew under the next version, one put in by mistake or withdrawn
    gets a version that says so (is_taken_out)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=30)
    version = models.SmallIntegerField()
    reference = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    is_taken_out = models.BooleanField(default=False)
    placed_at = models.DateTimeField()
    placed_by = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "paper", "version"], name="placing_version_once"),
            models.CheckConstraint(condition=Q(pages__gte=1, version__gte=1), name="placing_counts"),
        ]

    class Privacy:
        internal = ["id", "case", "unit", "paper", "version", "pages", "is_taken_out", "placed_at", "placed_by"]
        identity = ["reference"]


class Passage(models.Model):
    """One hand-over. lines: the list at sending [{id, title, form, class, standing, version, because, citation, reference, pages}].

    from_body None: the commune that keeps the file; else the body that had it. to_body None: a body that the directory of places does not
    know; to_name says which. why_missing: what the sender said where papers were missing. faults: [{id, note, citation}].
    on_paper: number of the paper by which the other side answered, where it has no desk here. watched_by: the procuracy that may read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    procedure = models.CharField(max_length=30, choices=Procedure.choices)
    leg = models.CharField(max_length=20)
    from_body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=200)
    watched_by = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    summary = models.CharField(max_length=200)
    lines = models.JSONField()
    why_missing = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.BigIntegerField()
    received_at = models.DateTimeField(null=True)
    received_by = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    rule_id = models.CharField(max_length=60, blank=True)
    accepted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.BigIntegerField(null=True)
    faults = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True)
    on_paper = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            # dossiers.queries: what lies with a body
            models.Index(fields=["to_body"], condition=Q(returned_at__isnull=True, done_at__isnull=True), name="passage_open_at_body"),
            models.Index(fields=["watched_by"], condition=Q(watched_by__isnull=False), name="passage_watched"),
        ]
        constraints = [
            # a person on his way from one facility to another is held by the old one until the new one signs for him
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(returned_at__isnull=True, done_at__isnull=True)
                & (~Q(leg="to_facility") | Q(from_body__isnull=True) | Q(received_at__isnull=False)),
                name="passage_one_open",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(returned_at__isnull=True, done_at__isnull=True, received_at__isnull=True),
                name="passage_one_under_way",
            ),
            models.CheckConstraint(condition=Q(received_at__isnull=True) | Q(received_at__gte=F("sent_at")), name="passage_received_later"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, faults=[]) | (Q(received_at__isnull=False, returned_at__gte=F("received_at")) & ~Q(faults=[])),
                name="passage_return_names_faults",
            ),
        ]

    class Privacy:
        internal = [
            *(
                "id",
                "case",
                "unit",
                "procedure",
                "leg",
                "from_body",
                "to_body",
                "to_name",
                "watched_by",
                "sent_at",
                "sent_by",
                "received_at",
                "received_by",
            ),
            *("due_at", "rule_id", "accepted_at", "returned_at", "returned_by", "done_at", "on_paper"),
        ]
        identity = ["summary", "lines", "why_missing", "faults"]


class Protest(models.Model):
    """What the procuracy says of a file that the court took on, by its own paper. Append-only, written by protest_dossier alone.

    form: "recommend" or "protest". against: "decision", the one named by ruling_id (the fact of the court; this row then has the id of the
    fact PROTESTED), or "handling", how the file was dealt with on this hand-over (a recommendation only, no step of the procedure).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=10)
    against = models.CharField(max_length=10)
    ruling_id = models.UUIDField(null=True)
    number = models.CharField(max_length=60)
    signed_at = models.DateTimeField()
    content = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ruling_id", "form"], name="protest_once_a_ruling"),
            models.CheckConstraint(
                condition=Q(against="decision", ruling_id__isnull=False) | Q(against="handling", ruling_id__isnull=True, form="recommend"),
                name="protest_against_something",
            ),
        ]

    class Privacy:
        internal = ["id", "passage", "case", "unit", "body", "form", "against", "ruling_id", "number", "recorded_at", "recorded_by"]
        identity = ["signed_at", "content"]


class VoidProposal(models.Model):
    """A body wants to take back a step that it wrote; a second person of the same body agrees or not. Written by database functions alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    reason = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    is_agreed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact"], condition=Q(decided_at__isnull=True), name="void_proposal_one_open"),
            models.CheckConstraint(condition=~Q(is_agreed=True) | ~Q(decided_by=F("proposed_by")), name="void_proposal_two_people"),
        ]

    class Privacy:
        internal = ["id", "passage", "unit", "body", "fact", "kind", "proposed_at", "proposed_by", "decided_at", "decided_by", "is_agreed"]
        identity = ["reason"]
