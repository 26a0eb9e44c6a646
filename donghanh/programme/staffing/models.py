"""Posts, who holds them, what he was trained in, schemes of posts. Every table only grows: what changes is a further row."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from donghanh.base.accounts.models import User
from donghanh.base.places.models import Body, Unit
from donghanh.programme.keeping.models import Made, key
from donghanh.programme.registers.models import Header, Papered
from donghanh.programme.staffing.terms import EndKind, QualificationKind, SchemeState, StaffFunction, WorkGroup


def _words(choices: type[models.TextChoices]) -> ArrayField:
    return ArrayField(models.CharField(max_length=16, choices=choices.choices), default=list, blank=True)


class Post(models.Model):
    """What every row about a post says of it. functions: those it serves; needs: what it asks of its holder, empty while nobody has set it."""

    title = models.CharField(max_length=200)
    group = models.CharField(max_length=12, choices=WorkGroup.choices)

    class Meta:
        abstract = True


class Position(Made, Post):
    """A post of a body, by its title; how many it is to have stands in its norms."""

    body = key(Body)
    unit = key(Unit)
    folded = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "folded"], name="position_once")]
        indexes = [models.Index(fields=["unit"], name="position_unit")]  # queries: a place's posts

    class Privacy:
        internal = "__all__"


class Norm(Made, Papered):
    """How many hold a post from a day on, by which paper; the latest day holds. 0: the post is no longer to be."""

    position = key(Position, related_name="norms")
    starts_on = models.DateField()
    quantity = models.IntegerField()
    functions = _words(StaffFunction)
    needs = _words(QualificationKind)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=0) & Q(quantity__lte=10_000), name="norm_counted"),
            models.CheckConstraint(condition=Q(paper_date__isnull=False), name="norm_has_paper"),
        ]

    class Privacy:
        internal = "__all__"


class Member(Made):
    """Somebody on a staff, written down first by this body: an official with a login, whose name stands there, or a name."""

    body = key(Body)
    unit = key(Unit)
    user = key(User, null=True)
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], name="staff_member_once"),
            models.CheckConstraint(condition=Q(user__isnull=True) ^ Q(name=""), name="staff_member_named_once"),
        ]

    class Privacy:
        identity = ["name"]
        internal = ["id", "made_at", "made_by", "body", "unit", "user"]


class Holding(Made, Papered):
    """A member holds a post from a day on. functions: those given to him; follows: the holding from which he was moved here."""

    member = key(Member, related_name="holdings")
    position = key(Position, related_name="holdings")
    body = key(Body)
    unit = key(Unit)
    starts_on = models.DateField()
    is_part_time = models.BooleanField()
    functions = _words(StaffFunction)
    follows = key("self", null=True)

    class Meta:
        indexes = [models.Index(fields=["unit"], name="holding_unit")]  # queries: a place's people

    class Privacy:
        internal = "__all__"


class HoldingEnd(Made, Papered):
    """ends_before: the first day on which he no longer holds it; the day it began: it was written by mistake."""

    holding = models.OneToOneField(Holding, on_delete=models.PROTECT, related_name="end")
    ends_before = models.DateField()
    kind = models.CharField(max_length=10, choices=EndKind.choices)
    reason = models.CharField(max_length=300, blank=True)

    class Privacy:
        internal = "__all__"


class Qualification(Made):
    """A course or a paper. valid_until: its last day, None without end."""

    member = key(Member, related_name="qualifications")
    kind = models.CharField(max_length=16, choices=QualificationKind.choices)
    issuer = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("issued_on")), name="qualification_days_in_order"),
            models.UniqueConstraint(fields=["member", "kind", "issued_on", "number"], name="qualification_once"),
        ]

    class Privacy:
        internal = "__all__"


class QualificationEnd(Made):
    """A paper that was revoked, or a line written by mistake: it counts no more from this day."""

    qualification = models.OneToOneField(Qualification, on_delete=models.PROTECT, related_name="end")
    ends_before = models.DateField()
    reason = models.CharField(max_length=300)

    class Privacy:
        internal = "__all__"


class Scheme(Header):
    """A job-position scheme of a body, sent to the body that appraises it."""

    title = models.CharField(max_length=300)
    appraiser = key(Body)

    class Privacy:
        internal = "__all__"


class SchemeLine(Post):
    """A post that a scheme asks for, and how many."""

    scheme = key(Scheme, related_name="lines")
    number = models.IntegerField()
    folded = models.CharField(max_length=200)
    quantity = models.IntegerField()
    functions = _words(StaffFunction)
    needs = _words(QualificationKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "folded"], name="scheme_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0) & Q(quantity__lte=10_000), name="scheme_line_counted"),
        ]

    class Privacy:
        internal = "__all__"


class SchemeStep(Made, Papered):
    """Appraised, approved or returned, each time by somebody else than before."""

    scheme = key(Scheme, related_name="steps")
    body = key(Body)
    kind = models.CharField(max_length=10, choices=[(one.value, one.label) for one in SchemeState if one != SchemeState.DRAFT])
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "kind"], name="scheme_step_once"),
            models.CheckConstraint(condition=Q(paper_date__isnull=False) | Q(kind="RETURNED") & ~Q(note=""), name="scheme_step_has_paper"),
        ]

    class Privacy:
        internal = "__all__"
