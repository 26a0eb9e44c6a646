"""Places and the bodies that serve them, each with the days on which they exist."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from donghanh.base.places.terms import Change
from donghanh.kernel.ids import new_id


class Unit(models.Model):
    """A country, province, former district or commune, as it was named between two days.

    The id is fixed by the seed file: one id is one unit in one form; codes may be used again after a merger.
    kind: lower case ("xã"). folded: the name as it is searched for. path: "xã Trảng Bom, tỉnh Đồng Nai", made at loading.
    folded_path: the path, and the paths of what the unit became, as they are searched for ("…, Biên Hòa" typed after a name).
    is_remote: None where nobody has said so yet.
    """

    class Level(models.TextChoices):
        COUNTRY = "COUNTRY", "Cả nước"
        PROVINCE = "PROVINCE", "Tỉnh, thành phố"
        DISTRICT = "DISTRICT", "Huyện, quận, thị xã"
        COMMUNE = "COMMUNE", "Xã, phường, đặc khu"

    id = models.IntegerField(primary_key=True)
    level = models.CharField(max_length=10, choices=Level.choices)
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=160)
    path = models.CharField(max_length=400, default="")
    folded_path = models.CharField(max_length=2000, default="")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    is_remote = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "starts_on"], name="unit_code_once_per_time"),
            models.CheckConstraint(condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")), name="unit_time_forward"),
        ]
        # Both serve queries.find: exact names first, then a part of the name or one that is spelt nearly so.
        indexes = [
            models.Index(fields=["folded"], name="unit_folded"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="unit_folded_trigrams"),
        ]

    class Privacy:
        public = "__all__"

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


class UnitSuccession(models.Model):
    """What became of a unit: on this day it went, wholly or in part (is_partial), into another."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    is_partial = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once")]

    class Privacy:
        public = "__all__"


class Body(models.Model):
    """An organisation at a place: commune police, People's Committee, health station, court, facility."""

    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "unit", "name", "starts_on"], name="body_once")]

    class Privacy:
        public = "__all__"

    def __str__(self) -> str:
        return self.name


class FunctionHolder(models.Model):
    """Who holds a function of the law, by date and place: the one table behind every "who decides"."""

    function = models.CharField(max_length=60)
    body_kind = models.CharField(max_length=40)
    office = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    citation = models.CharField(max_length=300)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["function", "unit", "starts_on"], name="holder_once", nulls_distinct=False)]

    class Privacy:
        public = "__all__"


class Coverage(models.Model):
    """A body whose territory is a list of communes (regional courts), one row a commune, with where it was read."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    citation = models.CharField(max_length=300)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "unit", "starts_on"], name="coverage_once")]

    class Privacy:
        public = "__all__"


class Holiday(models.Model):
    """One day on which the decreed calendar differs from the built-in one: a day off, or a day of work in a swap."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=120)
    is_working_day = models.BooleanField()
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)

    class Privacy:
        public = "__all__"


class CalendarVersion(models.Model):
    """One row, id 1: how often the table of days has changed. Duties remember the number they were counted with."""

    id = models.SmallIntegerField(primary_key=True)
    number = models.IntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="calendar_version_single")]

    class Privacy:
        public = "__all__"


class Reorganisation(models.Model):
    """A decided change of units, of one body or of a holder, from a day on: proposed by one person, confirmed by another.

    Confirming writes the days into units, bodies and holders; before keeps what undoing needs. carried_at: files have all been moved once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Change.choices)
    on = models.DateField()
    document_number = models.CharField(max_length=60)
    document_date = models.DateField()
    document_issuer = models.CharField(max_length=200)
    proposed_by = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    cancelled_by = models.BigIntegerField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    carried_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")), name="reorganisation_two_people"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True) | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="reorganisation_confirmed_whole",
            ),
        ]

    class Privacy:
        internal = "__all__"


class ReorganisationPart(models.Model):
    """One line of a change: a former unit or body and what follows it, or a function and who holds it at a unit.

    is_main: the successor that takes over archive, registers and whatever nobody has divided. new_*: a successor that confirming makes.
    is_derived: written by confirming (the bodies of a unit), taken away by undoing.
    """

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="parts")
    former_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    successor_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    former_body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    successor_body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    is_main = models.BooleanField(default=True)
    is_derived = models.BooleanField(default=False)
    new_code = models.CharField(max_length=8, blank=True)
    new_kind = models.CharField(max_length=30, blank=True)
    new_name = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=60, blank=True)
    body_kind = models.CharField(max_length=40, blank=True)
    office = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "former_unit"],
                condition=Q(is_main=True, former_unit__isnull=False),
                name="reorganisation_one_main",
            ),
            models.CheckConstraint(
                condition=Q(former_unit__isnull=True) | Q(successor_unit__isnull=True) | ~Q(former_unit=F("successor_unit")),
                name="reorganisation_part_two_units",
            ),
        ]

    class Privacy:
        internal = "__all__"
