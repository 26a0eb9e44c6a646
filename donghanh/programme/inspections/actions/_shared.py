"""What the actions share: keeping a file, writing after whoever was quicker."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction

from donghanh.cases.rules import Overtaken
from donghanh.kernel.actor import Actor
from donghanh.programme.inspections.models import Attachment
from donghanh.programme.tasks.drafting import FileDraft
from donghanh.programme.tasks.rules import check_words, media_type


def made(actor: Actor, at: datetime) -> dict[str, object]:
    """Who writes a row, and when."""
    return {"made_at": at, "made_by": actor.user_id or 0}


def keep(file: FileDraft | None, *, actor: Actor, at: datetime) -> Attachment | None:
    """The file kept byte for byte with its hash; None where there is none. Raises BadInput for what is no paper or picture."""
    if file is None:
        return None
    kind = media_type(file.content)
    title = check_words(file.name, field="file", most=200, name="tên tệp")
    about = {"title": title, "media_type": kind, "sha256": hashlib.sha256(file.content).hexdigest(), "content": file.content}
    return Attachment.objects.create(body_id=actor.body_id, **about, **made(actor, at))


@contextmanager
def in_turn() -> Iterator[None]:
    """Raises Overtaken where another act came between (the database keeps the order)."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Overtaken("Cuộc kiểm tra vừa có thay đổi khác.", mend="Tải lại trang để xem việc mới nhất rồi làm lại.") from None
