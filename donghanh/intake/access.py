"""Who may bring lists in, and which batches he sees."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from donghanh.intake.models import Batch
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass


def visible(actor: Actor) -> QuerySet[Batch]:
    """Batches of the actor's own places, for a role that brings lists in. Raises MayNot for any other."""
    access.require_verb(actor, "import.people")
    access.require_read(actor, DataClass.IDENTITY)
    return Batch.objects.filter(unit_id__in=actor.unit_ids)


def check_may_import(actor: Actor, unit_id: int) -> None:
    """Bring a list of this place in."""
    access.require_unit(actor, unit_id)
    access.require_verb(actor, "import.people")
    access.require_write(actor, DataClass.IDENTITY)


def batch_to_read(actor: Actor, batch_id: UUID) -> Batch:
    """The batch, for one who may see its rows: 404 outside his places."""
    found = visible(actor).filter(pk=batch_id).first()
    access.require_unit(actor, found.unit_id if found else None)
    assert found is not None
    return found


def batch_to_work(actor: Actor, batch_id: UUID) -> Batch:
    """The batch, locked, for one who may change it."""
    found = batch_to_read(actor, batch_id)
    access.require_write(actor, DataClass.IDENTITY)
    return Batch.objects.select_for_update().get(pk=found.pk)


def check_may_clear(actor: Actor) -> None:
    """Clear away old drafts of every place: the worker only."""
    access.require_verb(actor, "intake.clear")
