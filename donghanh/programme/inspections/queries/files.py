"""Reading a file that goes with a finding."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from donghanh.kernel.actor import Actor
from donghanh.programme.inspections import access
from donghanh.programme.inspections.models import Attachment, FindingStep, Inspection
from donghanh.programme.inspections.queries._rows import visible
from donghanh.programme.keeping.files import KeptFile, opened


def attachment(actor: Actor, attachment_id: UUID) -> KeptFile:
    """A proof within reach, proved against its hash. Raises MayNot, NotInReach, Cannot where it is damaged."""
    access.check_may_read(actor)
    own = access.own_bodies(actor)
    seen = Inspection.objects.filter(visible(actor, own))
    steps = FindingStep.objects.filter(attachment_id=OuterRef("pk"), finding__inspection__in=seen)
    found = Attachment.objects.filter(Q(body_id__in=own) | Exists(steps), pk=attachment_id).first()
    access.found(found)
    assert found is not None
    return opened(found)
