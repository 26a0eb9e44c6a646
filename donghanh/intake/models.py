"""Lists on their way in: the file, its rows as drafts, and what became of them. Nothing here is a person yet."""

from __future__ import annotations

from django.db import models

from donghanh.base.places.models import Unit
from donghanh.intake.terms import BatchState, RowState
from donghanh.kernel.ids import new_id


class Batch(models.Model):
    """One uploaded list of one commune. sheets: what was found on each sheet, in the file's own titles; by_hand: columns an officer set."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    size = models.IntegerField()
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.READING)
    progress = models.SmallIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    data_key = models.BinaryField(max_length=80)
    by_hand = models.JSONField(default=dict)
    sheets = models.JSONField(default=list)
    ready = models.IntegerField(default=0)
    faulty = models.IntegerField(default=0)
    duplicate = models.IntegerField(default=0)
    entered = models.IntegerField(default=0)
    uploaded_by = models.BigIntegerField(null=True)
    uploaded_by_name = models.CharField(max_length=120)
    uploaded_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    undone_by = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # intake.queries.batches: a commune's lists, newest first
            models.Index(fields=["unit", "-uploaded_at"], name="batch_unit_newest"),
            # intake.actions.clear_old: drafts whose seven days are over
            models.Index(fields=["uploaded_at"], condition=models.Q(cleared_at__isnull=True), name="batch_to_clear"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(progress__range=(0, 100)), name="batch_progress_per_cent")]

    class Privacy:
        internal = [
            *("id", "unit", "size", "state", "progress", "message", "by_hand", "ready", "faulty", "duplicate", "entered"),
            *("uploaded_by", "uploaded_by_name", "uploaded_at", "confirmed_by", "confirmed_at", "undone_by", "undone_at", "cleared_at"),
        ]
        identity = ["filename", "sheets"]
        secret = ["data_key"]


class FilePart(models.Model):
    """A piece of the uploaded file, sealed under the batch's own key; gone when the list is entered, cancelled or seven days old."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="file_part_once")]

    class Privacy:
        internal = ["id", "batch", "unit", "number"]
        secret = ["sealed"]


class Row(models.Model):
    """One row of a list as a draft: cells, verdict and what would be kept, sealed. person_id: who it became."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.IntegerField()
    state = models.CharField(max_length=10, choices=RowState.choices)
    sealed = models.BinaryField()
    person_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="row_once")]
        # intake.queries.rows and the faults file: one state of one batch in the order of the file
        indexes = [models.Index(fields=["batch", "state", "place"], name="row_of_state")]

    class Privacy:
        internal = ["id", "batch", "unit", "place", "state", "person_id"]
        secret = ["sealed"]
