"""What most tables of money have in common."""

from __future__ import annotations

from django.db import models

from donghanh.base.places.models import Body, Unit
from donghanh.programme.keeping.models import Made


class Owned(Made):
    """A row of one body at one place; body and place decide who sees it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Papered(models.Model):
    """Rests on a document: its number, its day, who issued it."""

    document_number = models.CharField(max_length=60)
    document_date = models.DateField()
    document_issuer = models.CharField(max_length=200)

    class Meta:
        abstract = True

    @property
    def document(self) -> str:
        """ "16/2019/NQ-HĐND ngày 10/12/2019, HĐND tỉnh Quảng Ngãi"."""
        day = self.document_date
        return f"{self.document_number} ngày {day.day:02d}/{day.month:02d}/{day.year}, {self.document_issuer}"


class Voidable(models.Model):
    """A wrong row stays and says that it was taken back, by whom and why."""

    voided_at = models.DateTimeField(null=True)
    voided_by = models.BigIntegerField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
