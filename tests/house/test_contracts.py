"""The street holds, and the contracts catch what they are there for: eleven faults planted at once in a copy of the house."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support import ROOT

FAULTS = {
    "people/planted_up.py": ("from donghanh.cases import models", "donghanh.people -> donghanh.cases"),
    "decisions/planted_over_two.py": ("from donghanh.reports import apps", "donghanh.decisions.planted_over_two -> donghanh.reports.apps"),
    "jobs/planted_neighbour.py": ("from donghanh.web import apps", "donghanh.jobs.planted_neighbour -> donghanh.web.apps"),
    "web/planted_table.py": ("from donghanh.people import models", "donghanh.web.planted_table -> donghanh.people.models"),
    "legal/planted_framework.py": ("import django", "donghanh.legal.planted_framework -> django"),
    "kernel/planted_up.py": ("from donghanh.legal import instruments_of_nobody", "donghanh.kernel.planted_up -> donghanh.legal"),
    "cases/planted_page.py": ("from donghanh.web import apps", "donghanh.cases.planted_page -> donghanh.web.apps"),
    "people/planted_hidden.py": ("def f():\n    from donghanh.decisions import terms", "donghanh.people.planted_hidden -> donghanh.decisions.terms"),
    "base/privacy/planted_up.py": ("from donghanh.base.places import models", "donghanh.base.privacy.planted_up -> donghanh.base.places.models"),
    "cases/terms.py": ("from donghanh.cases import models", "donghanh.cases.terms -> donghanh.cases.models"),
    "nobodys_room/__init__.py": ("", "nobodys_room"),
}


@pytest.fixture
def copy(tmp_path) -> Path:
    shutil.copytree(ROOT / "donghanh", tmp_path / "donghanh", ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"})


def test_the_street_holds(copy):
    done = lint(copy)
    assert done.returncode == 0, done.stdout


def test_every_planted_fault_is_caught(copy):
    for name, (code, _) in FAULTS.items():
        path = copy / "donghanh" / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{code}\n", encoding="utf-8")
    said = lint(copy)
    assert said.returncode == 1
    text = " ".join(said.stdout.split())
    missed = [name for name, (_, sign) in FAULTS.items() if sign not in text and sign.replace(" -> ", " is not allowed to import ") not in text]
    assert not missed, said.stdout


def test_no_contract_has_an_exception():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    assert [c["id"] for c in contracts if c.get("ignore_imports") or c.get("unmatched_ignore_imports_alerting")] == []


@pytest.mark.parametrize("line", ["timezone.now()", "date.today()", "datetime.now(UTC)"])
def test_the_linter_refuses_a_clock_below_the_pages(tmp_path, line):
    imports = "from datetime import UTC, date, datetime\n\nfrom django.utils import timezone\n\nUSED = (UTC, date, datetime, timezone)\n"
    code = f"{imports}\n\ndef f():\n    return {line}\n"
    here = ["--stdin-filename", "donghanh/cases/actions/planted.py", "-"]
    done = subprocess.run([Path(sys.executable).parent / "ruff", "check", *here], cwd=ROOT, input=code, capture_output=True, text=True)
    assert "TID251" in done.stdout, done.stdout
