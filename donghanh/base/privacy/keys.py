"""The master keys of this installation: read once from settings.FIELD_KEY or the file settings.KEY_FILE, never from the database.

The file holds one key a line, "<number> <base64 of 32 bytes>". New seals use the highest number; older numbers stay readable,
so a key is changed by adding a line. The blind index stays on the lowest number, because changing it means rebuilding every row.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SIZE = 32


@lru_cache(maxsize=1)
def ring() -> dict[int, bytes]:
    """Master keys by number. Raises ImproperlyConfigured with the mend when there is no usable key."""
    fixed = getattr(settings, "FIELD_KEY", None)
    if fixed:
        return {1: _checked(fixed, "FIELD_KEY")}
    path = Path(settings.KEY_FILE)
    if not path.exists():
        if not getattr(settings, "MAKE_MISSING_KEYS", False):
            raise ImproperlyConfigured(f"Không có tệp khoá {path}. Đặt DONGHANH_KEY_FILE tới tệp khoá của tỉnh rồi khởi động lại.")
        _make(path)
    return _read(path)


def newest() -> int:
    """Number of the key that new seals are made with."""
    return max(ring())


@lru_cache(maxsize=64)
def derived(number: int, purpose: str) -> bytes:
    """A 32-byte key for one purpose (HKDF-SHA256, RFC 5869), so that no key serves two uses. Raises KeyError for an unknown number."""
    return HKDF(hashes.SHA256(), SIZE, salt=None, info=f"donghanh {purpose}".encode()).derive(ring()[number])


def forget() -> None:
    """Read the keys again at the next use (after a new line in the file, and in tests)."""
    ring.cache_clear()
    derived.cache_clear()


def _read(path: Path) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        number, _, text = line.strip().partition(" ")
        if not number:
            continue
        try:
            found[int(number)] = _checked(base64.b64decode(text, validate=True), str(path))
        except (ValueError, binascii.Error) as error:
            raise ImproperlyConfigured(f"Tệp khoá {path} có dòng hỏng. Lấy lại bản sao lưu của tệp này.") from error
    if not found or not all(1 <= number <= 255 for number in found):
        raise ImproperlyConfigured(f"Tệp khoá {path} không có khoá dùng được. Lấy lại bản sao lưu của tệp này.")
    return found


def _checked(key: bytes, where: str) -> bytes:
    if len(key) != SIZE:
        raise ImproperlyConfigured(f"Khoá trong {where} phải dài đúng {SIZE} byte.")
    return key


def _make(path: Path) -> None:
    """Write a first key, readable by this account only; two starters at once end with one file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(b"1 " + base64.b64encode(secrets.token_bytes(SIZE)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other starter was first: its key is the key
    finally:
        draft.unlink()
