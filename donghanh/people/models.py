"""The person registry: one record per person, least data, nothing about conduct."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat

from donghanh.base.places.models import Unit
from donghanh.kernel.ids import new_id
from donghanh.people.terms import AddressKind, IdentifierKind, Relation, Sex


class Person(models.Model):
    """A person known to the service of one commune (unit). merged_into points to the record that is read instead.

    folded is kept by the database itself, so that what is found never falls behind what is written.
    is_sealed: registered under 18; the seal stays when the person comes of age (people.rules.is_minor). It opens for one reader and
    some days by an Unsealing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=120)
    folded = models.GeneratedField(
        expression=Func(Concat("full_name", Value(" "), "other_name"), function="vn_fold"), output_field=models.TextField(), db_persist=True
    )
    sort_key = models.CharField(max_length=400, db_collation="C")
    other_name = models.CharField(max_length=120, blank=True)
    sex = models.CharField(max_length=10, choices=Sex.choices)
    born_on = models.DateField(null=True)
    birth_year = models.SmallIntegerField()
    guardian_name = models.CharField(max_length=120, blank=True)
    is_sealed = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    data_key = models.BinaryField(max_length=80)
    registered_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True, editable=False)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            # people.queries.search and possible_duplicates: one commune's names, read from the index alone. A trigram index
            # would never be used here: row security puts its own check first and `like` is not leakproof (docs/adr/0006).
            models.Index(
                fields=["unit", "folded"],
                include=["birth_year", "sort_key", "id", "is_sealed"],
                condition=Q(merged_into__isnull=True),
                name="person_search",
            ),
            # people.queries.listing: a commune's people by given name
            models.Index(fields=["unit", "sort_key", "id"], name="person_unit_sort"),
            # people_shut: the sealed records of a place
            models.Index(fields=["unit"], condition=Q(is_sealed=True), name="person_sealed"),
            # people_namesake_units: the same full name and birth date in another commune
            models.Index(fields=["born_on"], condition=Q(merged_into__isnull=True, is_sealed=False), name="person_namesake"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(born_on__isnull=True) | Q(born_on__year=F("birth_year")), name="person_birth_agrees"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="person_not_into_itself"),
        ]

    class Privacy:
        internal = ["id", "unit", "is_sealed", "merged_into", "registered_at", "batch_id", "version"]
        identity = ["full_name", "folded", "sort_key", "other_name", "sex", "born_on", "birth_year", "guardian_name"]
        secret = ["data_key"]


class Identifier(models.Model):
    """An identity number, sealed; found again only through a keyed blind index."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=IdentifierKind.choices)
    sealed = models.BinaryField()
    blind_index = models.BinaryField(max_length=32)
    last_digits = models.CharField(max_length=3)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        # people.queries.search: an exact number, living or ended
        indexes = [models.Index(fields=["blind_index"], name="identifier_find")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "blind_index"], condition=Q(ended_at__isnull=True), name="identifier_one_living_person"),
        ]

    class Privacy:
        internal = ["id", "person", "unit", "kind", "recorded_at", "ended_at"]
        identity = ["last_digits"]
        secret = ["sealed", "blind_index"]


class Address(models.Model):
    """Where a person lives or is registered, between two days; in the words and units of that time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=AddressKind.choices)
    sealed_detail = models.BinaryField(null=True)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")), name="address_time_forward"),
            ExclusionConstraint(
                name="address_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func("starts_on", "ends_before", RangeBoundary(), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    class Privacy:
        internal = ["id", "person", "unit", "kind", "starts_on", "ends_before"]
        identity = ["place"]
        secret = ["sealed_detail"]


class Household(models.Model):
    """People who live together, as far as the service needs to know."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Privacy:
        internal = "__all__"


class HouseholdMember(models.Model):
    """A person's place in a household between two days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ends_before__isnull=True), name="member_of_one_household"),
            models.CheckConstraint(condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")), name="member_time_forward"),
        ]

    class Privacy:
        internal = ["id", "household", "person", "unit", "starts_on", "ends_before"]
        identity = ["relation"]


class Merge(models.Model):
    """A proposal, by one person, that two records are one human being; approved by another; undone without trace on either."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    proposed_by = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)
    undone_by = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_two_records"),
            models.CheckConstraint(condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="merge_two_people"),
            models.UniqueConstraint(
                fields=["gone"],
                condition=Q(is_approved__isnull=True) | Q(is_approved=True, undone_at__isnull=True),
                name="merge_once_at_a_time",
            ),
        ]

    class Privacy:
        internal = ["id", "unit", "kept", "gone", "proposed_by", "proposed_at", "decided_by", "decided_at", "is_approved", "undone_by", "undone_at"]
        identity = ["reason", "undo_reason"]


class Unsealing(models.Model):
    """Somebody asks to read a sealed file and says why; another agrees. Open for the asker alone until opened_until, then shut by itself.

    days: how many the asker wants, and gets. ended_at: withdrawn before the answer, or shut again early by either of the two.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    days = models.SmallIntegerField()
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    opened_until = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "asked_by", "opened_until"], name="unsealing_open")]
        constraints = [
            models.CheckConstraint(condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="unsealing_two_people"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=30), name="unsealing_days"),
            models.CheckConstraint(condition=Q(opened_until__isnull=True) | Q(is_approved=True, decided_by__isnull=False), name="unsealing_agreed"),
            models.UniqueConstraint(
                fields=["person", "asked_by"], condition=Q(is_approved__isnull=True, ended_at__isnull=True), name="unsealing_once_at_a_time"
            ),
        ]

    class Privacy:
        internal = [
            "id",
            "person",
            "unit",
            "days",
            "asked_by",
            "asked_at",
            "decided_by",
            "decided_at",
            "is_approved",
            "opened_until",
            "ended_by",
            "ended_at",
        ]
        identity = ["reason", "answer"]
