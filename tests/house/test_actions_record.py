"""Every public function of an actions module takes actor and at by keyword and opens exactly one recording."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.trees import modules, parsed
from tests.support import ROOT

THE_RECORDER = ROOT / "donghanh" / "base" / "audit" / "actions.py"


def faults(tree: ast.Module, where: str) -> list[str]:
    return [f"{where}:{node.lineno} {node.name}: {fault}" for node in tree.body if _is_public_function(node) for fault in _of(node)]


def _is_public_function(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")


def _of(node: ast.FunctionDef):
    if node.args.args or node.args.posonlyargs or node.args.vararg:
        yield "arguments must be keyword-only"
    missing = {"actor", "at"} - {a.arg for a in node.args.kwonlyargs}
    if missing:
        yield f"does not take {', '.join(sorted(missing))}"
    recordings = sum(_name(call.func) == "recording" for call in ast.walk(node) if isinstance(call, ast.Call))
    if recordings != 1:
        yield f"opens {recordings} recordings instead of one"


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_action_records_exactly_once():
    found = [fault for path in modules("actions") if path != THE_RECORDER for fault in faults(parsed(path), str(path.relative_to(ROOT)))]
    assert found == [], "\n".join(found)


def test_there_are_actions_to_watch():
    assert len(modules("actions")) >= 4


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("def issue(*, actor, at): pass", "0 recordings"),
        ("def issue(*, actor, at):\n with audit.recording(): pass\n with audit.recording(): pass", "2 recordings"),
        ("def issue(actor, *, at):\n with audit.recording(): pass", "keyword-only"),
        ("def issue(*, actor):\n with recording(): pass", "does not take at"),
    ],
)
def test_a_planted_fault_is_caught(code, fault):
    assert fault in " ".join(faults(ast.parse(code), str(Path("planted.py"))))
