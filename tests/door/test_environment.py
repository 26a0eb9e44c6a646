"""The environment: made from a hashed lock, made again when it was cut off, and every failure is one sentence with a working second try."""

from __future__ import annotations

import ast
import errno
import os
import shutil
import signal
import subprocess
import tempfile
import time
import venv
from pathlib import Path

import pytest

from config.door import environment, trouble
from tests.door.house_of_cards import REAL_PYTHON, Clone, wheel
from tests.support import ROOT


@pytest.fixture
def clone(tmp_path) -> Clone:
    return Clone(tmp_path)


def one_sentence(done: subprocess.CompletedProcess, *words: str) -> None:
    """The run failed with one Vietnamese sentence that holds these words, and no traceback."""
    assert done.returncode == 1, done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert all(word in last for word in words), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_made_by_plain_pip_where_uv_cannot_be_had_then_left_alone(clone):
    first = clone.ensure()
    assert (first.returncode, first.stdout) == (0, "1.0\n"), first.stderr
    log = (clone.root / "var" / "log" / "install.log").stat().st_mtime_ns
    second = clone.ensure()
    assert second.stdout == "1.0\n"
    assert (clone.root / "var" / "log" / "install.log").stat().st_mtime_ns == log
    clone.lock(wheel(clone.wheels, "2.0"))
    assert clone.ensure().stdout == "2.0\n", "a changed lock is installed"


@pytest.mark.slow
def test_a_run_killed_in_the_middle_is_mended_by_the_next(clone):
    code = "import sys; sys.path.insert(0, '.'); from config.door import environment; environment.ensure('run')"
    process = subprocess.Popen([REAL_PYTHON, "-c", code], cwd=clone.root, env=clone.offline(), stderr=subprocess.DEVNULL, start_new_session=True)
    note = clone.root / ".venv" / "donghanh.json"
    while not note.exists():
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert "installing" in note.read_text()
    done = clone.ensure()
    assert (done.returncode, done.stdout) == (0, "1.0\n"), done.stderr
    assert "làm lại từ đầu" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["empty folder", "no python", "moved clone"])
def test_a_broken_environment_is_made_again(clone, harm):
    home = clone.root / ".venv"
    if harm == "empty folder":
        home.mkdir()
    else:
        assert clone.ensure().returncode == 0
    if harm == "no python":
        (home / "bin" / "python").unlink()
    if harm == "moved clone":
        clone.root = clone.root.rename(clone.root.with_name("moved"))
    assert clone.ensure().stdout == "1.0\n"


@pytest.mark.slow
def test_an_unreachable_registry_is_one_sentence_and_the_second_try_works(clone):
    nowhere = clone.offline(PIP_INDEX_URL="http://127.0.0.1:9/simple")
    del nowhere["PIP_NO_INDEX"], nowhere["PIP_FIND_LINKS"]
    one_sentence(clone.ensure(nowhere), "kho gói Python không trả lời", "chạy lại")
    assert clone.ensure().stdout == "1.0\n"


@pytest.mark.slow
def test_a_package_with_another_hash_is_not_installed(clone):
    clone.lock(f"tiny==1.0 --hash=sha256:{'1' * 64}\n")
    one_sentence(clone.ensure(), "không đúng mã băm")
    clone.lock(wheel(clone.wheels))
    assert clone.ensure().stdout == "1.0\n"


@pytest.mark.slow
def test_a_python_without_pip_and_ensurepip_is_told_the_one_command(clone, tmp_path):
    for name in ("ensurepip", "pip"):
        (tmp_path / "without").mkdir(exist_ok=True)
        (tmp_path / "without" / f"{name}.py").write_text("raise ImportError('not on this machine')\n")
    one_sentence(clone.ensure(clone.offline(PYTHONPATH=str(tmp_path / "without"))), "apt-get install -y python3-venv")
    assert clone.ensure().stdout == "1.0\n"


@pytest.mark.slow
def test_a_python_without_pip_uses_ensurepip(clone, tmp_path):
    venv.create(tmp_path / "bare", with_pip=False)
    done = clone.ensure(python=tmp_path / "bare" / "bin" / "python")
    assert (done.returncode, done.stdout) == (0, "1.0\n"), done.stderr


def test_an_old_python_reads_the_door_and_gets_a_sentence():
    source = (ROOT / "dev").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    pretend = "import runpy, sys; sys.version_info = (3, 8, 0, 'final', 0); sys.argv = ['dev', 'up']; runpy.run_path('dev', run_name='__main__')"
    done = subprocess.run([REAL_PYTHON, "-c", pretend], cwd=ROOT, env={"PATH": "/nowhere"}, capture_output=True, text=True)
    one_sentence(done, "CPython 3.11", "3.8")


def test_a_folder_without_the_right_to_write_is_one_sentence():
    folder = Path(tempfile.mkdtemp())  # not tmp_path: another user must be able to enter it
    python = shutil.which("python3", path="/usr/bin:/usr/local/bin") if os.geteuid() == 0 else REAL_PYTHON
    if python is None:
        pytest.skip("no Python that another user may run")
    try:
        clone = Clone(folder)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        clone.root.chmod(0o555)
        other = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run([python, "dev", "up"], cwd=clone.root, env=clone.offline(), capture_output=True, text=True, **other)
        one_sentence(done, "Không ghi được", "quyền ghi")
    finally:
        shutil.rmtree(folder)


def test_a_full_disk_is_one_sentence(tmp_path):
    assert trouble.sentence(OSError(errno.ENOSPC, "No space left on device")) == trouble.FULL
    log = tmp_path / "install.log"
    log.write_text("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n")
    assert environment._why(log) == trouble.FULL


def test_an_unknown_command_names_the_known_ones():
    done = subprocess.run([REAL_PYTHON, "dev", "lên"], cwd=ROOT, capture_output=True, text=True)
    one_sentence(done, "“lên”", "up, seed")


def test_an_error_nobody_foresaw_is_one_sentence_and_a_log(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(trouble, "VAR", tmp_path)
    previous = signal.getsignal(signal.SIGTERM)
    try:
        assert trouble.guarded(lambda: 1 // 0) == 1
    finally:
        signal.signal(signal.SIGTERM, previous)
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said and "Traceback" not in said
    assert "Traceback" in (tmp_path / "log" / "door.log").read_text()
