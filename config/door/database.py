"""The database of a door command: DATABASE_URL where it is set, otherwise the embedded server, started and stopped by its users.

Every door command that uses the embedded server holds a shared lock while it runs; the last one to leave stops a server that a door
started. A server started by hand (`config.postgres.start()`) is left alone.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from config import postgres
from config.door.trouble import VAR, Trouble

STARTED_HERE = VAR / "pg-started-by-door"


@contextmanager
def up() -> Iterator[str]:
    """The address of a database that answers, for as long as the block runs."""
    if address := os.environ.get("DATABASE_URL"):
        _check(address)
        yield address
        return
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "pg-users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        address = _start()
        try:
            yield address
        finally:
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if STARTED_HERE.exists():
                    postgres.stop()
                    STARTED_HERE.unlink()


def _start() -> str:
    data = postgres.VAR / "pg"
    try:
        with (VAR / "pg-start.lock").open("w") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            if not postgres.is_running(data):
                STARTED_HERE.touch()
            return postgres.start(data)
    except postgres.NoPostgres as error:
        raise Trouble(str(error)) from error


def _check(address: str) -> None:
    """Raises Trouble unless DATABASE_URL answers and is PostgreSQL 15 or newer. Never repeats the password."""
    import psycopg

    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            version = connection.info.server_version
    except (psycopg.Error, UnicodeError) as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        raise Trouble(f"Không vào được cơ sở dữ liệu trong DATABASE_URL: {reason}. Sửa địa chỉ hoặc bỏ biến này để dùng máy chủ đi kèm.") from error
    if version < 150000:
        raise Trouble(f"DATABASE_URL trỏ tới PostgreSQL {version // 10000}; cần bản 15 trở lên.")
