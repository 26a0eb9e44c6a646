"""The project's own .venv, made from a hashed lock; a half-made one is thrown away and made again."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from config.door.trouble import FULL, ROOT, VAR, Trouble, log_file, say

HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
NOTE = HOME / "donghanh.json"
LOCKS = ROOT / "requirements"
NO_PIP = "Python này không có pip lẫn ensurepip. Trên Debian/Ubuntu chạy: sudo apt-get install -y python3-venv, rồi chạy lại lệnh này."
NO_REGISTRY = "Không tải được thư viện: kho gói Python không trả lời. Kiểm tra mạng (hoặc PIP_INDEX_URL) rồi chạy lại lệnh này. Chi tiết: {log}"
BAD_HASH = "Một gói tải về không đúng mã băm đã khoá nên không cài. Kiểm tra kho gói đang dùng rồi chạy lại. Chi tiết: {log}"


def ensure(lock: str) -> Path:
    """Python of an environment that holds everything of requirements/<lock>.txt ("run" or "dev"; dev holds run too).

    Cheap when nothing changed: two small files are read. Raises Trouble with one sentence when it cannot be made.
    """
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "environment.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)  # two doors opened at once: the second waits and finds it done
        wanted = {name: _digest(LOCKS / f"{name}.txt") for name in ("run", "dev")}
        note = _note()
        if note.get("state") != "ready" or note.get("root") != str(ROOT) or not _starts():
            _make()
            note = {}
        if wanted["dev"] == note.get("dev") or (lock == "run" and wanted["run"] == note.get("run")):
            return PYTHON
        say("Đang cài thư viện vào .venv (chỉ lần đầu hoặc khi danh sách thư viện đổi)…")
        _write_note("installing", {})
        _install(LOCKS / f"{lock}.txt")
        _shims()
        _write_note("ready", {lock: wanted[lock]})
    return PYTHON


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _note() -> dict:
    try:
        return json.loads(NOTE.read_text())
    except (OSError, ValueError):
        return {}


def _write_note(state: str, locks: dict[str, str]) -> None:
    fresh = NOTE.with_suffix(".new")
    fresh.write_text(json.dumps({"state": state, "root": str(ROOT), **locks}))
    os.replace(fresh, NOTE)


def _starts() -> bool:
    """True while the environment's Python runs at all and is new enough (the system's may have been upgraded away)."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", check], capture_output=True).returncode == 0


def _make() -> None:
    if HOME.is_symlink():
        HOME.unlink()
    elif HOME.exists():
        say("Môi trường .venv dở dang hoặc cũ: làm lại từ đầu.")
        shutil.rmtree(HOME)
    venv.EnvBuilder(symlinks=True, with_pip=False).create(HOME)


def _run(command: list, log: Path, **more: str) -> bool:
    """Run one installer step into the log; True when it ended well."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "VIRTUAL_ENV")} | more
    with log.open("a", encoding="utf-8") as out:
        out.write(f"$ {shlex.join(map(str, command))}\n")
        out.flush()
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, env=env).returncode == 0


def _pip(log: Path) -> list | None:
    """A pip that installs into the environment: the running Python's where it has one new enough, else one from ensurepip."""
    if _run([sys.executable, "-m", "pip", "--python", PYTHON, "--version"], log):
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    return [PYTHON, "-m", "pip"] if _run([PYTHON, "-m", "ensurepip"], log) else None


def _install(lock: Path) -> None:
    """uv from the registry with a fixed hash, then the lock through it; plain pip where uv does not exist or fails."""
    log = log_file("install")
    log.write_text("")
    pip = _pip(log)
    quick = ["--disable-pip-version-check", "--no-input", "--retries", "1", "--timeout", "20", "--require-hashes", "--no-deps", "-r"]
    uv = None
    if pip and _run([*pip, "install", *quick, LOCKS / "uv.txt"], log):
        uv = HOME / "bin" / "uv"
    elif not pip:
        uv = shutil.which("uv")
        if uv is None:
            raise Trouble(NO_PIP)
    through_uv = [uv, "pip", "install", "--python", PYTHON, "--require-hashes", "--no-deps", "-r", lock]
    index = {"UV_DEFAULT_INDEX": os.environ["PIP_INDEX_URL"]} if os.environ.get("PIP_INDEX_URL") and not os.environ.get("UV_DEFAULT_INDEX") else {}
    if uv and _run(through_uv, log, UV_HTTP_TIMEOUT="30", UV_HTTP_RETRIES="1", **index):
        return
    if not (pip and _run([*pip, "install", *quick, lock], log)):
        raise Trouble(_why(log))


def _why(log: Path) -> str:
    """The sentence for a failed installation, from what the installer wrote."""
    text = log.read_text(encoding="utf-8", errors="replace").lower()
    if "no space left" in text:
        return FULL
    if "do not match the hashes" in text or "hash mismatch" in text:
        return BAD_HASH.format(log=log)
    return NO_REGISTRY.format(log=log)


def _shims() -> None:
    """`donghanh` on the path of the environment, and the project importable from any folder."""
    shim = HOME / "bin" / "donghanh"
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m donghanh.jobs.cli "$@"\n')
    shim.chmod(0o755)
    site = next((HOME / "lib").glob("python3*/site-packages"))
    (site / "donghanh.pth").write_text(f"{ROOT}\n")
