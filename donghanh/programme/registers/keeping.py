"""Writing what every register writes alike: who wrote it when, and a file with its hash. Steps of actions, no actions themselves."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TypeVar

from donghanh.kernel.actor import Actor
from donghanh.programme.registers.models import File
from donghanh.programme.registers.rules import FileDraft, check_words
from donghanh.programme.tasks.rules import media_type

F = TypeVar("F", bound=File)


def made(actor: Actor, at: datetime) -> dict[str, object]:
    """Columns that say who wrote a row, and when."""
    return {"made_at": at, "made_by": actor.user_id or 0}


def hash_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(model: type[F], file: FileDraft | None, *, actor: Actor, at: datetime) -> F | None:
    """The file kept byte for byte with its hash; None where there is none. Raises BadInput for what is no paper or picture."""
    if file is None:
        return None
    kind = media_type(file.content)
    title = check_words(file.name, field="file", most=200, name="tên tệp")
    about = {"title": title, "media_type": kind, "sha256": hash_of(file.content), "content": file.content}
    return model._default_manager.create(body_id=actor.body_id, **about, **made(actor, at))
