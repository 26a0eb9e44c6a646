"""Reading a file that goes with a task, a directive or a unit's paper."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from donghanh.kernel.actor import Actor
from donghanh.programme.keeping.files import KeptFile, opened
from donghanh.programme.tasks import access
from donghanh.programme.tasks.models import Attachment, Demand, Directive, Step, Submission, Task
from donghanh.programme.tasks.queries._rows import visible


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
    return opened(found)
