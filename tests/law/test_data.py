"""The law data is complete and true to itself: every day, every topic, every citation."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta

import pytest

from donghanh import legal
from donghanh.kernel.workdays import days_between
from donghanh.legal.loading import LAW, law_data
from donghanh.legal.standing import Standing
from donghanh.legal.units import KINDS, UNITS_VI, UNSPOKEN

FIRST, LAST = date(2022, 1, 1), date(2027, 12, 31)
DAYS = list(days_between(FIRST, LAST))
RULES = legal.rules()

ROOT = LAW.parent


def rulebook() -> dict[str, dict[str, str]]:
    """A second transcription of the two compiled rulebooks, taken row by row from them and not from law/."""
    with (ROOT / "tests" / "law" / "rulebook.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


BOOK = rulebook()


def listed_ids() -> list[str]:
    return [line for line in (LAW / "rule_ids.txt").read_text("utf-8").splitlines() if not line.startswith("#")]


def test_every_row_of_both_rulebooks_is_a_rule_or_is_listed_with_its_reason():
    rules, others = {rule.id for rule in RULES}, set(law_data().unexecutable)
    assert len(listed_ids()) == 169 + 165 == len(set(listed_ids()))
    assert rules | others == set(listed_ids()) == set(BOOK)
    assert not rules & others
    assert all(row.reason_vi.endswith(".") and row.kept_in and row.citations for row in law_data().unexecutable.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_numbers_days_and_confidence_are_those_of_the_rulebook(rule):
    row = BOOK[rule.id]
    assert rule.valid_from.isoformat() == row["valid_from"]
    assert (rule.valid_to.isoformat() if rule.valid_to else "") == row["valid_to"]
    assert rule.confidence == row["confidence"]
    assert rule.unit == ("time_per_month" if rule.id == "UM-07" else "open" if row["unit"] in {"unknown", "date"} else row["unit"])
    assert written(rule) == row["amount"]


def written(rule: legal.Rule) -> str:
    """The number as the rulebook writes it."""
    if rule.id in {"LABOUR_SHARE", "LICENCE_REVOKE", "REPORT_COORD_PERIOD"}:
        return "..".join(str(n) for n in (rule.amount, *(further.amount for further in rule.also)))
    if rule.unit == "date_before":
        return f"{rule.month:02d}-{rule.amount:02d}"
    if rule.amount is None:
        return BOOK[rule.id]["amount"] if not BOOK[rule.id]["amount"].isdigit() else "a number that was lost"
    return str(rule.amount) + (f"..{rule.amount_max}" if rule.amount_max is not None else "")


@pytest.mark.parametrize("topic", legal.topics(), ids=lambda t: t.id)
def test_each_day_each_topic_has_exactly_one_answer(topic):
    """2,191 days: one rule, or one gap with its reason."""
    for day in DAYS:
        standing = [entry for entry in topic.entries if entry.stands(day)]
        assert len(standing) == 1, (topic.id, day, standing)
        assert bool(standing[0].rule_id) != bool(standing[0].gap_vi)


def test_a_missing_day_would_be_seen():
    """The twin: a topic that begins a day late fails the test above."""
    topic = legal.topic("user.term")
    day_before = topic.entries[0].valid_from - timedelta(days=1)
    assert not [entry for entry in topic.entries if entry.stands(day_before)]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_cited_instruments_stand_on_each_day_of_the_rule(rule):
    assert rule.citations
    last = rule.valid_to or LAST
    for citation in rule.citations:
        assert citation.instrument.stands(rule.valid_from), citation
        assert citation.instrument.stands(last), citation
        assert citation.article or "không rõ điều khoản" in rule.note.lower()


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_rules_are_whole(rule):
    assert rule.kind in KINDS
    assert rule.unit in UNITS_VI or rule.unit in UNSPOKEN
    assert rule.confidence in "VSM"
    assert rule.meaning_vi.endswith(".")
    assert rule.counts_from_vi and rule.result_vi and rule.actor_vi
    assert rule.counts_from_vi.count("(") == rule.counts_from_vi.count(")")
    assert rule.valid_to is None or rule.valid_to > rule.valid_from


def test_no_rule_is_unused():
    used = {entry.rule_id for topic in legal.topics() for entry in topic.entries}
    assert {rule.id for rule in RULES if rule.id not in used and not rule.restates} == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_conflict_shows_both_readings_and_a_silence_its_reason(rule):
    assert bool(rule.conflict_vi) == (len(rule.readings) >= 2)
    assert all(reading.text_vi.endswith(".") and reading.citations for reading in rule.readings)
    assert bool(rule.silent_vi) == (rule.status is Standing.SILENT)
    assert rule.status in set(Standing)


def test_restated_rules_agree_with_what_they_restate():
    for rule in RULES:
        for twin in map(legal.rule, rule.restates):
            assert (rule.amount, rule.amount_max, rule.unit, rule.valid_to) == (twin.amount, twin.amount_max, twin.unit, twin.valid_to), rule.id
            assert rule.valid_from >= twin.valid_from


def test_no_instrument_is_unused():
    data = law_data()
    cited = {c.instrument.id for rule in RULES for c in rule.citations}
    cited |= {c.instrument.id for convention in data.conventions for c in convention.citations}
    cited |= {c.instrument.id for rule in RULES for reading in rule.readings for c in reading.citations}
    cited |= {c.instrument.id for topic in legal.topics() for entry in topic.entries for c in entry.citations}
    cited |= {c.instrument.id for row in data.unexecutable.values() for c in row.citations}
    cited |= {i for i, instrument in data.instruments.items() if any(instrument.name in h.citation for h in data.holders)}
    assert set(data.instruments) - cited == set()


def test_instruments_follow_each_other_without_a_hole():
    data = law_data()
    for instrument in data.instruments.values():
        if instrument.replaced_by:
            assert instrument.valid_to is not None
            assert data.instruments[instrument.replaced_by].valid_from == instrument.valid_to + timedelta(days=1)


def test_functions_have_one_holder_a_day_or_none_at_all():
    for function in {holder.function for holder in legal.holders(everywhere=True)}:
        rows = [holder for holder in legal.holders(everywhere=True) if holder.function == function]
        most = max(sum(row.stands(day) for row in rows) for day in DAYS)
        assert most == 1, function


def test_no_party_is_unused():
    assert set(law_data().parties) - {rule.actor for rule in RULES} == set()


def test_words_of_the_law_stand_once():
    assert max(Counter(term.code for term in legal.terms()).values()) == 1
    assert all(term.citations and term.wording for term in legal.terms())


def test_files_name_no_person_by_a_label():
    for path in LAW.rglob("*.yaml"):
        assert "con nghiện" not in path.read_text("utf-8")
        assert "đối tượng" not in path.read_text("utf-8")
