"""The clock is read in web/shell/clock.py and in jobs, nowhere else; below, time comes in as `at` or `on`."""

from __future__ import annotations

import ast

import pytest

from tests.house.trees import PACKAGE, parsed
from tests.support import ROOT

CLOCKS = {("timezone", "now"), ("timezone", "localdate"), ("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow")}
MAY_READ = (PACKAGE / "web" / "shell" / "clock.py", PACKAGE / "jobs")


def readings(tree: ast.Module) -> list[int]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [c.lineno for c in calls if (getattr(c.func.value, "attr", getattr(c.func.value, "id", "")), c.func.attr) in CLOCKS]


def test_nobody_else_reads_the_clock():
    files = [p for p in PACKAGE.rglob("*.py") if not any(p == ok or ok in p.parents for ok in MAY_READ)]
    found = [f"{path.relative_to(ROOT)}:{line}" for path in files for line in readings(parsed(path))]
    assert found == []


@pytest.mark.parametrize("code", ["timezone.now()", "django.utils.timezone.now()", "date.today()", "datetime.datetime.now()"])
def test_a_planted_reading_is_caught(code):
    assert readings(ast.parse(code)) == [1]
