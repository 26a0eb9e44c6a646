"""Reading a file that goes with a task, a directive or a unit's paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.programme.tasks import access
from donghanh.programme.tasks.models import Attachment, Demand, Directive, Step, Submission, Task
from donghanh.programme.tasks.queries._rows import visible


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it was handed in."""

    title: str
    media_type: str
    content: bytes


def attachment(actor: Actor, attachment_id: UUID) -> KeptFile:
    """A file of something within reach, proved against its hash. Raises MayNot, NotInReach, Cannot where it is damaged."""
    access.check_may_read(actor)
    own = access.own_bodies(actor)
    seen = visible(actor, own)
    here = {"attachment_id": OuterRef("pk")}
    steps = Step.objects.filter(**here, task__in=Task.objects.filter(seen))
    papers = Submission.objects.filter(**here, demand__in=Demand.objects.filter(seen))
    if access.OVERSEE not in actor.may:
        papers = papers.filter(Q(body_id__in=own) | Q(demand__body_id__in=own))
    found = Attachment.objects.filter(
        Q(body_id__in=own) | Exists(steps) | Exists(papers) | Exists(Directive.objects.filter(seen, **here)), pk=attachment_id
    ).first()
    access.found(found)
    assert found is not None
    content = bytes(found.content)
    if hashlib.sha256(content).hexdigest() != found.sha256:
        raise Cannot("Tệp lưu không còn nguyên vẹn.", mend="Báo quản trị hệ thống để khôi phục từ bản sao lưu.")
    return KeptFile(found.title, found.media_type, content)
