"""Reading of kept files. The page that hands one out notes the reading in the audit log; this room cannot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from donghanh.base.documents.models import Document
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.privacy import DataClass


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file as it was made."""

    id: UUID
    unit_id: int
    kind: str
    title: str
    media_type: str
    sha256: str
    made_at: datetime
    content: bytes


def content(*, actor: Actor, document_id: UUID, of_a_record_opened: bool = False) -> StoredFile:
    """The file, proved against its hash. Raises NotInReach outside the actor's places, MayNot without reading of D3.

    of_a_record_opened: a room above has admitted the actor to the record this file belongs to, which may lie at another place than the
    file; the row wall still decides whether he reads it.
    """
    document = Document.objects.filter(pk=document_id).first()
    if document is None or not of_a_record_opened:
        access.require_unit(actor, document.unit_id if document else None)
    access.require_read(actor, DataClass.LEGAL)
    assert document is not None
    kept = bytes(document.content)
    if hashlib.sha256(kept).hexdigest() != document.sha256:
        raise Cannot("Tệp lưu không còn nguyên vẹn.", mend="Báo quản trị hệ thống để khôi phục từ bản sao lưu.")
    return StoredFile(document.id, document.unit_id, document.kind, document.title, document.media_type, document.sha256, document.made_at, kept)
