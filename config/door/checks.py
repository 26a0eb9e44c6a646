"""`./dev check` and `./dev fix`: everything that can be judged without running the tests, in under 20 seconds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from config.door import lock
from config.door.environment import HOME
from config.door.trouble import ROOT, Trouble, say

BIN = HOME / "bin"
RUFF, MYPY = str(BIN / "ruff"), str(BIN / "mypy")
TOOLS = {
    "định dạng": [RUFF, "format", "--check", "--quiet", "."],
    "lỗi và thói quen": [RUFF, "check", "--quiet", "."],
    "hợp đồng giữa các phòng": [str(BIN / "lint-imports")],
    "mẫu trang, bảng, tài liệu sinh ra": [sys.executable, "-m", "config.door.inspection"],
}


def check(arguments: list[str]) -> int:
    """Run all checks, two at a time; one line each, the output of the failed ones after it. 0 when all hold."""
    if arguments:
        raise Trouble("./dev check không nhận đối số.")
    steps: dict[str, Callable[[], str]] = {"khoá thư viện": _lock, "kiểu": lambda: _tool([MYPY, *strict_files()])}
    steps |= {name: (lambda command=command: _tool(command)) for name, command in TOOLS.items()}
    with ThreadPoolExecutor(2) as pool:
        failed = [name for name, done in {n: pool.submit(_timed, n, s) for n, s in steps.items()}.items() if not done.result()]
    print(f"Không đạt: {', '.join(failed)}. Thử ./dev fix." if failed else "Đạt tất cả.")
    return 1 if failed else 0


def _timed(name: str, step: Callable[[], str]) -> bool:
    begun = time.monotonic()
    output = step()
    print(f"{'✗' if output else '✓'} {name} ({time.monotonic() - begun:.1f} giây)" + (f"\n{output}" if output else ""), flush=True)
    return not output


def _tool(command: list[str]) -> str:
    """Output of a tool that failed, or nothing."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip() or f"mã {done.returncode}" if done.returncode else ""


def _lock() -> str:
    stale = lock.stale()
    return f"{', '.join(stale)} không còn khớp pyproject.toml. Chạy ./dev fix khi có mạng." if stale else ""


def strict_files() -> list[str]:
    """What mypy reads strictly: kernel, legal and every room's rules."""
    found = [ROOT / "donghanh" / "kernel", ROOT / "donghanh" / "legal", *sorted((ROOT / "donghanh").rglob("rules.py"))]
    return [str(path.relative_to(ROOT)) for path in found]


def fix() -> int:
    """Renew the lock if it is stale, lint with repairs, format, write the generated docs; then check."""
    if lock.stale():
        say("Khoá lại thư viện…")
        lock.renew()
    subprocess.run([RUFF, "check", "--quiet", "--fix-only", "."], cwd=ROOT)
    subprocess.run([RUFF, "format", "--quiet", "."], cwd=ROOT)
    subprocess.run([sys.executable, "-m", "docs_gen"], cwd=ROOT, stdout=subprocess.DEVNULL)
    return check([])
