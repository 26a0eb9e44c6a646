"""Coverage of the mission's rows by tests: marks are read from the source of the tests, nothing is run."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from docs_gen import ROOT, table
from donghanh.kernel import yaml_file

LIST = ROOT / "mission" / "requirements.yaml"


@cache
def rows() -> dict[str, dict]:
    """Every row of the mission's list, by id."""
    return {row["id"]: row for row in yaml_file.read(LIST)}


@cache
def ids() -> frozenset[str]:
    """Every row's id, without parsing the whole list."""
    return frozenset(re.findall(r"^- id: (\S+)$", LIST.read_text(encoding="utf-8"), re.MULTILINE))


def marks(tests: Path = ROOT / "tests") -> dict[str, list[str]]:
    """Row id → the tests that carry it, as path::name; a row of parametrize may carry its own; a module's pytestmark stands for the module."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(tests.rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "requirement(" not in source:
            continue
        where = path.relative_to(tests.parent).as_posix()
        for name, call in _calls(ast.parse(source)):
            for argument in call.args:
                if isinstance(argument, ast.Constant):
                    found[argument.value].append(f"{where}::{name}" if name else where)
    return found


def _calls(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from ((node.name, call) for decorator in node.decorator_list for part in ast.walk(decorator) if (call := _mark(part)))
        elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets):
            yield from (("", call) for part in ast.walk(node.value) if (call := _mark(part)))


def _mark(node: ast.AST) -> ast.Call | None:
    is_mark = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "requirement"
    return node if is_mark else None  # type: ignore[return-value]


def markdown() -> str:
    """Coverage by capability, then every proved row with its tests."""
    proved = {row: tests for row, tests in marks().items() if row in rows()}
    by_capability: dict[str, list[str]] = defaultdict(list)
    for row in rows().values():
        by_capability[row["capability"]].append(row["id"])
    head = f"# Requirements and the tests that prove them\n\n{len(proved)} of {len(rows())} rows are proved by at least one test.\n\n"
    summary = table(
        ["capability", "rows", "proved"],
        [[name, str(len(ids)), str(sum(i in proved for i in ids))] for name, ids in sorted(by_capability.items(), key=lambda x: (-len(x[1]), x[0]))],
    )
    detail = table(
        ["row", "capability", "statement", "tests"],
        [[i, rows()[i]["capability"], rows()[i]["statement_vi"], "<br>".join(f"`{t}`" for t in sorted(proved[i]))] for i in sorted(proved)],
    )
    return f"{head}## By capability\n\n{summary}\n## Proved rows\n\n{detail}"
