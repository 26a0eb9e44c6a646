"""Tables of tasks. Every one only grows: what changes is a further row (README). None holds anything about a person in a file."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Body, Unit
from donghanh.kernel.ids import new_id
from donghanh.programme.keeping.models import File, Made, key
from donghanh.programme.tasks.terms import DirectiveKind, PaperKind, PartRole, Programme, Severity, StepKind, Union


class Attachment(File):
    """A file that goes with a row below; its hash proves it. body: who handed it in."""

    class Privacy:
        internal = "__all__"


class Directive(Made):
    """A paper that goes out to units. body keeps and follows it; issuer: the name printed on it, which need not be a body of ours.

    unit: the place of body. bodies: the keeper and all addressees, for the row wall. plan_id, clause_code: the clause of a plan it carries out.
    """

    body = key(Body)
    unit = key(Unit)
    bodies = ArrayField(models.IntegerField())
    kind = models.CharField(max_length=12, choices=DirectiveKind.choices)
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    content = models.CharField(max_length=4000, blank=True)
    acknowledge_by = models.DateField()
    plan_id = models.CharField(max_length=20, blank=True)
    clause_code = models.CharField(max_length=40, blank=True)
    attachment = key(Attachment, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number", "issued_on"], name="directive_once")]

    class Privacy:
        internal = "__all__"


class DirectiveClause(models.Model):
    """One clause of a directive, from which tasks are given."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="clauses")
    position = models.SmallIntegerField()
    code = models.CharField(max_length=20)
    text = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "code"], name="directive_clause_once")]

    class Privacy:
        internal = "__all__"


class Receipt(Made):
    """A unit has acknowledged a directive."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="receipts")
    body = key(Body)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "body"], name="directive_acknowledged_once")]

    class Privacy:
        internal = "__all__"


class Question(Made):
    """A unit asks about a directive."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="questions")
    body = key(Body)
    text = models.CharField(max_length=1000)

    class Privacy:
        internal = "__all__"


class Answer(Made):
    """The one answer to a question."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="answer")
    text = models.CharField(max_length=2000)

    class Privacy:
        internal = "__all__"


class Task(Made):
    """What giver wants done, as it was given; amendments are steps. unit: the giver's place. bodies: giver and all parts, for the row wall.

    union: the mass organisation that carries it out, while the lead answers for it; empty where the lead does it itself.
    """

    giver = key(Body)
    unit = key(Unit)
    bodies = ArrayField(models.IntegerField())
    clause = key(DirectiveClause, null=True)
    plan_id = models.CharField(max_length=20, blank=True)
    clause_code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    content = models.CharField(max_length=4000, blank=True)
    due_on = models.DateField()
    union = models.CharField(max_length=12, choices=Union.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="task_made_at"), models.Index(fields=["plan_id"], name="task_plan")]

    class Privacy:
        internal = "__all__"


class Part(models.Model):
    """What one unit does in a task. what: its own piece of work; empty for the lead, who answers for the whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="parts")
    body = key(Body)
    role = models.CharField(max_length=12, choices=PartRole.choices)
    is_mandatory = models.BooleanField()
    what = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "body"], name="task_part_once"),
            models.UniqueConstraint(fields=["task"], condition=Q(role="LEAD"), name="task_one_lead"),
            models.CheckConstraint(condition=~Q(role="LEAD") | Q(is_mandatory=True), name="task_lead_is_mandatory"),
        ]

    class Privacy:
        internal = "__all__"


class Link(models.Model):
    """A programme that a task serves too. cofunding: what that programme pays, đồng; None: not said."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="links")
    programme = models.CharField(max_length=12, choices=Programme.choices)
    cofunding = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "programme"], name="task_programme_once"),
            models.CheckConstraint(condition=Q(cofunding__isnull=True) | Q(cofunding__gte=0), name="task_cofunding_whole"),
        ]

    class Privacy:
        internal = "__all__"


class Step(Made):
    """What happened to a task, in order. part: whose part, for what a unit does and for a return. body: who acted.

    note: reason, result or reminder. responsible: the official of the unit whom an acknowledgement names. due_on, title: what an amendment set.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="steps")
    part = models.ForeignKey(Part, null=True, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    body = key(Body)
    note = models.CharField(max_length=2000, blank=True)
    responsible = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True)
    title = models.CharField(max_length=300, blank=True)
    attachment = key(Attachment, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(kind__in=["ACCEPTED", "TAKEN_BACK"]), name="task_ends_once"),
            models.CheckConstraint(condition=Q(kind__in=["ACKNOWLEDGED", "DONE", "RETURNED"]) ^ Q(part__isnull=True), name="task_step_of_part"),
        ]

    class Privacy:
        internal = "__all__"


class Demand(Made):
    """A plan or report that units owe for a year. bodies: who owes it, and the keeper."""

    body = key(Body)
    unit = key(Unit)
    bodies = ArrayField(models.IntegerField())
    plan_id = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=8, choices=PaperKind.choices)
    year = models.SmallIntegerField()
    title = models.CharField(max_length=300)
    due_on = models.DateField()

    class Privacy:
        internal = "__all__"


class Submission(Made):
    """What a unit handed in: a text, a file, or both. A newer one stands in place of the one before."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="submissions")
    body = key(Body)
    text = models.CharField(max_length=8000, blank=True)
    attachment = key(Attachment, null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text="") | Q(attachment__isnull=False), name="submission_not_empty")]

    class Privacy:
        internal = "__all__"


class Verdict(Made):
    """Approved, or returned with the reason."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="verdict")
    is_approved = models.BooleanField()
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(is_approved=True) | ~Q(reason=""), name="verdict_has_reason")]

    class Privacy:
        internal = "__all__"


class Reminder(Made):
    """The keeper reminded a unit of a paper that it has not handed in after the last day."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="reminders")
    body = key(Body)
    note = models.CharField(max_length=1000)

    class Privacy:
        internal = "__all__"


class Ticket(Made):
    """A difficulty of a unit with its work. handler: who is asked."""

    body = key(Body)
    unit = key(Unit)
    handler = key(Body)
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="tickets")
    plan_id = models.CharField(max_length=20, blank=True)
    clause_code = models.CharField(max_length=40, blank=True)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    matter = models.CharField(max_length=1000)
    proposal = models.CharField(max_length=1000)

    class Privacy:
        internal = "__all__"


class TicketAnswer(Made):
    """The one answer of the handler, which ends it."""

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="answer")
    text = models.CharField(max_length=2000)

    class Privacy:
        internal = "__all__"
