"""Taking a number and keeping a file: steps of a larger act, not acts of their own.

An action of a room above (signing a decision, sealing a report) calls them inside its own `audit.recording`, so that one act
leaves one log row; they write none themselves. Both must run in a transaction: what fails takes no number and keeps no file.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import connection

from donghanh.base.documents.models import Document
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot
from donghanh.kernel.ids import new_id
from donghanh.kernel.privacy import DataClass

# One statement makes or locks the row, so a second taker waits until the first commits or rolls back.
_TAKE = """insert into documents_numberregister as register (body_id, series, year, last) values (%s, %s, %s, 1)
on conflict (body_id, series, year) do update set last = register.last + 1 returning last"""


def take_number(*, actor: Actor, body_id: int, series: str, year: int) -> int:
    """The next number of this body's series in this year: 1, 2, 3 … without hole or double (Decree 30/2020, Article 15).

    The number is given back by a rollback; another taker of the same series waits for the end of this transaction, so take it
    late in the act. Raises MayNot where the register is another body's.
    """
    _in_transaction("take_number")
    access.note()
    if actor.body_id != body_id:
        raise MayNot("Số văn bản chỉ được lấy từ sổ của cơ quan mình.", mend="Chuyển văn bản cho cơ quan có thẩm quyền ban hành.")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [body_id, series, year])
        row: tuple[int] = cursor.fetchone()
    return row[0]


def store(
    *, actor: Actor, at: datetime, unit_id: int, kind: str, title: str, media_type: str, content: bytes, of_a_file_held: bool = False
) -> Document:
    """Keep a produced file byte for byte with its SHA-256, for readers of this place. It can never be changed.

    kind: code of the letter or form, up to 40 signs. of_a_file_held: of a file that lies with the actor's body, as the caller has made sure of.
    Raises NotInReach for a place outside the actor's scope, MayNot without the right to write records of the file (D3).
    """
    _in_transaction("store")
    if not of_a_file_held:
        access.require_unit(actor, unit_id)
    access.require_write(actor, DataClass.LEGAL)
    return Document.objects.create(
        id=new_id(),
        unit_id=unit_id,
        kind=kind,
        title=title[:200],
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        made_at=at,
    )


def _in_transaction(step: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError(f"{step} must run inside the transaction of the act it belongs to.")
