"""Who may draw up, check, sign, serve or withdraw a decision."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from donghanh.decisions.models import Decision
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass


def visible(actor: Actor) -> QuerySet[Decision]:
    """Decisions of the actor's own places."""
    access.note()
    return Decision.objects.filter(unit_id__in=actor.unit_ids) if actor.reads(DataClass.LEGAL) else Decision.objects.none()


def to_read(actor: Actor, decision_id: UUID) -> Decision:
    """A decision to open. Raises NotInReach outside the scope, MayNot without the right."""
    access.note()
    found = (
        Decision.objects.select_related("case__person", "case__unit", "body__unit", "pdf", "docx", "withdraws__body")
        .defer("pdf__content", "docx__content")
        .filter(pk=decision_id, unit_id__in=actor.unit_ids)
        .first()
    )
    access.require_unit(actor, found.unit_id if found else None)
    access.require_verb(actor, "case.read")
    access.require_read(actor, DataClass.LEGAL)
    assert found is not None
    return found


def to_change(actor: Actor, decision_id: UUID, verb: str) -> Decision:
    """A decision locked for one step by one who holds the verb."""
    access.note()
    found = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("case__person", "case__unit", "body__unit")
        .filter(pk=decision_id, unit_id__in=actor.unit_ids)
        .first()
    )
    access.require_unit(actor, found.unit_id if found else None)
    access.require_verb(actor, verb)
    access.require_write(actor, DataClass.LEGAL)
    assert found is not None
    return found
