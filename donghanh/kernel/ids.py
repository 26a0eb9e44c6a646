"""Opaque ids: UUID version 7 (RFC 9562), so that rows written together lie together."""

from __future__ import annotations

import os
import time
import uuid

_A_MILLISECOND = 1_000_000
"""In nanoseconds."""


def new_id() -> uuid.UUID:
    """A new UUIDv7: 48 bits of Unix milliseconds, 12 bits of the time within it (RFC 9562, method 3), 62 random bits. Never reveals a person.

    Ids made one after the other by one process sort in that order: facts of the same moment keep the order in which they were written.
    """
    millis, rest = divmod(time.time_ns(), _A_MILLISECOND)
    within = (rest << 12) // _A_MILLISECOND
    value = (millis << 80) | (0x7 << 76) | (within << 64) | (0x2 << 62) | (int.from_bytes(os.urandom(8), "big") >> 2)
    return uuid.UUID(int=value)
