"""Dividing a target among the communes of its province."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import tidy
from donghanh.kernel.workdays import local_day
from donghanh.programme import queries as programme
from donghanh.programme.shares import access, queries, rules
from donghanh.programme.shares.models import Share, Split
from donghanh.programme.shares.terms import Way


def split(*, actor: Actor, at: datetime, plan_id: str, target_id: str, way: Way, reason: str, lines: str = "", weighed_by: str = "") -> Split:
    """A new division of the target, whose shares add up to it exactly; the ones before stay.

    lines: "26248 Xã Xuân Hoà 12" for each commune: the weights, or the shares themselves. weighed_by: what the weights are, and their source.
    Raises MayNot for anybody but the lead of the plan's province, CannotSplit for a target that is no amount, BadInput as rules.
    """
    with audit.recording(actor=actor, verb="plan.split", at=at, subject=target_id) as entry:
        plan = programme.plan(actor, plan_id)
        unit_id = access.check_may_split(actor, plan)
        target = programme.target(actor, plan_id, target_id)
        rules.check_can_split(target.value, unit=target.unit, is_direction=target.comparison.is_direction)
        why, source = tidy(reason), tidy(weighed_by)[:200] if way is Way.WEIGHT else ""
        rules.check_reason(why)
        if way is Way.WEIGHT and not source:
            raise BadInput("Chưa ghi số này là gì.", mend="Ghi tên số liệu, ngày và nơi lấy.", field="weighed_by")
        units = queries.communes(actor, plan, on=local_day(at))
        weights, values = _divided(way, target.value or Decimal(0), units, lines)
        number = Split.objects.filter(target_id=target_id).count() + 1
        about = {"plan_id": plan_id, "target_id": target_id, "number": number, "way": way, "total": target.value}
        made = Split.objects.create(unit_id=unit_id, **about, weighed_by=source, reason=why, made_by=actor.user_id or 0, made_at=at)
        Share.objects.bulk_create([Share(split=made, unit_id=one, weight=weights.get(one), value=value) for one, value in values.items()])
        entry.changes = {"number": number, "way": way.value, "communes": len(values)}
        return made


def _divided(way: Way, total: Decimal, units: list[tuple[int, str, str]], lines: str) -> tuple[Mapping[int, Decimal], Mapping[int, Decimal]]:
    """Weights, where they are kept, and shares."""
    if way is Way.EQUAL:
        return {}, rules.divide(total, {unit: rules.ONE for unit, _code, _name in units})
    typed = rules.read_lines(lines, units)
    if way is Way.WEIGHT:
        return typed, rules.divide(total, typed)
    rules.check_sum(total, typed)
    return {}, typed
