"""Abstract rows that the rooms of this storey are built of."""

from __future__ import annotations

from django.db import models

from donghanh.base.places.models import Body
from donghanh.kernel.ids import new_id


def key(to: type[models.Model] | str, **more: object) -> models.ForeignKey:
    """A key that guards what it points to and is not seen from there."""
    return models.ForeignKey(to, on_delete=models.PROTECT, **{"related_name": "+", **more})


class Made(models.Model):
    """A row with who wrote it, and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField()

    class Meta:
        abstract = True


class File(Made):
    """A file that goes with a row; its hash proves it. body: who handed it in."""

    body = key(Body)
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        abstract = True
