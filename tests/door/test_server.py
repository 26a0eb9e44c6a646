"""./dev up and run, really run: one line, a page that answers, Ctrl-C, a killed run, a second run with the data still there."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest

from config import postgres
from config.door import serve
from config.door.trouble import Trouble
from tests.support import ROOT


@pytest.fixture
def taken():
    """A port somebody listens on."""
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def held():
    """What a chosen port is held by."""
    with ExitStack() as stack:
        yield stack


def test_a_taken_port_is_passed_by_with_a_word(taken, held, monkeypatch, capsys):
    monkeypatch.setattr(serve, "FIRST_PORT", taken)
    assert serve._port(0, held) > taken
    assert f"Cổng {taken} đang bận" in capsys.readouterr().err


def test_a_taken_port_that_was_asked_for_is_refused(taken, held):
    with pytest.raises(Trouble, match=f"Cổng {taken} đang bận"):
        serve._port(taken, held)


def test_two_that_start_at_once_do_not_choose_one_port(held, monkeypatch):
    """Neither listens yet: the second passes by what the first has chosen, until the first has ended."""
    with ExitStack() as first:
        chosen = serve._port(0, first)
        monkeypatch.setattr(serve, "FIRST_PORT", chosen)
        assert serve._port(0, held) > chosen
        with pytest.raises(Trouble, match=f"Cổng {chosen} đang bận"):
            serve._port(chosen, held)
        monkeypatch.setattr(serve, "_claimed", lambda port, _held: serve._is_free(port))
        assert serve._port(0, held) == chosen, "the twin"
    monkeypatch.undo()
    assert serve._port(chosen, held) == chosen


@pytest.fixture
def var(tmp_path, monkeypatch):
    """A var folder of its own; whatever a failed test left running on it is ended."""
    folder = tmp_path / "var"
    yield folder
    if folder.exists():
        monkeypatch.setattr(serve, "VAR", folder)
        serve.end_orphans()
        if (folder / "pg" / "postmaster.pid").exists():
            postgres.stop(folder / "pg")


def door(var: Path, *arguments: str, **more: str) -> subprocess.Popen:
    env = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")} | {"DONGHANH_VAR": str(var)} | more
    command = [sys.executable, "dev", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def still_there(var: Path) -> list[str]:
    """Command lines of processes that belong to this var folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if str(var) in (path / "environ").read_text(errors="replace") + (path / "cmdline").read_text(errors="replace"):
                found.append((path / "cmdline").read_text(errors="replace").replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_up_serves_stops_survives_kill_and_keeps_its_data(var):
    with socket.socket() as probe:
        probe.bind((serve.HOST, 0))
        port = str(probe.getsockname()[1])
    site = f"http://127.0.0.1:{port}/"
    first = door(var, "up", "--port", port)
    assert site in first.stdout.readline(), first.communicate()[1]
    with urllib.request.urlopen(f"{site}suc-khoe/", timeout=5) as answer:
        assert answer.read() == b"ok"
    second = door(var, "up")
    assert second.wait(30) == 1
    assert "đang chạy" in second.stderr.read()
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert still_there(var), "a killed door leaves its children; the next one must end them"
    third = door(var, "up", "--port", port)
    assert site in third.stdout.readline(), third.communicate()[1]
    os.kill(third.pid, signal.SIGINT)
    assert third.wait(30) == 0
    assert "Traceback" not in third.stderr.read()
    deadline = time.monotonic() + 5
    while still_there(var) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert still_there(var) == []


@pytest.mark.slow
def test_run_gives_nothing_but_the_commands_own_output(var):
    command = ["run", sys.executable, "-c", "import sys; print('một dòng'); sys.exit(7)"]
    for _ in range(2):
        process = door(var, *command)
        out, error = process.communicate(timeout=120)
        assert (out, process.returncode) == ("một dòng\n", 7), error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("address", "words"),
    [("postgresql://nobody@127.0.0.1:9/nothing", "DATABASE_URL"), ("không phải địa chỉ", "DATABASE_URL")],
)
def test_a_database_that_does_not_answer_is_one_sentence(tmp_path, address, words):
    process = door(tmp_path, "run", "true", DATABASE_URL=address)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 1
    assert words in error.splitlines()[-1] and "Traceback" not in error


class TestPostgres:
    """The embedded server on a folder of its own."""

    @pytest.fixture
    def data(self, tmp_path):
        yield tmp_path / "pg"
        if (tmp_path / "pg" / "postmaster.pid").exists():
            postgres.stop(tmp_path / "pg")

    def test_a_killed_server_starts_again(self, data):
        postgres.start(data)
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        postgres.start(data)
        assert postgres.is_running(data)

    def test_a_pid_file_whose_number_is_somebody_elses_is_cleared(self, data):
        postgres.start(data)
        postgres.stop(data)
        (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")
        assert not postgres.is_running(data)
        postgres.start(data)
        assert postgres.is_running(data)

    def test_a_making_that_was_cut_off_is_begun_again(self, data):
        for half in (data, data.with_name("pg.new")):
            (half / "base").mkdir(parents=True)
        postgres.start(data)
        assert postgres.is_running(data)

    def test_binaries_that_are_not_there_are_one_sentence(self, data, monkeypatch):
        monkeypatch.setattr(postgres, "find_spec", lambda name: None)
        monkeypatch.setattr(postgres.glob, "glob", lambda pattern: [])
        monkeypatch.delenv("PG_BIN", raising=False)
        with pytest.raises(postgres.NoPostgres, match="DATABASE_URL"):
            postgres.start(data)
