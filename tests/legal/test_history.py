"""What stood before 2022 is readable in its own words and answers nothing."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh import legal
from donghanh.legal import NoRuleInForce, changes, history


def test_the_plan_of_2014_and_its_words():
    plan = next(plan for plan in history.past_plans() if plan.place == "Thanh Hóa")
    assert (plan.name, plan.signed) == ("Kế hoạch 38/KH-UBND", date(2014, 4, 15))
    assert not legal.regime(plan.signed).has_rules
    word = history.word_then(" Điều trị nghiện ")
    assert word.now == "REHABILITATION" and "Kế hoạch 38" in word.source
    assert history.word_then("điều trị") is None


def test_past_texts_ended_before_the_first_day():
    assert all(text.ended is None or text.ended < legal.first_day() for text in history.past_instruments())
    assert {word.now for word in history.past_words()} - {""} <= {term.code for term in legal.terms()}


@pytest.mark.parametrize("topic", [topic.id for topic in legal.topics() if topic.procedure not in ("document",)])
def test_no_topic_answers_before_2022(topic):
    with pytest.raises(NoRuleInForce):
        legal.pick(topic, date(2021, 12, 31))
    assert changes.held(topic, date(2021, 12, 31)).rule is None


def test_no_rules_of_a_day_before_2022():
    assert legal.rules_in_force(date(2021, 12, 31)) == []
