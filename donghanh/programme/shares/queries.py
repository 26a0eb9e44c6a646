"""Shares of targets as they stand, and as they were."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from donghanh.base.accounts import queries as accounts
from donghanh.base.places import queries as places
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.programme.access import check_may_read
from donghanh.programme.models import Plan
from donghanh.programme.queries import PlanRow
from donghanh.programme.roadmap.queries.areas import area_of
from donghanh.programme.shares import access
from donghanh.programme.shares.models import Share, Split
from donghanh.programme.shares.terms import Way


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What falls to one commune. weight None: none was used."""

    unit_id: int
    code: str
    name: str
    weight: Decimal | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One division; words of models.Split. communes: how many have a share above zero."""

    target_id: str
    number: int
    way: Way
    total: Decimal
    weighed_by: str
    reason: str
    made_by: str
    made_at: datetime
    communes: int


def splits(actor: Actor, target_id: str) -> list[SplitRow]:
    """Every division of this target, the latest first, which is the one that holds. Raises MayNot without the right to read numbers."""
    check_may_read(actor)
    return _rows(list(Split.objects.filter(target_id=target_id).prefetch_related("shares").order_by("-number")))


def of_plan(actor: Actor, plan_id: str) -> dict[str, SplitRow]:
    """The division that holds of each target that is divided. Raises MayNot."""
    check_may_read(actor)
    found = Split.objects.filter(plan_id=plan_id).prefetch_related("shares").order_by("target_id", "-number").distinct("target_id")
    return {one.target_id: one for one in _rows(list(found))}


def shares(actor: Actor, target_id: str, number: int) -> list[ShareRow]:
    """The shares of one division, by commune. Raises MayNot."""
    check_may_read(actor)
    found = Share.objects.filter(split__target_id=target_id, split__number=number).select_related("unit").order_by("unit__folded", "unit_id")
    return [ShareRow(one.unit_id, one.unit.code, f"{one.unit.kind} {one.unit.name}", one.weight, one.value) for one in found]


def inherited(actor: Actor, *, year: int) -> dict[int, int]:
    """Commune → how many targets of plans that run in this year have a share for it, in the division that holds. Two statements. Raises MayNot."""
    check_may_read(actor)
    running = Plan.objects.filter(from_year__lte=year, to_year__gte=year).values_list("id", flat=True)
    held = Split.objects.filter(plan_id__in=list(running)).order_by("target_id", "-number").distinct("target_id").values("id")
    return Counter(Share.objects.filter(split__in=held, value__gt=0).values_list("unit_id", flat=True))


def communes(actor: Actor, plan: PlanRow, *, on: date) -> list[tuple[int, str, str]]:
    """(id, code, name) of the communes among which the plan's province divides: those of the plan's own land, as its roadmap counts them;
    of the whole province where the plan's land is not known. Raises MayNot for anybody but its lead."""
    unit_id = access.check_may_split(actor, plan)
    land = area_of(plan.province, issued_on=plan.issued_on, on=on).today or places.communes_of(unit_id, on)
    return [(one.id, one.code, f"{one.kind} {one.name}") for one in land]


def may_split(actor: Actor, plan: PlanRow) -> bool:
    """True for the lead of the plan's own province."""
    return holds(access.check_may_split, actor, plan)


def _rows(found: list[Split]) -> list[SplitRow]:
    names = accounts.names_of({one.made_by for one in found}) if found else {}
    kept = ("target_id", "number", "total", "weighed_by", "reason", "made_at")
    return [
        SplitRow(
            **{name: getattr(one, name) for name in kept},
            way=Way(one.way),
            made_by=names.get(one.made_by, ""),
            communes=sum(1 for share in one.shares.all() if share.value),
        )
        for one in found
    ]
