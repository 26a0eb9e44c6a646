"""Numbers of the law live in law/: the engine's code holds none."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from donghanh.legal import loading

HARMLESS = {0, 1, -1, 100}  # a share in hundredths is no number of the law
FILES = [path for path in Path(loading.__file__).parent.glob("*.py") if path.name not in ("loading.py", "letters.py")]


def numbers(source: str) -> list[int]:
    """Whole numbers in the code that are not harmless."""
    return [n.value for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant) and type(n.value) is int and n.value not in HARMLESS]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_number_in(path):
    assert numbers(path.read_text("utf-8")) == []


@pytest.mark.parametrize("line", ["def term(): return 24", "limit = timedelta(hours=48)", "if age < 12: pass"])
def test_a_planted_number_is_caught(line):
    assert numbers(line)
