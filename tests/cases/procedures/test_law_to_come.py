"""A rule that changes from a day to come changes no limit of an older file; each limit names the article it stands on."""

from __future__ import annotations

import shutil

import pytest

from donghanh import legal
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.compulsory import MANIFEST
from donghanh.cases.terms import FactKind as K
from donghanh.legal import book
from donghanh.legal.loading import LAW, read
from tests.cases.procedures.stories import duty, fact


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """From 1 January 2027 the time to prepare a file is nine working days."""
    law = shutil.copytree(LAW, tmp_path / "law")
    rules, topics = law / "rules" / "compulsory_2026.yaml", law / "topics" / "compulsory.yaml"
    head, found, rest = rules.read_text("utf-8").partition("- id: COMP_DOSSIER_START\n")
    row, _, after = rest.partition("\n- id: ")
    amount = f"amount: {legal.rule('COMP_DOSSIER_START').amount}"
    coming = row.replace(amount, "amount: 9").replace("valid_from: 2026-07-01", "valid_from: 2027-01-01")
    standing = row.replace("valid_to: null", "valid_to: 2026-12-31")
    rules.write_text(f"{head}{found}{standing}\n- id: COMP_DOSSIER_2027\n{coming}\n- id: {after}", "utf-8")
    entry = "      - {rule: COMP_DOSSIER_START}\n"
    topics.write_text(topics.read_text("utf-8").replace(entry, entry + entry.replace("START", "2027"), 1), "utf-8")
    made = read(law)
    return lambda: monkeypatch.setattr(book, "law_data", lambda: made)


def prepare(day: str):
    view = engine.view(MANIFEST, [fact(K.GROUND_FOUND, f"{day}T08:00")])
    return duty(view, "PREPARE_DOSSIER").due


@pytest.mark.requirement("DN137-I.2.a")
def test_a_rule_changed_from_a_day_to_come_leaves_older_files_as_they_are(changed):
    old, late = prepare("2026-12-31"), prepare("2027-01-04")
    changed()
    kept, new = prepare("2026-12-31"), prepare("2027-01-04")
    assert (kept.value, kept.rule_id, kept.citation_vi) == (old.value, "COMP_DOSSIER_START", old.citation_vi) and kept.citation_vi
    assert (new.rule_id, new.amount_vi) == ("COMP_DOSSIER_2027", "09 ngày làm việc") and new.value > late.value
