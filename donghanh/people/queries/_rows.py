"""What the queries of this room share: plain rows from SQL, and how a name may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from donghanh.base.privacy import vault
from donghanh.kernel import names
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.people.rules import Number


def fetch(sql: str, params: Sequence[Any] | Mapping[str, Any]) -> list[dict[str, Any]]:
    """All rows of one statement, by column name."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def shown_name(actor: Actor, full_name: str, *, is_sealed: bool, alone: bool) -> str:
    """The name, the masked name for a role of minimal sight, or nothing: a sealed person is never named in a list of several."""
    if is_sealed and not alone:
        return ""
    return full_name if actor.reads(DataClass.IDENTITY) else names.masked(full_name)


def blind(number: Number) -> bytes:
    """By what a clean number is found."""
    return vault.blind_index(number.kind, number.value)
