"""Reading a file that goes with a finding."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.programme.inspections import access
from donghanh.programme.inspections.models import Attachment, FindingStep, Inspection
from donghanh.programme.inspections.queries._rows import visible


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it was handed in."""

    title: str
    media_type: str
    content: bytes


def attachment(actor: Actor, attachment_id: UUID) -> KeptFile:
    """A proof within reach, proved against its hash. Raises MayNot, NotInReach, Cannot where it is damaged."""
    access.check_may_read(actor)
    own = access.own_bodies(actor)
    seen = Inspection.objects.filter(visible(actor, own))
    steps = FindingStep.objects.filter(attachment_id=OuterRef("pk"), finding__inspection__in=seen)
    found = Attachment.objects.filter(Q(body_id__in=own) | Exists(steps), pk=attachment_id).first()
    access.found(found)
    assert found is not None
    content = bytes(found.content)
    if hashlib.sha256(content).hexdigest() != found.sha256:
        raise Cannot("Tệp lưu không còn nguyên vẹn.", mend="Báo quản trị hệ thống để khôi phục từ bản sao lưu.")
    return KeptFile(found.title, found.media_type, content)
