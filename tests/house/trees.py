"""What several house tests read: the package's files, and a copy of the house in which a fault can be planted."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

from tests.support import ROOT

PACKAGE = ROOT / "donghanh"


@cache
def tracked() -> tuple[Path, ...]:
    """Files under version control (and new ones not ignored), as they are on disk."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(sorted(ROOT / name.decode() for name in listed.split(b"\0") if name and (ROOT / name.decode()).is_file()))


def modules(drawer: str, package: Path = PACKAGE) -> list[Path]:
    """Every public file of this drawer in any room: `actions.py`, and the files of an `actions/` package but its private `_x.py`."""
    single = [p for p in package.rglob(f"{drawer}.py") if p.parent.name != drawer]
    return sorted([*single, *package.rglob(f"{drawer}/[!_]*.py")])


def parsed(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
