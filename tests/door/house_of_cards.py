"""A tiny stand-in for the repository: the real door, a lock of one small wheel made here, no registry needed."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.support import ROOT

REAL_PYTHON = os.path.realpath(sys.executable)


def wheel(folder: Path, version: str = "1.0") -> str:
    """Writes tiny-<version>.whl; answers its lock line with hash."""
    path = folder / f"tiny-{version}-py3-none-any.whl"
    files = {
        "tiny.py": f"VERSION = '{version}'\n",
        f"tiny-{version}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"tiny-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digest = {n: base64.urlsafe_b64encode(hashlib.sha256(t.encode()).digest()).rstrip(b"=").decode() for n, t in files.items()}
    record = f"tiny-{version}.dist-info/RECORD"
    files[record] = "".join(f"{n},sha256={digest[n]},{len(t)}\n" for n, t in files.items()) + f"{record},,\n"
    with zipfile.ZipFile(path, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return f"tiny=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Clone:
    """The door in an empty folder, with what it installs lying beside it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "clone"
        self.wheels = folder / "wheels"
        self.wheels.mkdir(parents=True)
        shutil.copytree(ROOT / "config", self.root / "config", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "dev", self.root / "dev")
        (self.root / "requirements").mkdir()
        self.lock(wheel(self.wheels))
        (self.root / "requirements" / "uv.txt").write_text(f"uv==0.0.1 --hash=sha256:{'0' * 64}\n")

    def lock(self, text: str) -> None:
        """Make this the lock that the door installs."""
        for name in ("run", "dev"):
            (self.root / "requirements" / f"{name}.txt").write_text(text)

    def offline(self, **more: str) -> dict[str, str]:
        """Environment variables under which only the wheels beside the clone exist."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_", "DONGHANH_", "DJANGO_", "PYTHON"))}
        kept["PATH"] = "/usr/bin:/bin"
        return kept | {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)} | more

    def ensure(self, env: dict[str, str] | None = None, python: str | Path = REAL_PYTHON) -> subprocess.CompletedProcess:
        """Only the environment part of the door; standard output is the version of the wheel it installed."""
        code = (
            "import subprocess, sys; sys.path.insert(0, '.'); from config.door import environment, trouble\n"
            "def go():\n"
            "    python = environment.ensure('run')\n"
            "    return subprocess.run([python, '-c', 'import tiny; print(tiny.VERSION)']).returncode\n"
            "sys.exit(trouble.guarded(go))"
        )
        return subprocess.run([python, "-c", code], cwd=self.root, env=env or self.offline(), capture_output=True, text=True)
