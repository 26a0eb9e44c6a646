"""The append-only record of what was done and what was read. No foreign keys: it outlives what it tells of."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One act, done or refused. Codes only; the sentence is made where it is shown."""

    id = models.UUIDField(primary_key=True)
    xid = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40)
    body_id = models.IntegerField(null=True)
    unit_id = models.IntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    person_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    result = models.CharField(max_length=10)
    reason = models.CharField(max_length=500, blank=True)
    citation = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=dict)
    request_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["xid", "id"], name="event_to_seal"),  # sealing: rows of a batch in order
            models.Index(fields=["-at", "-id"], name="event_by_time"),  # queries.log: newest first
            models.Index(fields=["person_id", "-at"], name="event_of_person"),  # queries.log by person
            models.Index(fields=["case_id", "-at"], name="event_of_case"),  # queries.events_of_case
            # people.queries.elsewhere_lately: the brake on asking other places
            models.Index(fields=["actor_id", "-at"], condition=models.Q(verb="person.looked_elsewhere"), name="event_of_asker"),
        ]

    class Privacy:
        internal = "__all__"


class Reading(models.Model):
    """One look at a person's file: who, when, why, which classes."""

    id = models.UUIDField(primary_key=True)
    xid = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40)
    body_id = models.IntegerField(null=True)
    unit_id = models.IntegerField(null=True)
    person_id = models.UUIDField(null=True)
    page = models.CharField(max_length=60)
    classes = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200, blank=True)
    request_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["xid", "id"], name="reading_to_seal"),  # sealing: rows of a batch in order
            models.Index(fields=["-at", "-id"], name="reading_by_time"),  # queries.log: newest first
            models.Index(fields=["person_id", "-at"], name="reading_of_person"),  # queries.readings_of_person
            models.Index(fields=["actor_id", "-at"], name="reading_of_actor"),  # people.queries.read_lately: the brake on many files
        ]

    class Privacy:
        internal = "__all__"


class Seal(models.Model):
    """A closed batch: the Merkle root of all rows whose transactions lie in [xid_from, xid_before), linked to the seal before."""

    id = models.BigAutoField(primary_key=True)
    log = models.CharField(max_length=10)
    xid_from = models.BigIntegerField()
    xid_before = models.BigIntegerField()
    rows = models.IntegerField()
    root = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "xid_from"], name="seal_follows_one_seal"),
            models.CheckConstraint(condition=models.Q(xid_before__gt=models.F("xid_from")), name="seal_goes_forward"),
        ]

    class Privacy:
        internal = "__all__"
