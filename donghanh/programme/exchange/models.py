"""Plans on their way in: files that were brought, papers that were read, and what a person said of each proposal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.kernel.ids import new_id
from donghanh.programme.exchange.terms import ProposalKind, Sureness


class Draft(models.Model):
    """A plan's file as it was brought in, byte for byte. It is checked anew each time it is looked at; version: what it became."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey("places.Unit", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()
    version = models.ForeignKey("programme.Version", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["unit", "-made_at"], name="plan_draft_list")]

    class Privacy:
        public = "__all__"


class Paper(models.Model):
    """A plan's paper that was read for proposals: its name and its lines as they stand in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey("places.Unit", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-made_at"], name="plan_paper_list")]

    class Privacy:
        public = "__all__"


class Proposal(models.Model):
    """What one sentence seems to set. said: the fields as read; sentence, place: where it stands. Nothing of it counts until a person accepts it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="proposals")
    position = models.SmallIntegerField()
    kind = models.CharField(max_length=8, choices=ProposalKind.choices)
    place = models.CharField(max_length=60)
    sentence = models.TextField()
    said = models.JSONField()
    sureness = models.CharField(max_length=6, choices=Sureness.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "position"], name="plan_proposal_once")]

    class Privacy:
        public = "__all__"


class Judgement(models.Model):
    """What a person said of a proposal; the latest holds, all stay."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="judgements")
    is_accepted = models.BooleanField()
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(made_by=0), name="plan_judgement_by_a_person")]
        indexes = [models.Index(fields=["proposal", "-made_at"], name="plan_judgement_latest")]

    class Privacy:
        public = "__all__"
