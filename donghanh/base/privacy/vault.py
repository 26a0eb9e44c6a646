"""Sealing of the few fields that hurt most: AES-256-GCM under a key per person, which a master key wraps (trust.md 5.3).

Destroying a person's wrapped key makes every blob of that person unreadable, in old backups too.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from donghanh.base.privacy import keys
from donghanh.kernel.errors import Cannot

FORMAT = b"\x01"
NONCE = 12
WRAPPING = "wrap person keys, AES-256-GCM, v1"
INDEXING = "blind index of {kind}, HMAC-SHA256, v1"


class CannotOpen(Cannot):
    """The blob, its key or its context was changed, or this installation holds another master key."""


def new_person_key() -> bytes:
    """A fresh data key for one person, wrapped: number of the master key (1 byte), nonce, key and tag; 61 bytes."""
    return _wrap(AESGCM.generate_key(256))


def rewrapped(wrapped_key: bytes) -> bytes:
    """The same data key under the newest master key; the blobs sealed with it stay as they are (key rotation)."""
    return _wrap(_unwrap(wrapped_key))


def seal(wrapped_key: bytes, text: str, *, context: str) -> bytes:
    """Encrypt a text for one place. context names that place (person id and field): the blob opens nowhere else."""
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + AESGCM(_unwrap(wrapped_key)).encrypt(nonce, text.encode(), FORMAT + context.encode())


def open_sealed(wrapped_key: bytes, blob: bytes, *, context: str) -> str:
    """The text sealed under this key and context. Raises CannotOpen for anything that was changed or moved."""
    blob = bytes(blob)
    if blob[:1] != FORMAT:
        raise _cannot_open()
    try:
        return AESGCM(_unwrap(wrapped_key)).decrypt(blob[1 : 1 + NONCE], blob[1 + NONCE :], FORMAT + context.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise _cannot_open() from error


def blind_index(kind: str, value: str) -> bytes:
    """32 bytes by which an identity number is found again without opening any (HMAC-SHA256, own key per kind).

    The caller passes the value in its one written form. Never for a value with few possible answers: those could be guessed.
    """
    key = keys.derived(min(keys.ring()), INDEXING.format(kind=kind))
    return hmac.new(key, value.encode(), hashlib.sha256).digest()


def _wrap(data_key: bytes) -> bytes:
    number = keys.newest()
    head, nonce = bytes([number]), os.urandom(NONCE)
    return head + nonce + AESGCM(keys.derived(number, WRAPPING)).encrypt(nonce, data_key, head)


def _unwrap(wrapped_key: bytes) -> bytes:
    wrapped_key = bytes(wrapped_key)
    head, nonce, sealed = wrapped_key[:1], wrapped_key[1 : 1 + NONCE], wrapped_key[1 + NONCE :]
    try:
        return AESGCM(keys.derived(head[0], WRAPPING)).decrypt(nonce, sealed, head)
    except (InvalidTag, ValueError, KeyError, IndexError) as error:
        raise _cannot_open() from error


def _cannot_open() -> CannotOpen:
    return CannotOpen("Không mở được thông tin đã mã hoá của hồ sơ này.", mend="Báo quản trị hệ thống: khoá hoặc dữ liệu đã bị thay đổi.")
