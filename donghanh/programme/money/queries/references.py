"""Clauses to which money may refer: those of the plans of the reader's province."""

from __future__ import annotations

from donghanh.base.places import queries as places
from donghanh.kernel.actor import Actor
from donghanh.programme.models import Clause
from donghanh.programme.money import access


def clause_choices(actor: Actor) -> list[tuple[str, str, str]]:
    """(plan, code, name) in the order of each plan, the newest plan first. Raises MayNot."""
    access.require_reader(actor)
    above = places.ancestors(actor.unit_id) if actor.unit_id is not None else []
    province = next((one.code for one in above if one.level == "PROVINCE"), "")
    found = Clause.objects.filter(plan__province=province).order_by("-plan__issued_on", "plan_id", "position")
    return list(found.values_list("plan_id", "code", "name"))
