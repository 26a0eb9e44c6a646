"""What the estimates ask for and were granted under one plan, year by year."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Sum

from donghanh.kernel.actor import Actor
from donghanh.programme.money import access
from donghanh.programme.money.models import EstimateLine
from donghanh.programme.money.terms import EstimateState


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The lines of a year's estimates that name a clause of the plan, in đồng. bodies: how many units asked.

    appraised, approved: None until a line of the year has such a number.
    """

    year: int
    bodies: int
    lines: int
    asked: int
    appraised: int | None
    approved: int | None


def of_plan(actor: Actor, plan_id: str) -> tuple[PlanYear, ...]:
    """Of the versions that were sent and stand, over the units that the reader sees; the newest year first. One query. Raises MayNot."""
    sent = access.visible(actor, EstimateLine).filter(plan_id=plan_id).exclude(version__state__in=(EstimateState.DRAFT, EstimateState.RETURNED))
    sums = sent.values(year=F("version__estimate__year")).annotate(
        bodies=Count("body_id", distinct=True), lines=Count("pk"), asked=Sum("amount"), judged=Sum("appraised"), granted=Sum("approved")
    )
    return tuple(PlanYear(*(row[key] for key in ("year", "bodies", "lines", "asked", "judged", "granted"))) for row in sums.order_by("-year"))
