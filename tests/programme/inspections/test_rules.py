"""Points, days, teams: pure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.inspections import rules
from donghanh.programme.inspections.rules import FindingFact, ItemFact, StepFact
from donghanh.programme.inspections.terms import FindingState, RemedyStep, State, StepKind

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
DAY = date(2026, 11, 20)


def test_a_criterion_without_points_leaves_the_total_unsaid():
    items = [ItemFact("a", 60, 10), ItemFact("b", 40, 5)]
    assert rules.total(items, {"a": 10}) is None and rules.total([], {}) is None
    assert rules.total(items, {"a": 10, "b": 5}) == Decimal("100.0") and rules.total(items, {"a": 0, "b": 0}) == 0


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 10)), min_size=1, max_size=8), st.data())
def test_one_more_point_never_lowers_the_total(criteria, data):
    items = [ItemFact(n, weight, most) for n, (weight, most) in enumerate(criteria)]
    points = {item.key: data.draw(st.integers(0, item.most)) for item in items}
    before = rules.total(items, points)
    raised = data.draw(st.sampled_from(items))
    after = rules.total(items, points | {raised.key: min(raised.most, points[raised.key] + 1)})
    assert before <= after <= sum(item.weight for item in items)


def test_every_body_of_the_team_signs_before_it_is_closed():
    steps = [StepFact(StepKind.ANNOUNCED, 1, AT, 9), StepFact(StepKind.CONCLUDED, 1, AT, 9, "Đạt")]
    now = rules.standing(starts_on=DAY, ends_on=DAY, bodies=[1, 2, 2], steps=steps)
    assert (now.state, now.unsigned) == (State.CONCLUDED, (2,))
    signed = rules.standing(starts_on=DAY, ends_on=DAY, bodies=[1, 2], steps=[*steps, StepFact(StepKind.SIGNED, 2, AT, 8)])
    assert signed.state == State.CLOSED and signed.conclusion == "Đạt"


@pytest.mark.parametrize("by", [5, 6])
def test_nobody_who_ever_reported_the_remedy_accepts_it(by):
    steps = [
        FindingFact(RemedyStep.REMEDIED, AT, 5, 1),
        FindingFact(RemedyStep.RETURNED, AT, 9, 2, "thiếu"),
        FindingFact(RemedyStep.REMEDIED, AT, 6, 1),
    ]
    now = rules.finding_standing(due_on=DAY, steps=steps)
    assert now.state == FindingState.REMEDIED
    with pytest.raises(Cannot, match="không tự công nhận"):
        rules.check_can_judge(now, by=by)
    rules.check_can_judge(now, by=9)


def test_the_day_due_itself_is_not_late():
    now = rules.finding_standing(due_on=DAY, steps=[])
    assert (now.days_late(DAY), now.days_late(date(2026, 11, 21))) == (0, 1)


@pytest.mark.parametrize(
    ("last", "due"), [(date(2024, 2, 29), date(2026, 2, 28)), (date(2024, 12, 31), date(2026, 12, 31)), (None, date(2016, 3, 10))]
)
def test_the_next_check_is_due_24_months_after_the_last(last, due):
    assert rules.next_check(last, since=date(2014, 3, 10)) == due


def test_a_team_has_one_leader_of_its_own():
    for members, leader in (((), None), ((1, 1), 1), ((1, 2), 3)):
        with pytest.raises(BadInput):
            rules.check_team(members, leader)
    rules.check_team((1, 2), 2)
