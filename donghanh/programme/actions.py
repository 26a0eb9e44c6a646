"""Bringing the table of plans to a plan's file."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.programme import access
from donghanh.programme.models import Clause, Obligation, Plan, Target
from donghanh.programme.reading import PlanData


def load(*, actor: Actor, at: datetime, data: PlanData) -> bool:
    """Bring one plan to its file; True where anything was written. The same file again changes nothing. Raises MayNot.

    Clauses, targets and obligations that the file no longer has go; reports keep what they printed by themselves.
    """
    with audit.recording(actor=actor, verb="plan.load", at=at, subject=data.id) as entry:
        access.check_may_load(actor)
        before = Plan.objects.filter(pk=data.id).values_list("digest", flat=True).first()
        entry.changes = {"digest": [before, data.digest]}
        if before == data.digest:
            return False
        _write(data, at)
        return True


def _write(data: PlanData, at: datetime) -> None:
    values = {name: getattr(data, name) for name in ("number", "issued_on", "issuer", "province", "title", "from_year", "to_year", "digest")}
    plan, _ = Plan.objects.update_or_create(pk=data.id, defaults={**values, "loaded_at": at})
    Clause.objects.filter(plan=plan).delete()
    clauses = {one.code: Clause.objects.create(plan=plan, code=one.code, meaning=one.meaning) for one in data.clauses}
    for position, target in enumerate(data.targets, start=1):
        values = asdict(target)
        Target.objects.create(**values | values.pop("definition") | {"clause": clauses[target.clause], "position": position})
    for obligation in data.obligations:
        Obligation.objects.create(**{**asdict(obligation), "clause": clauses[obligation.clause]})
