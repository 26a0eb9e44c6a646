"""What the law says of managing a person who used drugs, beyond limits."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.kernel.workdays import days_between
from donghanh.legal import NoRuleInForce
from donghanh.legal import user_management as law
from donghanh.legal.editions import EDITIONS, ask

OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)


@pytest.mark.parametrize(("is_remote", "topic"), [(True, "user.residence_verify_remote"), (False, "user.residence_verify")])
def test_remote_places_have_their_own_limit(is_remote, topic):
    assert law.verify_topic(is_remote=is_remote) == topic


@pytest.mark.parametrize("on", [OLD, NEW])
@pytest.mark.parametrize(("age", "value"), [(0, "refused"), (11, "refused"), (12, "guardian"), (17, "guardian"), (18, "adult"), (70, "adult")])
def test_age_branch(age, value, on):
    found = law.age_branch(age, on=on)
    assert found.value == value
    assert found.meaning_vi


@pytest.mark.parametrize("on", [OLD, NEW])
def test_the_refusal_under_twelve_admits_that_the_law_is_silent(on):
    found = law.age_branch(11, on=on)
    assert (found.status, found.confidence) == ("silent", "M")
    assert found.mend_vi
    assert "không nói rõ" in " ".join(found.explain())


@pytest.mark.parametrize(("on", "citation"), [(OLD, "Nghị định 105/2021/NĐ-CP, Điều 46 khoản 4"), (NEW, "Nghị định 163/2026/NĐ-CP, Điều 56 khoản 6")])
def test_guardians_article_by_date(on, citation):
    assert citation in law.age_branch(15, on=on).citation_vi


def test_absence_stops_the_clock_only_under_the_new_law():
    assert law.absence(on=OLD).status == "silent"
    assert not law.absence_stops_clock(OLD)
    assert law.absence_stops_clock(NEW)
    assert law.absence(on=NEW).citation_vi == "Nghị định 163/2026/NĐ-CP, Điều 60 khoản 2"


@pytest.mark.parametrize(
    ("began", "ended", "days"),
    [
        (date(2026, 8, 5), date(2026, 8, 10), 5),
        (date(2026, 8, 5), date(2026, 8, 5), 0),
        (date(2026, 6, 25), date(2026, 7, 5), 4),  # over the change of law: only days from 01/07 on
        (date(2025, 1, 1), date(2025, 2, 1), 0),
    ],
)
def test_uncounted_days(began, ended, days):
    assert law.uncounted_absence_days(began, ended) == days


def test_custody():
    assert law.custody(on=OLD).value == "no_rule"
    assert law.custody(on=NEW).value == "suspended"
    assert "Điều 24 khoản 7" in law.custody(on=NEW).citation_vi


@pytest.mark.parametrize(("on", "confidence"), [(OLD, "V"), (NEW, "M")])
def test_new_use_leads_to_a_determination_first(on, confidence):
    found = law.new_use(on=on)
    assert (found.value, found.confidence) == ("determination", confidence)


def test_grounds_to_stop_changed():
    before, after = law.stop_grounds(on=OLD).value.split(), law.stop_grounds(on=NEW).value.split()
    assert set(before) - set(after) == {"COMMUNE_EDUCATION"}
    assert set(after) - set(before) == {"CUSTODY_OUTLASTS"}


def test_a_decision_of_the_old_law_goes_on_and_the_silence_is_said():
    assert law.standing_decision(decided_on=OLD, on=NEW).status == "silent"
    assert law.standing_decision(decided_on=NEW, on=NEW).status == "definite"


def test_complaint():
    found = law.complaint_rule(NEW)
    assert (found.amount_vi, found.confidence) == ("90 ngày", "M")
    assert "Luật 02/2011/QH13" in found.citation_vi


@pytest.mark.parametrize("question", sorted(EDITIONS))
def test_each_day_has_an_edition(question):
    """One edition a day from the first day of the data on, and none before."""
    for day in days_between(date(2022, 1, 1), date(2027, 12, 31)):
        assert any(since <= day for since in EDITIONS[question])
    with pytest.raises(NoRuleInForce, match="01/01/2022"):
        ask(question, on=date(2021, 12, 31))
