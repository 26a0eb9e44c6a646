"""Uploaded boundaries: which units they are of, and their lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from donghanh.base.places import queries as places
from donghanh.base.places.models import Unit
from donghanh.kernel.actor import Actor
from donghanh.programme.roadmap import access
from donghanh.programme.roadmap.models import Boundary, BoundarySet

Rings = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file that was uploaded. units: how many outlines it has."""

    source: str
    at: datetime
    units: int


def units_by_code(province: int, *, on: date) -> dict[str, int]:
    """Code → unit of the communes of a province on this day and of the former districts whose land it took over; codes have different lengths."""
    communes = {one.code: one.id for one in places.communes_of(province, on)}
    formers = [kin.unit.id for kin in places.predecessors(province)]
    gone = Q(ends_before__isnull=False) & Q(parent_id__in=formers)
    return {code: unit for code, unit in Unit.objects.filter(gone, level="DISTRICT").values_list("code", "id")} | communes


def outlines(actor: Actor, units: Iterable[int]) -> dict[int, Rings]:
    """Unit → its rings of (longitude, latitude), from the latest file that has it. One statement. Raises MayNot."""
    access.check_may_read(actor)
    found = Boundary.objects.filter(unit_id__in=list(units)).order_by("set__made_at", "set_id").values_list("unit_id", "rings")
    return {unit: tuple(tuple((x, y) for x, y in ring) for ring in rings) for unit, rings in found}


def uploads(actor: Actor, province: int) -> list[UploadRow]:
    """The files of a province, the latest first. Raises MayNot."""
    access.check_may_read(actor)
    found = BoundarySet.objects.filter(province_id=province).prefetch_related("shapes").order_by("-made_at")[:20]
    return [UploadRow(one.source, one.made_at, len(one.shapes.all())) for one in found]
