"""The second half of ./dev, run by the environment's own Python: one short function per command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.util import find_spec

from config.door import database
from config.door.trouble import ROOT, Trouble, guarded


def main(arguments: list[str]) -> int:
    """Dispatch; the answer is the exit code."""
    command, rest = arguments[0], arguments[1:]
    return guarded(lambda: COMMANDS[command](rest))


def _child(command: list[str], **options) -> int:
    """Run one command in the foreground. Ctrl-C reaches it from the terminal; we only wait for its own answer."""
    try:
        process = subprocess.Popen(command, **options)
    except FileNotFoundError as error:
        raise Trouble(f"Không thấy lệnh “{command[0]}”.") from error
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    return code if code >= 0 else 128 - code


def run(arguments: list[str]) -> int:
    """Any command, with the database up and prepared; nothing but its own output on standard output."""
    if not arguments:
        raise Trouble("Thiếu lệnh. Ví dụ: ./dev run donghanh law rules --on 2026-07-01 --json")
    from config.door.prepare import prepare

    with database.up() as address:
        prepare(address)
        return _child(arguments)


def up(arguments: list[str]) -> int:
    """A running, seeded province."""
    from config.door import serve

    return serve.up(arguments)


def seed(arguments: list[str]) -> int:
    """Synthetic people and history."""
    if len(arguments) != 1 or arguments[0] not in ("small", "province", "nation"):
        raise Trouble("Chọn một cỡ: ./dev seed small, ./dev seed province hoặc ./dev seed nation.")
    return run(["donghanh", "seed", *arguments])


def test(arguments: list[str]) -> int:
    """Everything the tests need, then the tests; pytest's own summary is the last line."""
    from config.door import browser, serve

    browser.provide()
    serve.build_static()
    with database.up():
        return _child([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"})


def check(arguments: list[str]) -> int:
    """All checks that need no test run."""
    from config.door import checks

    return checks.check(arguments)


def fix(arguments: list[str]) -> int:
    """Repair what a machine can."""
    from config.door import checks

    return checks.fix()


def docs(arguments: list[str]) -> int:
    """Write docs/reference anew."""
    return _child([sys.executable, "-m", "docs_gen", *arguments], cwd=ROOT)


def bench(arguments: list[str]) -> int:
    """The benchmarks, in their own process."""
    if not find_spec("bench"):
        raise Trouble("Chưa có bộ đo tốc độ (thư mục bench/): phần ấy chưa được xây.")
    from config.door.prepare import prepare

    with database.up() as address:
        prepare(address)
        return _child([sys.executable, "-m", "bench", *arguments], cwd=ROOT)


COMMANDS = {"up": up, "test": test, "check": check, "fix": fix, "bench": bench, "seed": seed, "docs": docs, "run": run}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
