"""The page for reading holds every rule, and is the same each time."""

from __future__ import annotations

import re
from pathlib import Path

import docs_gen
from donghanh import legal
from donghanh.legal.reference import rules_markdown


def test_every_rule_topic_and_function_is_on_the_page():
    page = rules_markdown()
    for rule in legal.rules():
        assert f"`{rule.id}`" in page
    for row in legal.unexecutable():
        assert f"| `{row.id}` | {row.reason_vi}" in page
    for regime in legal.regimes():
        assert f"`{regime.id}`" in page
    for holder in legal.holders(everywhere=True):
        assert f"`{holder.function}`" in page
    assert "None" not in page


def test_it_is_the_same_each_time_and_each_row_has_its_cells():
    page = rules_markdown()
    assert page == rules_markdown()
    for table in page.split("\n\n"):
        if table.startswith("|"):
            assert len({line.count("|") for line in table.splitlines()}) == 1


def test_it_is_the_page_that_was_last_read_in_review():
    """docs/reference/law.md holds it word for word; ./dev docs writes it anew (tests/house keeps all such pages fresh)."""
    kept = (Path(docs_gen.REFERENCE) / "law.md").read_text(encoding="utf-8")
    now = docs_gen.MADE_BY + rules_markdown()
    assert re.sub("`[0-9a-f]{12}`", "", now) == re.sub("`[0-9a-f]{12}`", "", kept), "run ./dev docs"
