"""Produced files and the registers their numbers come from."""

from __future__ import annotations

from django.db import models


class NumberRegister(models.Model):
    """One series of numbers per body, kind and year, without holes: the row is locked while a number is taken."""

    body_id = models.IntegerField()
    series = models.CharField(max_length=20)
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body_id", "series", "year"], name="register_once")]

    class Privacy:
        internal = "__all__"


class Document(models.Model):
    """A produced file, kept byte for byte; its hash proves it."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.IntegerField()
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Privacy:
        internal = ["id", "unit_id", "kind", "media_type", "sha256", "made_at"]
        identity = ["title", "content"]
