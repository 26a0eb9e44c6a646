"""`./dev up`: prepare, seed once, start web server and worker, print one line, and stop all of it on Ctrl-C."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from config.door import database
from config.door.trouble import ROOT, VAR, Trouble, log_file, say

HOST = "127.0.0.1"
FIRST_PORT = 8000
RUNNING = VAR / "running.json"


def up(arguments: list[str]) -> int:
    """Serve until Ctrl-C. Data stays; a second run finds it again."""
    options = _options(arguments)
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "up.lock").open("w") as gate:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"Đồng Hành đang chạy từ thư mục này rồi: {_running().get('address', '')} Dừng nó bằng Ctrl-C trước.") from None
        end_orphans()
        port = _port(options.port)
        build_static()
        with database.up() as address:
            return _serve(address, port)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev up", add_help=False)
    parser.add_argument("--port", type=int, default=0)
    try:
        return parser.parse_args(arguments)
    except SystemExit:
        raise Trouble("Dùng: ./dev up [--port SỐ]") from None


def _serve(address: str, port: int) -> int:
    from config.door import prepare

    prepare.prepare(address)
    people = prepare.personas()
    _seed_once(address)
    site = f"http://{HOST}:{port}/"
    env = os.environ | {"DONGHANH_DB_AS": "app", "DONGHANH_SITE": site}
    if os.environ.get("DATABASE_URL"):
        _setup_django()
        env["DONGHANH_APP_PASSWORD"] = prepare.app_password()
    children = {"web": _start("web", _web(port), env)}
    if find_spec("donghanh.jobs.commands.worker"):
        children["worker"] = _start("worker", [sys.executable, "-m", "donghanh.jobs.cli", "worker"], env | {"DONGHANH_DB_AS": "worker"})
    RUNNING.write_text(json.dumps({"address": site, "pids": [c.pid for c in children.values()]}))
    try:
        _wait_until_answers(site, children["web"])
        print(_line(site, people), flush=True)
        return _watch(children)
    finally:
        _stop(children)
        RUNNING.unlink(missing_ok=True)


def _setup_django() -> None:
    import django

    django.setup()


def _seed_once(address: str) -> None:
    """Fill an empty province; one that holds people is left as it is."""
    import psycopg

    from config.door import prepare

    with psycopg.connect(address) as connection:
        has_people = connection.execute("select exists (select from people_person)").fetchone()[0]
    if not has_people:
        prepare.product("seed", "small")


def _web(port: int) -> list[str]:
    threads = str(max(2, min(8, (os.cpu_count() or 2) * 2)))
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", "1",
        "--blocking-threads", threads, "--no-ws", "--log-level", "warning", "config.wsgi:application",
    ]  # fmt: skip


def _start(name: str, command: list[str], env: dict) -> subprocess.Popen:
    """A child in its own process group, so that Ctrl-C reaches only us and we end it in order."""
    log = log_file(name).open("w", encoding="utf-8")
    return subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)


def _wait_until_answers(site: str, web: subprocess.Popen) -> None:
    for _ in range(300):
        if web.poll() is not None:
            raise Trouble(f"Máy chủ trang không khởi động được. Xem {log_file('web')}.")
        with suppress(OSError, urllib.error.URLError), urllib.request.urlopen(f"{site}suc-khoe/", timeout=2):
            return
        time.sleep(0.1)
    raise Trouble(f"Máy chủ trang không trả lời sau 30 giây. Xem {log_file('web')}.")


def _line(site: str, people: list[dict]) -> str:
    logins = ", ".join(f"{p['username']} ({p['title']})" for p in people)
    passwords = " ".join(sorted({p["password"] for p in people}))
    return f"Đồng Hành: {site}" + (f" · mật khẩu: {passwords} · tài khoản thử: {logins}" if people else "") + " · Ctrl-C để dừng"


def _watch(children: dict[str, subprocess.Popen]) -> int:
    """Until Ctrl-C (0), or until a child ends by itself (a sentence that names its log)."""
    try:
        while True:
            for name, child in children.items():
                if child.poll() is not None:
                    raise Trouble(f"Phần “{name}” đã dừng (mã {child.returncode}). Xem {log_file(name)} rồi chạy lại ./dev up.")
            time.sleep(0.5)
    except KeyboardInterrupt:
        say("Đang dừng…")
        return 0


def _stop(children: dict[str, subprocess.Popen]) -> None:
    """End the children's whole groups: asked first, forced after ten seconds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children.values():
        _signal(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(child.pid, signal.SIGKILL)
            child.wait()


def _signal(group: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _running() -> dict:
    try:
        return json.loads(RUNNING.read_text())
    except (OSError, ValueError):
        return {}


def end_orphans() -> None:
    """End what a killed earlier run left behind: only process groups it noted and that still are ours by their command line."""
    for pid in _running().get("pids", []):
        if not _is_ours(pid):
            continue
        say("Một lần chạy trước bị ngắt giữa chừng: dọn phần còn lại của nó.")
        for number in (signal.SIGTERM, signal.SIGKILL):
            _signal(pid, number)
            if _is_gone(pid):
                break
    RUNNING.unlink(missing_ok=True)


def _is_gone(group: int) -> bool:
    """True as soon as no process of the group is left, False after eight seconds."""
    for _ in range(80):
        try:
            os.killpg(group, 0)
        except (ProcessLookupError, PermissionError):
            return True
        time.sleep(0.1)
    return False


def _is_ours(pid: int) -> bool:
    line = Path(f"/proc/{pid}/cmdline")
    if line.parent.parent.joinpath("self").exists():
        try:
            command = line.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return False
    else:
        command = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout
    return str(ROOT) in command and ("granian" in command or "donghanh.jobs.cli" in command)


def _port(wanted: int) -> int:
    """The wanted port, or the first free one from 8000 on; says so when it is another than usual."""
    if wanted:
        if not _is_free(wanted):
            raise Trouble(f"Cổng {wanted} đang bận. Chọn cổng khác: ./dev up --port {wanted + 1}")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if _is_free(port):
            if port != FIRST_PORT:
                say(f"Cổng {FIRST_PORT} đang bận, dùng cổng {port}.")
            return port
    raise Trouble(f"Các cổng {FIRST_PORT}–{FIRST_PORT + 99} đều bận. Chọn một cổng: ./dev up --port SỐ")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def build_static() -> None:
    """Styles, script and faces, then all static files into one folder; skipped by the builder when fresh."""
    log = log_file("static")
    steps = [[sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]]
    if find_spec("donghanh.web.ui.build"):
        steps.insert(0, [sys.executable, "-m", "donghanh.web.ui.build"])
    with log.open("w", encoding="utf-8") as out:
        for step in steps:
            if subprocess.run(step, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT).returncode:
                raise Trouble(f"Không tạo được các tệp tĩnh của trang. Xem {log}.")
