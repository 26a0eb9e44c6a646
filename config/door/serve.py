"""`./dev up`: prepare, seed once, start web server and worker, print one line, and stop all of it on Ctrl-C."""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NoReturn

from config.door import database
from config.door.trouble import ROOT, VAR, Trouble, log_file, say

HOST = "127.0.0.1"
FIRST_PORT = 8000
ADDRESS = VAR / "address"
CHILDREN = ("web", "worker")


def up(arguments: list[str]) -> int:
    """Serve until Ctrl-C. Data stays; a second run finds it again."""
    options = _options(arguments)
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "up.lock").open("w") as gate, ExitStack() as held:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"Đồng Hành đang chạy từ thư mục này rồi: {_address()}. Dừng nó bằng Ctrl-C trước.") from None
        end_orphans()
        port = _port(options.port, held)
        build_static()
        with database.up() as address:
            return _serve(address, port)


def _address() -> str:
    return ADDRESS.read_text() if ADDRESS.exists() else "chưa sẵn sàng"


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
    env = os.environ | {"DONGHANH_DB_AS": "app"}
    if os.environ.get("DATABASE_URL"):
        _setup_django()
        env["DONGHANH_APP_PASSWORD"] = prepare.app_password()
    children: dict[str, subprocess.Popen] = {}
    try:
        children["web"] = _start("web", _web(port), env)
        children["worker"] = _start("worker", [sys.executable, "-m", "donghanh.jobs.cli", "worker"], env | {"DONGHANH_DB_AS": "worker"})
        ADDRESS.write_text(site)
        _wait_until_answers(site, children["web"])
        print(_line(site, people), flush=True)
        _watch(children)
    except KeyboardInterrupt:
        say("Đang dừng…")
        return 0
    finally:
        _stop(children)
        ADDRESS.unlink(missing_ok=True)


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
        "--blocking-threads", threads, "--no-ws", "--log-level", "warning", "--no-access-log", "config.wsgi:application",
    ]  # fmt: skip


def _start(name: str, command: list[str], env: dict) -> subprocess.Popen:
    """A child in its own process group, so that Ctrl-C reaches only us and we end it in order.

    It inherits a locked file that tells its number: while the lock is held, the child lives, whatever became of us.
    """
    log = log_file(name).open("w", encoding="utf-8")
    with _note(name).open("w") as note:
        fcntl.flock(note, fcntl.LOCK_EX)
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[note.fileno()],
        )
        note.write(str(child.pid))
    return child


def _note(name: str) -> Path:
    return VAR / f"{name}.pid"


def end_orphans() -> None:
    """End what a killed earlier run left behind: children that still hold the lock of their note."""
    for name in CHILDREN:
        _note(name).touch()
        with _note(name).open() as note:
            if _is_free_lock(note):
                continue
            say("Một lần chạy trước bị ngắt giữa chừng: dọn phần còn lại của nó.")
            group = int(note.read())
            for number in (signal.SIGTERM, signal.SIGKILL):
                _signal(group, number)
                if any(_is_free_lock(note) or time.sleep(0.1) for _ in range(80)):
                    break


def _is_free_lock(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(file, fcntl.LOCK_UN)
    return True


def _wait_until_answers(site: str, web: subprocess.Popen) -> None:
    for _ in range(300):
        if web.poll() is not None:
            raise Trouble(f"Máy chủ trang không khởi động được. Xem {log_file('web')}.")
        with suppress(OSError, urllib.error.URLError), urllib.request.urlopen(f"{site}suc-khoe/", timeout=2):
            return
        time.sleep(0.1)
    raise Trouble(f"Máy chủ trang không trả lời sau 30 giây. Xem {log_file('web')}.")


def _line(site: str, people: dict) -> str:
    logins = ", ".join(f"{p['login']} ({p['title']})" for p in people.get("accounts", []))
    trial = f" · mật khẩu thử: {people['password']} · tài khoản thử: {logins}" if logins else ""
    return f"Đồng Hành: {site}{trial} · Ctrl-C để dừng"


def _watch(children: dict[str, subprocess.Popen]) -> NoReturn:
    """Until Ctrl-C; a child that ends by itself is a sentence that names its log."""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise Trouble(f"Phần “{name}” đã dừng (mã {child.returncode}). Xem {log_file(name)} rồi chạy lại ./dev up.")
        time.sleep(0.5)


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


def _port(wanted: int, held: ExitStack) -> int:
    """The wanted port, or the first free one from 8000 on; says so when it is another than usual. Nobody else chooses it while held is open."""
    if wanted:
        if not _claimed(wanted, held):
            raise Trouble(f"Cổng {wanted} đang bận. Chọn cổng khác: ./dev up --port {wanted + 1}")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if _claimed(port, held):
            if port != FIRST_PORT:
                say(f"Cổng {FIRST_PORT} đang bận, dùng cổng {port}.")
            return port
    raise Trouble(f"Các cổng {FIRST_PORT}–{FIRST_PORT + 99} đều bận. Chọn một cổng: ./dev up --port SỐ")


def _claimed(port: int, held: ExitStack) -> bool:
    """Whether nobody listens there and no other folder's `./dev up` has just chosen it: the web server starts later, and would share the port."""
    if not _is_free(port):
        return False
    note = held.enter_context((Path(tempfile.gettempdir()) / f"donghanh-{os.getuid()}-{port}.lock").open("a"))
    try:
        fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


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
    steps = [[sys.executable, "-m", "donghanh.web.ui.build"], [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]]
    with log.open("w", encoding="utf-8") as out:
        for step in steps:
            if subprocess.run(step, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT).returncode:
                raise Trouble(f"Không tạo được các tệp tĩnh của trang. Xem {log}.")
