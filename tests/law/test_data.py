"""The law data is complete and true to itself: every day, every topic, every citation."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from donghanh import legal
from donghanh.kernel.workdays import days_between
from donghanh.legal.loading import LAW, law_data

FIRST, LAST = date(2022, 1, 1), date(2027, 12, 31)
DAYS = list(days_between(FIRST, LAST))
RULES = legal.rules()
KINDS = {"deadline", "duration", "frequency", "threshold", "at_once", "clock_rule", "advance_window", "rate", "transition"}

# Ids and numbers as the rulebooks of both regimes give them: amount, unit, first and last day of force.
OLD = ("2022-01-01", "2026-06-30")
NEW = ("2026-07-01", None)
NUMBERS = {
    "UM-01": (3, "working_day", OLD), "UM-02": (10, "working_day", OLD), "UM-03": (3, "working_day", OLD), "UM-04": (3, "working_day", OLD),
    "UM-05": (1, "year", OLD), "UM-06": (1, "year", OLD), "UM-07": (1, "time_per_month", OLD), "UM-08": (5, "working_day", OLD),
    "UM-09": (5, "working_day", OLD), "UM-10": (3, "working_day", OLD), "UM-11": (30, "day", OLD), "UM-12": (0, "immediate", OLD),
    "PR-01": (1, "year", OLD), "PR-02": (2, "year", OLD), "PR-03": (3, "working_day", OLD), "PR-04": (2, "working_day", OLD),
    "PR-05": (5, "working_day", OLD), "PR-06": (0, "coefficient", OLD),
    "OLD_USER_DECISION": (3, "working_day", OLD), "OLD_USER_TERM": (1, "year", OLD), "OLD_MOVE_NOTICE": (5, "working_day", OLD),
    "OLD_POST_TERM_1": (1, "year", OLD), "OLD_POST_TERM_2": (2, "year", OLD),
    "USER_RESIDENCE_VERIFY": (24, "hour", NEW), "USER_RESIDENCE_VERIFY_REMOTE": (48, "hour", NEW), "USER_NOTICE_TO_COMMUNE": (24, "hour", NEW),
    "USER_DECISION": (24, "hour", NEW), "USER_TERM": (1, "year", NEW), "USER_STABLE_RESIDENCE_MIN": (30, "day", NEW),
    "USER_RESIDENCE_CHECK": (1, "time_per_month", NEW), "USER_MOVE_SELF_REPORT": (24, "hour", NEW), "USER_MOVE_NOTICE": (24, "hour", NEW),
    "USER_MOVE_FILE": (24, "hour", NEW), "USER_SUSPEND_STOP_END_SEND": (24, "hour", NEW), "USER_ABSENCE_UNKNOWN": (0, "day", NEW),
    "USER_SUPPORT_PAY_MIN": (25, "percent_of_base_salary", NEW),
    "POST_TERM_VOL": (1, "year", NEW), "POST_TERM_JUV": (1, "year", NEW), "POST_TERM_COMP": (2, "year", NEW),
    "POST_PROPOSAL": (2, "working_day", NEW),
    "POST_MOVE": (24, "hour", NEW), "POST_ABSENCE": (0, "day", NEW), "POST_CERT": (-3, "working_day", NEW), "LIST_MOVE": (24, "hour", NEW),
    "TRANS_IN_REHAB": (None, "open", NEW), "TRANS_EM": (None, "open", NEW),
}  # fmt: skip


def test_every_rule_of_the_two_chapters_is_there_with_its_number():
    found = {r.id: (r.amount, r.unit, (r.valid_from.isoformat(), r.valid_to.isoformat() if r.valid_to else None)) for r in RULES}
    assert found == NUMBERS


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
        assert citation.article


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_rules_are_whole(rule):
    assert rule.kind in KINDS
    assert rule.confidence in "VSM"
    assert rule.meaning_vi.endswith(".")
    assert rule.counts_from_vi and rule.result_vi and rule.actor_vi
    assert rule.counts_from_vi.count("(") == rule.counts_from_vi.count(")")
    assert rule.valid_to is None or rule.valid_to > rule.valid_from


def test_no_rule_is_unused():
    used = {entry.rule_id for topic in legal.topics() for entry in topic.entries}
    assert {rule.id for rule in RULES if rule.id not in used and not rule.restates} == set()


def test_restated_rules_agree_with_what_they_restate():
    for rule in RULES:
        for twin in map(legal.rule, rule.restates):
            assert (rule.amount, rule.unit, rule.valid_from, rule.valid_to) == (twin.amount, twin.unit, twin.valid_from, twin.valid_to), (
                rule.id,
                twin.id,
            )


def test_no_instrument_is_unused():
    data = law_data()
    cited = {c.instrument.id for rule in RULES for c in rule.citations}
    cited |= {c.instrument.id for convention in data.conventions for c in convention.citations}
    cited |= {i for i, instrument in data.instruments.items() if any(instrument.name in h.citation for h in data.holders)}
    assert set(data.instruments) - cited == set()


def test_instruments_follow_each_other_without_a_hole():
    data = law_data()
    for instrument in data.instruments.values():
        if instrument.replaced_by:
            assert instrument.valid_to is not None
            assert data.instruments[instrument.replaced_by].valid_from == instrument.valid_to + timedelta(days=1)


def test_functions_have_one_holder_a_day_or_none_at_all():
    for function in {holder.function for holder in legal.holders()}:
        rows = [holder for holder in legal.holders() if holder.function == function]
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
