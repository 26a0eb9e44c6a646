"""The hashed locks under requirements/: whether they still answer to pyproject.toml, and how they are made again."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tomllib
from pathlib import Path

from config.door.environment import HOME, LOCKS
from config.door.trouble import ROOT, Trouble, log_file

_HEAD = "# Made by ./dev fix from pyproject.toml; asked for: "
_COMPILE = ("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header")


def asked_for() -> str:
    """Hash of what pyproject.toml asks for; comments and order of the file do not count."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [project["project"]["requires-python"], sorted(project["project"]["dependencies"]), sorted(project["dependency-groups"]["dev"])]
    return hashlib.sha256(json.dumps(wanted).encode()).hexdigest()[:16]


def stale() -> list[str]:
    """Names of lock files made for another pyproject.toml; needs no network."""
    return [path.name for path in _files() if not path.read_text(encoding="utf-8").startswith(_HEAD + asked_for())]


def renew() -> None:
    """Resolve both locks again through uv, keeping the versions already locked where they still fit."""
    for path, groups in zip(_files(), (["--group", "dev"], ["-c", "requirements/dev.txt"]), strict=True):
        log = log_file("lock")
        with log.open("w", encoding="utf-8") as out:
            done = subprocess.run([HOME / "bin" / "uv", *_COMPILE, "pyproject.toml", *groups, "-o", path], cwd=ROOT, stdout=out, stderr=out)
        if done.returncode:
            raise Trouble(f"Không khoá lại được {path.name}. Chi tiết: {log}")
        stamp(path)


def stamp(path: Path) -> None:
    """Write what the lock was made for into its first line."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(_HEAD)]
    path.write_text("\n".join([_HEAD + asked_for(), *lines]) + "\n", encoding="utf-8")


def _files() -> tuple[Path, Path]:
    return LOCKS / "dev.txt", LOCKS / "run.txt"
