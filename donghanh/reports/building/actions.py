"""Keeping an indicator made from parts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Max

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.kernel.text import tidy
from donghanh.reports.building import access, rules
from donghanh.reports.building.models import BuiltIndicator
from donghanh.reports.parts import Formula


def save(*, actor: Actor, at: datetime, name: str, formula: Formula, key: UUID | None = None, reason: str = "") -> BuiltIndicator:
    """Keep a new indicator of the actor's province, or with `key` the next version of one, which needs a reason.

    Raises MayNot, NotInReach for an unknown key, BadInput naming the field as rules.check_can_save.
    """
    with audit.recording(actor=actor, verb="indicator.build", at=at) as entry:
        place_id = access.check_may_build(actor)
        version = 1 if key is None else _next_version(actor, key)
        rules.check_can_save(name, formula, version=version, reason=reason)
        made = BuiltIndicator.objects.create(
            key=key or new_id(),
            version=version,
            place_id=place_id,
            name=tidy(name)[:120],
            subject=formula.subject,
            among=int(formula.among),
            having=int(formula.having),
            reason=tidy(reason)[:300],
            made_by=actor.user_id or 0,
            made_at=at,
        )
        entry.subject, entry.unit_id, entry.changes = str(made.key), place_id, {"version": version, "formula": formula.asked}
        return made


def _next_version(actor: Actor, key: UUID) -> int:
    """The next version's number; two who change the same one wait for each other. Raises NotInReach."""
    access.to_read(actor, key)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"built:{key}"])
    return (BuiltIndicator.objects.filter(key=key).aggregate(last=Max("version"))["last"] or 0) + 1
