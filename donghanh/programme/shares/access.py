"""Who divides a target: the lead of the plan's own province."""

from __future__ import annotations

from donghanh.kernel.actor import Actor
from donghanh.programme import access
from donghanh.programme.queries import PlanRow


def check_may_split(actor: Actor, plan: PlanRow) -> int:
    """The province's unit. Raises MayNot for anybody else."""
    unit_id, code = access.check_may_import(actor)
    access.check_is_own(code, plan.province)
    return unit_id
