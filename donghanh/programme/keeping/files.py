"""Writing who wrote a row, keeping a file with its hash, reading it back. Steps of actions and queries, none of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import models

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.programme.keeping.models import File
from donghanh.programme.keeping.rules import FileDraft, check_words, media_type

F = TypeVar("F", bound=File)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it was handed in."""

    title: str
    media_type: str
    content: bytes


def stamp(actor: Actor, at: datetime) -> dict[str, object]:
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
    return model._default_manager.create(body_id=actor.body_id, **about, **stamp(actor, at))


def opened(file: File) -> KeptFile:
    """A file proved against its hash. Raises Cannot where it is damaged."""
    content = bytes(file.content)
    if hash_of(content) != file.sha256:
        raise Cannot("Tệp lưu không còn nguyên vẹn.", mend="Báo quản trị hệ thống để khôi phục từ bản sao lưu.")
    return KeptFile(file.title, file.media_type, content)


def titles_of(model: type[models.Model], ids: set[UUID]) -> dict[UUID, str]:
    """Titles of files by id, without their content."""
    return dict(model._default_manager.filter(pk__in=ids).values_list("pk", "title"))
