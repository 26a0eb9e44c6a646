"""Steps of a file in their order, and since when it stands at one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from donghanh.cases.procedures.engine import in_order
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import UNDER_WAY
from donghanh.cases.rules import FactView
from donghanh.cases.terms import Procedure, Stage
from donghanh.kernel.workdays import local_day

LATELY = timedelta(days=365)
"""Medians are of what was answered in the last 12 months."""


def steps_of(procedure: Procedure) -> tuple[Stage, ...]:
    """Every step a file of this procedure can stand at: the open ones in the order of its manifest, then those at which it is closed."""
    steps = manifest(procedure)
    found = dict.fromkeys(steps.moves.values())
    if UNDER_WAY & found.keys():
        found[Stage.ENDED] = None
    closed = {*steps.closed, Stage.ENDED}
    return tuple(sorted(found, key=lambda stage: stage in closed))


def is_closed(procedure: Procedure, stage: Stage) -> bool:
    """Nothing more is owed by the file as such: it has ended, was refused, or its term is over."""
    return stage in manifest(procedure).closed or stage == Stage.ENDED


def entered(procedure: Procedure, told: Sequence[FactView], *, active_until: datetime | None, at: datetime) -> datetime | None:
    """Since when the file stands at the step it shows at this moment; None without facts. told: its facts without voided ones, any order.

    A term that is over ended its step by itself. A fact that leads to the step where the file stands already moves nothing.
    """
    steps = manifest(procedure)
    stage: Stage | None = None
    since: datetime | None = None
    for fact in in_order(told):
        after = steps.moves.get((stage, fact.kind), stage)
        if after != stage:
            stage, since = after, fact.happened_at
    if stage in UNDER_WAY and active_until is not None and at >= active_until:
        return active_until
    return since


def days(since: datetime, at: datetime) -> int:
    """Calendar days from one moment to another, in Viet Nam: 0 on the same day."""
    return (local_day(at) - local_day(since)).days


def middle(found: Sequence[int]) -> float | None:
    """The median of some numbers of days; None where there is none."""
    return float(median(found)) if found else None
