"""Abstract rows of the registers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from donghanh.base.places.models import Body, Unit
from donghanh.programme.keeping.models import Made, key


class Header(Made):
    """What is registered. body at unit keeps it; bodies: the keeper and who else sees it. plan_id, clause_code: the clause it carries out."""

    body = key(Body)
    unit = key(Unit)
    bodies = ArrayField(models.IntegerField())
    plan_id = models.CharField(max_length=20, blank=True)
    clause_code = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True


class Papered(models.Model):
    """A paper: number, day, who signed it. All empty where there is none."""

    paper_number = models.CharField(max_length=60, blank=True)
    paper_date = models.DateField(null=True)
    paper_issuer = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def paper(self) -> str:
        """ "12/QĐ-UBND ngày 05/01/2027, UBND tỉnh"; empty where there is none."""
        if self.paper_date is None:
            return ""
        return f"{self.paper_number} ngày {self.paper_date:%d/%m/%Y}, {self.paper_issuer}"
