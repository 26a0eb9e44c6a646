"""Public investment projects: their approval steps, and the capital of each year."""

from __future__ import annotations

from django.db import models

from donghanh.base.places.models import Body, Unit
from donghanh.programme.keeping.models import Made
from donghanh.programme.money.models.shared import Owned, Papered
from donghanh.programme.money.terms import ProjectState


class CapitalDecision(Made, Papered):
    """What a province decided to invest in one year: what is allocated to projects never passes it (trigger)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    total = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="capital_decided_once")]

    class Privacy:
        internal = "__all__"


class Project(Owned):
    """facility: whose gap it closes; gap: the condition not met; need: why, in words. priority: 1 is first, as the proposer says.

    capacity: people the facility has room for now, as the proposer's paper says; None: not set.
    """

    name = models.CharField(max_length=200)
    facility = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    gap = models.CharField(max_length=300)
    need = models.CharField(max_length=1000)
    capacity = models.PositiveIntegerField(null=True)
    total = models.PositiveBigIntegerField()
    priority = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=ProjectState.choices, default=ProjectState.PROPOSED)

    class Privacy:
        internal = "__all__"


class ProjectStep(Owned, Papered):
    """A step of approval with its document."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=16, choices=ProjectState.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "state"], name="project_step_once")]

    class Privacy:
        internal = "__all__"


class ProjectYear(Owned):
    """Development capital of a project in one year: asked for, what the balance allows, allocated by the capital decision."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="years")
    year = models.SmallIntegerField()
    requested = models.PositiveBigIntegerField()
    balanced = models.PositiveBigIntegerField(default=0)
    allocated = models.PositiveBigIntegerField(default=0)
    decision = models.ForeignKey(CapitalDecision, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "year"], name="project_year_once"),
            models.CheckConstraint(condition=models.Q(allocated=0) | models.Q(decision__isnull=False), name="project_capital_decided"),
        ]

    class Privacy:
        internal = "__all__"
