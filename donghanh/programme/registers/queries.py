"""What the forms of a register offer: bodies of the province, clauses of its plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.programme.models import Clause


@dataclass(frozen=True, slots=True)
class Place:
    """A body that a form offers."""

    id: int
    name: str


NO_SITES = ("regional_court", "regional_procuracy")


def bodies(actor: Actor, *, on: date) -> list[Place]:
    """The actor's own body first, then those that stand in the places he counts, the province's first. One statement."""
    return _places(actor, Q(unit_id__in=actor.stat_unit_ids) | Q(pk=actor.body_id), on)


def offices(actor: Actor, *, on: date) -> list[Place]:
    """Bodies of the province's own level: those that sit on its councils and are asked for an opinion."""
    return _places(actor, Q(unit_id__in={*actor.stat_unit_ids, actor.unit_id}, kind__startswith="provincial"), on)


def committees(actor: Actor, *, on: date) -> list[Place]:
    """People's committees of the communes that the actor counts."""
    return _places(actor, Q(unit_id__in=actor.stat_unit_ids, kind="commune_committee"), on)


def sites(actor: Actor, *, on: date) -> list[Place]:
    """Bodies of the province's own level where something may be tried: facilities and departments."""
    return _places(actor, Q(unit_id__in={*actor.stat_unit_ids, actor.unit_id}, unit__level="PROVINCE") & ~Q(kind__in=NO_SITES), on)


def _places(actor: Actor, which: Q, on: date) -> list[Place]:
    stands = (Q(ends_before=None) | Q(ends_before__gt=on)) & Q(starts_on__lte=on)
    found = Body.objects.filter(stands & which).select_related("unit")
    made = sorted(found, key=lambda one: (one.pk != actor.body_id, one.unit.level == "COMMUNE", one.unit.folded, one.kind, one.pk))
    return [Place(one.pk, one.name) for one in made]


def names(ids: set[int]) -> dict[int, str]:
    """Names of bodies by id; public."""
    return dict(Body.objects.filter(pk__in=ids).values_list("pk", "name"))


def province_of(actor: Actor) -> int | None:
    """The actor's province."""
    above = places.ancestors(actor.unit_id) if actor.unit_id is not None else []
    return next((one.id for one in above if one.level == "PROVINCE"), None)


def clauses(actor: Actor) -> list[tuple[str, str, str]]:
    """(plan, code, name) of the plans of the actor's province, the newest plan first."""
    above = places.ancestors(actor.unit_id) if actor.unit_id is not None else []
    province = next((one.code for one in above if one.level == "PROVINCE"), "")
    found = Clause.objects.filter(plan__province=province).order_by("-plan__issued_on", "plan_id", "position")
    return list(found.values_list("plan_id", "code", "name"))


def check_clause(plan_id: str, code: str) -> dict[str, str]:
    """Columns of models.Header: both empty, or a clause of a plan that was loaded. Raises BadInput."""
    if (plan_id or code) and not Clause.objects.filter(plan_id=plan_id, code=code).exists():
        raise BadInput("Không có khoản này trong kế hoạch đã chọn.", mend="Chọn khoản trong danh sách, hoặc để trống.", field="clause")
    return {"plan_id": plan_id, "clause_code": code}
