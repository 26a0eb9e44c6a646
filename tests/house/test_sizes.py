"""The hard limits of size; the soft ones are habit."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.trees import PACKAGE, parsed, tracked
from tests.support import ROOT

FUNCTION, VIEW, SOURCE, TEST, TEMPLATE = 60, 30, 400, 700, 200


def faults(path: Path, where: str) -> list[str]:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if path.suffix == ".jinja":
        return [f"{where}: {lines} lines"] if lines > TEMPLATE else []
    found = [f"{where}: {lines} lines"] if lines > (TEST if path.name.startswith("test_") else SOURCE) else []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or 0) - node.lineno + 1
            if size > (VIEW if path.name == "views.py" else FUNCTION):
                found.append(f"{where}:{node.lineno} {node.name}: {size} lines")
    return found


def watched() -> list[Path]:
    return [p for p in tracked() if p.suffix in (".py", ".jinja") and "migrations" not in p.parts and "mutants" not in p.parts]


def test_nothing_is_past_its_hard_limit():
    found = [fault for path in watched() for fault in faults(path, str(path.relative_to(ROOT)))]
    assert found == [], "\n".join(found)


def test_a_planted_giant_is_caught(tmp_path):
    giant = tmp_path / "actions.py"
    giant.write_text("def f():\n" + "    x = 1\n" * 401, encoding="utf-8")
    assert len(faults(giant, "actions.py")) == 2


def test_there_is_something_to_watch():
    assert sum(PACKAGE in p.parents for p in watched()) > 50
