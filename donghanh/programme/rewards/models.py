"""Tables of rewards. Every one only grows; Proposal.state is written by the trigger of Step alone (migrations/0003)."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func, Q, Value

from donghanh.base.places.models import Body, Unit
from donghanh.programme.keeping.models import File, Made, key
from donghanh.programme.registers.models import Header, Papered
from donghanh.programme.rewards.terms import STEPS, Choice, Figure, Occasion, PublicFunction, State, Subject


class CriteriaSet(Made, Papered):
    """One version of the criteria for a clause. A newer version with the same code stands from its own first day."""

    unit = key(Unit)
    code = models.CharField(max_length=20)
    version = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    plan_id = models.CharField(max_length=20)
    clause_code = models.CharField(max_length=40)
    valid_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "code", "version"], name="reward_criteria_once")]

    class Privacy:
        internal = "__all__"


class Criterion(models.Model):
    criteria = key(CriteriaSet, related_name="items")
    position = models.SmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["criteria", "position"], name="criterion_once")]

    class Privacy:
        internal = "__all__"


class Council(Made, Papered):
    """A council with the shares its own paper prints, in percent of the members who may vote."""

    unit = key(Unit)
    name = models.CharField(max_length=200)
    quorum_percent = models.SmallIntegerField()
    majority_percent = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "paper_number", "paper_date"], name="council_once"),
            models.CheckConstraint(
                condition=Q(quorum_percent__range=(1, 100)) & Q(majority_percent__range=(1, 100)) & Q(paper_date__isnull=False), name="council_shares"
            ),
        ]

    class Privacy:
        internal = "__all__"


class Seat(models.Model):
    """One member of a council: the body that holds the seat."""

    council = key(Council, related_name="seats")
    body = key(Body)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "body"], name="council_seat_once")]

    class Privacy:
        internal = "__all__"


class Attachment(File):
    """A paper or picture that proves the merit."""

    class Privacy:
        internal = "__all__"


_SAME_MERIT = [
    ("subject_key", RangeOperators.EQUAL),
    ("occasion", RangeOperators.EQUAL),
    (Func("from_on", "to_on", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
]


class Proposal(Header):
    """Who is proposed for what. subject_body: the unit, or the body at which the person serves. merit: what was done from `from_on` to `to_on`."""

    criteria = key(CriteriaSet)
    subject = models.CharField(max_length=8, choices=Subject.choices)
    subject_body = key(Body)
    subject_name = models.CharField(max_length=120, blank=True)
    function = models.CharField(max_length=12, choices=PublicFunction.choices, blank=True)
    subject_key = models.CharField(max_length=160)
    occasion = models.CharField(max_length=8, choices=Occasion.choices)
    from_on = models.DateField()
    to_on = models.DateField()
    merit = models.CharField(max_length=2000)
    asked = models.CharField(max_length=200)
    attachment = key(Attachment, null=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    council = key(Council, null=True)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="reward_made_at")]
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=models.F("to_on")), name="reward_days_in_order"),
            models.CheckConstraint(
                condition=Q(subject="UNIT", subject_name="", function="") | (Q(subject="PERSON") & ~Q(subject_name="") & ~Q(function="")),
                name="reward_subject_whole",
            ),
            ExclusionConstraint(name="reward_once", expressions=_SAME_MERIT, condition=Q(state="DECIDED")),
            ExclusionConstraint(
                name="reward_proposed_once",
                expressions=[("body", RangeOperators.EQUAL), *_SAME_MERIT],
                condition=~Q(state__in=["REFUSED", "WITHDRAWN"]),
            ),
        ]

    class Privacy:
        identity = ["subject_name", "subject_key"]
        internal = [
            "id", "made_at", "made_by", "body", "unit", "bodies", "plan_id", "clause_code", "criteria", "subject", "subject_body", "function",
            "occasion", "from_on", "to_on", "merit", "asked", "attachment", "state", "council",
        ]  # fmt: skip


class Proof(models.Model):
    """What proves one criterion."""

    proposal = key(Proposal, related_name="proofs")
    criterion = key(Criterion)
    text = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "criterion"], name="proof_once")]

    class Privacy:
        internal = "__all__"


class FigureRow(models.Model):
    """A figure read from the house's own facts when the proposal was made; never typed."""

    proposal = key(Proposal, related_name="figures")
    code = models.CharField(max_length=8, choices=Figure.choices)
    value = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "code"], name="reward_figure_once")]

    class Privacy:
        internal = "__all__"


class Step(Made, Papered):
    """What happened to a proposal. note: reason, or what was granted. The paper of a decision."""

    proposal = key(Proposal, related_name="steps")
    kind = models.CharField(max_length=9, choices=STEPS)
    body = key(Body)
    council = key(Council, null=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "kind"], name="reward_step_once"),
            models.CheckConstraint(condition=Q(kind="DECIDED") ^ Q(paper_date__isnull=True), name="reward_decision_has_paper"),
            models.CheckConstraint(condition=Q(kind="VOTING") ^ Q(council__isnull=True), name="reward_vote_has_council"),
            models.CheckConstraint(condition=Q(kind="VOTING") | ~Q(note=""), name="reward_step_says_why"),
        ]

    class Privacy:
        internal = "__all__"


class Vote(Made):
    """The one vote of a seat; made_by casts it."""

    proposal = key(Proposal, related_name="votes")
    body = key(Body)
    choice = models.CharField(max_length=7, choices=Choice.choices)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "body"], name="reward_vote_once"),
            models.CheckConstraint(condition=~Q(choice="NO") | ~Q(reason=""), name="reward_no_has_reason"),
        ]

    class Privacy:
        internal = "__all__"
