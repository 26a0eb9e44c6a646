"""docs/reference is what the code says now; ADRs are numbered as they are titled; READMEs stay short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import docs_gen
from docs_gen import requirements
from tests.house.trees import PACKAGE, tracked
from tests.support import ROOT

ADRS = ROOT / "docs" / "adr"
PARTS = ("Context", "Options", "Decision", "Consequences", "How we shall know")


def test_reference_is_fresh():
    assert docs_gen.stale() == [], "run ./dev docs"


def test_a_stale_page_is_caught(tmp_path, monkeypatch):
    monkeypatch.setattr(docs_gen, "REFERENCE", tmp_path)
    monkeypatch.setattr(docs_gen, "pages", lambda: iter([("schema.md", "what stands\n"), ("law/rules.md", "as well\n")]))
    docs_gen.write()
    assert docs_gen.stale() == []
    (tmp_path / "schema.md").write_text("old", encoding="utf-8")
    assert docs_gen.stale() == ["schema.md"]


def adr_faults(folder: Path) -> list[str]:
    found = []
    for number, path in enumerate(sorted(folder.glob("*.md")), start=1):
        text = path.read_text(encoding="utf-8")
        title = re.match(r"# (\d{4}) (.+)\n", text)
        if not title or path.name != f"{title[1]}-{re.sub(r'[^a-z0-9]+', '-', title[2].lower()).strip('-')}.md":
            found.append(f"{path.name}: number and title must be the file's name")
        elif int(title[1]) != number:
            found.append(f"{path.name}: expected number {number:04}")
        if missing := [p for p in PARTS if f"\n## {p}\n" not in text]:
            found.append(f"{path.name}: no part {', '.join(missing)}")
        if len(text.split()) > 800:
            found.append(f"{path.name}: longer than 800 words")
    return found


def test_adrs_are_numbered_as_titled():
    assert adr_faults(ADRS) == []
    assert len(list(ADRS.glob("*.md"))) >= 10


def test_a_misnamed_adr_is_caught(tmp_path):
    (tmp_path / "0001-the-street.md").write_text("# 0002 The street\n\nShort.\n", encoding="utf-8")
    assert len(adr_faults(tmp_path)) == 2


@pytest.mark.parametrize("room", sorted(p.parent for p in PACKAGE.rglob("apps.py")), ids=lambda p: p.name)
def test_every_room_has_a_short_readme(room):
    readme = room / "README.md"
    assert readme.exists(), f"{room.relative_to(ROOT)} has no README.md"


def test_readmes_and_the_long_map_stay_short():
    limits = {path: 150 if path.name == "ARCHITECTURE.md" else 30 for path in tracked() if path.name in ("README.md", "ARCHITECTURE.md")}
    limits.pop(ROOT / "README.md", None)
    too_long = [str(p.relative_to(ROOT)) for p, limit in limits.items() if len(p.read_text(encoding="utf-8").splitlines()) > limit]
    assert too_long == []


def test_marks_are_read_from_the_source(tmp_path):
    tests = tmp_path / "tests"
    tests.mkdir()
    code = "import pytest\npytestmark = pytest.mark.requirement('A')\n\n@pytest.mark.requirement('B', 'C')\ndef test_x(): pass\n"
    code += "@pytest.mark.parametrize('n', [pytest.param(1, marks=pytest.mark.requirement('D'))])\ndef test_y(n): pass\n"
    (tests / "test_planted.py").write_text(code, encoding="utf-8")
    found = requirements.marks(tests)
    here = "tests/test_planted.py"
    assert found == {"A": [here], "B": [f"{here}::test_x"], "C": [f"{here}::test_x"], "D": [f"{here}::test_y"]}


def test_the_mission_is_whole():
    assert len(requirements.ids()) == len(requirements.rows()) == 432
