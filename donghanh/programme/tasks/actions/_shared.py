"""What the actions share: writing a step after whoever was quicker."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Overtaken
from donghanh.programme.keeping.files import stamp
from donghanh.programme.tasks.models import Step


def step(*, actor: Actor, at: datetime, **about: object) -> Step:
    """One step of a task. Raises Overtaken where another step came between (the database keeps the order)."""
    try:
        with transaction.atomic():
            return Step.objects.create(body_id=actor.body_id, **about, **stamp(actor, at))
    except IntegrityError:
        raise Overtaken("Nhiệm vụ vừa có thay đổi khác.", mend="Tải lại trang để xem việc mới nhất rồi làm lại.") from None
