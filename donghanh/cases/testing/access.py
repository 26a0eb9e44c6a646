"""Who asks for a test, who performs it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from donghanh.base.places import queries as places
from donghanh.cases.testing.models import DrugTest
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.privacy import DataClass


def require_asker(actor: Actor) -> None:
    """One who asks for tests in his places and reads their results."""
    access.require_verb(actor, "case.record")
    access.require_read(actor, DataClass.LEGAL)


def require_performer(actor: Actor) -> None:
    """One who records samples and results at a health unit."""
    access.require_verb(actor, "determination.record")
    access.require_write(actor, DataClass.DETERMINATION)


def asked_by(actor: Actor) -> QuerySet[DrugTest]:
    """Tests that the actor's places asked for. Raises MayNot."""
    require_asker(actor)
    return DrugTest.objects.filter(unit_id__in=actor.unit_ids)


def sent_to(actor: Actor) -> QuerySet[DrugTest]:
    """Tests asked of the actor's own health unit, and of those it followed. Raises MayNot."""
    require_performer(actor)
    return DrugTest.objects.filter(to_body_id__in=places.bodies_followed(actor.body_id) if actor.body_id else [])


def check_may_ask(actor: Actor, unit_id: int) -> None:
    """Ask for a test at this place. Raises NotInReach, MayNot."""
    access.require_unit(actor, unit_id)
    require_asker(actor)
    access.require_write(actor, DataClass.LEGAL)


def test_to_read(actor: Actor, test_id: UUID) -> DrugTest:
    """Raises MayNot, NotInReach."""
    found = asked_by(actor).select_related("unit", "to_body", "person", "case").filter(pk=test_id).first()
    access.require_unit(actor, found.unit_id if found else None)
    assert found is not None
    return found


def test_to_change(actor: Actor, test_id: UUID) -> DrugTest:
    """The test, locked, for one who adds the asker's part. Raises MayNot, NotInReach."""
    found = asked_by(actor).select_for_update().filter(pk=test_id).first()
    access.require_unit(actor, found.unit_id if found else None)
    access.require_write(actor, DataClass.LEGAL)
    assert found is not None
    return found


def test_to_perform(actor: Actor, test_id: UUID) -> DrugTest:
    """A test asked of the actor's own health unit. Raises MayNot, NotInReach."""
    found = sent_to(actor).select_related("unit").filter(pk=test_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy yêu cầu này.", mend="Mở lại danh sách xét nghiệm được gửi đến.")
    return found
