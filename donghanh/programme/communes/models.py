"""What communes say of themselves, and their steering committee. Tables that only grow; nothing is said about a person in a file."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Unit
from donghanh.programme.communes.terms import MOST_MEMBERS, Grade, LineKind
from donghanh.programme.keeping.models import Made, key


class Line(Made):
    """One line about a commune. on: the day it speaks of, for a class the day of the decision. year: of a class; grade, document: likewise.

    name: of an activity, or the criteria that a class follows. undoes: the activity that is taken back, with the reason in name.
    """

    unit = key(Unit)
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    on = models.DateField()
    name = models.CharField(max_length=300, blank=True)
    year = models.SmallIntegerField(null=True)
    grade = models.CharField(max_length=8, choices=Grade.choices, blank=True)
    document = models.CharField(max_length=120, blank=True)
    undoes = key("self", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="CLASSED", year__isnull=False) & ~Q(grade="") & ~Q(document="") | ~Q(kind="CLASSED") & Q(year=None, grade=""),
                name="commune_class_by_decision",
            ),
            models.CheckConstraint(condition=~Q(kind__in=["ACTIVITY", "CLASSED", "TAKEN_BACK"]) | ~Q(name=""), name="commune_line_says_what"),
            models.CheckConstraint(
                condition=Q(kind="TAKEN_BACK", undoes__isnull=False) | ~Q(kind="TAKEN_BACK") & Q(undoes=None), name="commune_undoes"
            ),
            models.UniqueConstraint(fields=["undoes"], name="commune_undone_once"),
        ]
        indexes = [models.Index(fields=["unit", "kind", "on"], name="commune_line_unit")]

    class Privacy:
        internal = "__all__"


class Committee(Made):
    """The steering committee on crime and drugs of a commune (committee 138) from a day on, by decision; the newest stands, none is changed.

    head, members: name and office of officials. is_ended: from this day on there is none.
    """

    unit = key(Unit)
    starts_on = models.DateField()
    document = models.CharField(max_length=120)
    head = models.CharField(max_length=160, blank=True)
    members = ArrayField(models.CharField(max_length=160), default=list)
    is_ended = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(document=""), name="commune_committee_by_decision"),
            models.CheckConstraint(condition=Q(is_ended=True) ^ ~Q(head=""), name="commune_committee_has_a_head"),
            models.CheckConstraint(
                condition=Q(is_ended=True, members__len=0) | Q(is_ended=False, members__len__gt=0, members__len__lte=MOST_MEMBERS),
                name="commune_committee_has_members",
            ),
        ]
        indexes = [models.Index(fields=["unit", "starts_on"], name="commune_committee_unit")]

    class Privacy:
        internal = "__all__"
