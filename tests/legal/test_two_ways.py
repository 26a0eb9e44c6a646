"""Two implementations that share no line agree: working days, days, hours, months, terms as served, ages."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from donghanh import legal
from donghanh.kernel.workdays import default_calendar, start_of
from donghanh.legal import courses
from donghanh.legal.ages import age_on
from donghanh.legal.courses import course
from donghanh.legal.spans import Span, days_in, joined
from tests.legal import second_way

LIVES = int(os.environ.get("DONGHANH_LIVES", "300"))
CALENDAR = default_calendar()
OFF, WORKED = set(CALENDAR.holidays), set(CALENDAR.made_up)
MANY = settings(max_examples=LIVES, deadline=None)
DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))
MOMENTS = st.builds(lambda day, seconds: start_of(day) + timedelta(seconds=seconds), DAYS, st.integers(0, 86_399))
RULES = [rule for rule in legal.rules() if rule.kind == "deadline" and rule.amount is not None]


def of_unit(*units: str) -> list[legal.Rule]:
    return [rule for rule in RULES if rule.unit in units]


@MANY
@given(rule=st.sampled_from(of_unit("working_day")), start=MOMENTS)
def test_working_days(rule, start):
    assert legal.due(rule, start).last_day == second_way.working_days_after(start.date(), int(rule.amount), OFF, WORKED)


@MANY
@given(rule=st.sampled_from(of_unit("day")), start=MOMENTS)
def test_calendar_days(rule, start):
    assert legal.due(rule, start).last_day == second_way.days_after(start.date(), int(rule.amount), OFF, WORKED)


@settings(max_examples=60, deadline=None)
@given(rule=st.sampled_from(of_unit("hour")), start=MOMENTS)
def test_clock_hours(rule, start):
    found = legal.due(rule, start)
    assert found.value == second_way.hours_after(start, int(rule.amount))
    assert found.value - found.start == timedelta(hours=int(rule.amount))


TERMS = [rule for rule in legal.rules() if rule.kind == "duration" and rule.unit in ("month", "year") and rule.amount]


@st.composite
def lives(draw):
    """A term, what was held before it, who was away when, and what was taken off."""
    rule = draw(st.sampled_from(TERMS))
    start = draw(DAYS)
    amount = draw(st.integers(int(rule.amount), int(rule.amount_max))) if rule.amount_max else None
    months = (amount or int(rule.amount)) * (12 if rule.unit == "year" else 1)
    reduced = draw(st.integers(0, min(6, months - 1)))

    def spans(low: int, high: int) -> list[tuple[date, date]]:
        pairs = draw(st.lists(st.tuples(st.integers(low, high), st.integers(0, 60)), max_size=5))
        return [(start + timedelta(days=first), start + timedelta(days=first + length)) for first, length in pairs]

    return rule, start, amount, months, reduced, spans(-90, 20), spans(-20, 30 * months + 120)


@MANY
@given(lives())
def test_a_term_as_served(life):
    rule, start, amount, months, reduced, held, away = life
    found = course(
        rule, start, held_before=[Span(*one) for one in held], uncounted=[Span(*one) for one in away], reduced_months=reduced, amount=amount
    )
    assert found.last_day == max(second_way.served(start, months, held, away, reduced), start)
    assert found.last_day >= start and not found.is_open


@MANY
@given(lives(), st.integers(0, 400))
def test_somebody_still_away_has_no_end_yet(life, left_after):
    rule, start, amount, months, reduced, held, away = life
    left = start + timedelta(days=left_after)
    found = course(
        rule,
        start,
        held_before=[Span(*one) for one in held],
        uncounted=[*(Span(*one) for one in away), Span(left)],
        reduced_months=reduced,
        amount=amount,
    )
    expected = second_way.served(start, months, held, [*away, (left, None)], reduced)
    assert found.last_day == (expected and max(expected, start))
    assert found.is_open == (found.waits_for_days > 0)


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None)
@given(lives())
def test_ten_thousand_lives(life):
    rule, start, amount, months, reduced, held, away = life
    found = course(
        rule, start, held_before=[Span(*one) for one in held], uncounted=[Span(*one) for one in away], reduced_months=reduced, amount=amount
    )
    assert found.last_day == max(second_way.served(start, months, held, away, reduced), start)


def test_twin_days_away_summed_instead_of_joined_would_be_seen(monkeypatch):
    monkeypatch.setattr(courses, "joined", lambda spans: tuple(sorted(spans, key=lambda span: span.first)))
    rule, start = legal.rule("REHAB_TERM_FIRST"), date(2026, 8, 1)
    away = [(date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 9, 15), date(2026, 10, 5))]
    assert course(rule, start, uncounted=[Span(*one) for one in away]).last_day != second_way.served(start, 24, [], away, 0)


@MANY
@given(st.lists(st.tuples(DAYS, st.integers(0, 200)), max_size=6), DAYS)
def test_joined_spans_hold_the_same_days_once(pairs, until):
    spans = [Span(first, first + timedelta(days=length)) for first, length in pairs]
    days = {first + timedelta(days=n) for first, length in pairs for n in range(length + 1)}
    assert days_in(spans, until=until) == len({day for day in days if day <= until})
    one_by_one = joined(spans)
    assert all(later.first > earlier.last + timedelta(days=1) for earlier, later in pairwise(one_by_one))


@MANY
@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), DAYS)
def test_ages(born, on):
    assume(born <= on)
    assert age_on(born, on) == second_way.years_old(born, on)


@pytest.mark.parametrize(("born", "on", "age"), [
    (date(2008, 2, 29), date(2026, 2, 27), 17), (date(2008, 2, 29), date(2026, 2, 28), 18), (date(2008, 2, 29), date(2028, 2, 28), 19),
    (date(2008, 2, 29), date(2028, 2, 29), 20), (date(2014, 7, 1), date(2026, 6, 30), 11), (date(2014, 7, 1), date(2026, 7, 1), 12),
])  # fmt: skip
def test_ages_by_hand(born, on, age):
    assert age_on(born, on) == age == second_way.years_old(born, on)


@MANY
@given(st.sampled_from([rule for rule in legal.rules() if rule.kind == "advance_notice"]), DAYS)
def test_notice_before_an_end(rule, end):
    found = legal.due(rule, start_of(end))
    assert (end - found.last_day).days == abs(int(rule.amount))


@MANY
@given(st.sampled_from([rule for rule in legal.rules() if rule.kind == "calendar"]), DAYS)
def test_a_fixed_day_is_the_first_one_after_the_start(rule, start):
    last = legal.due(rule, start_of(start)).last_day
    fixed = last + timedelta(days=1)
    assert fixed.day == rule.amount and rule.month in (None, fixed.month)
    between = (start + timedelta(days=n) for n in range(1, (fixed - start).days))
    assert not any(day.day == rule.amount and rule.month in (None, day.month) for day in between)


def test_an_open_range_is_no_number():
    with pytest.raises(legal.NotComputable, match="từ 06 đến 12 tháng"):
        course(legal.rule("VR-08"), date(2024, 1, 1))
    assert course(replace(legal.rule("VR-08")), date(2024, 8, 31), amount=6).last_day == date(2025, 2, 28)
