"""What a pilot waits for, what an evaluation may advise, quarters: pure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh.kernel.errors import BadInput
from donghanh.programme.roadmap import piloting, rules
from donghanh.programme.roadmap.rules import Fact
from donghanh.programme.roadmap.terms import Happening as H
from donghanh.programme.roadmap.terms import Next, SiteKind

MADE = date(2026, 1, 5)
PILOT = Fact("p", H.PILOTED, MADE, starts_by=date(2026, 3, 1), review_by=date(2026, 9, 1))
OPENED, GUIDED = Fact("o", H.OPENED, date(2026, 2, 1)), Fact("g", H.GUIDED, date(2026, 4, 1))


def judged(advice: str, on=date(2026, 8, 1)) -> Fact:
    return Fact("e", H.EVALUATED, on, is_effective=True, advice=advice, score=70)


def after(*facts: Fact, on: date, places_by=()):
    told = sorted(facts, key=lambda one: one.on)
    now = rules.standing(kind=SiteKind.PREVENTION, decided_on=MADE, unit=1, place="", facts=told, on=on)
    return piloting.waiting(facts=told, now=now, on=on, places_by=places_by)


@pytest.mark.parametrize(
    ("facts", "on", "step", "is_late"),
    [
        ((PILOT,), date(2026, 3, 1), Next.OPEN, False),
        ((PILOT,), date(2026, 3, 2), Next.OPEN, True),
        ((PILOT, OPENED), date(2026, 3, 2), Next.GUIDE, False),
        ((PILOT, OPENED, GUIDED), date(2026, 9, 1), Next.JUDGE, False),
        ((PILOT, OPENED, GUIDED), date(2026, 9, 2), Next.JUDGE, True),
        ((PILOT, OPENED, GUIDED, judged("CONTINUE")), date(2026, 10, 1), Next.KEEP, False),
        ((PILOT, OPENED, judged("ADJUST")), date(2026, 10, 1), Next.ADJUST, False),
        ((PILOT, OPENED, judged("END")), date(2026, 10, 1), Next.END, False),
        ((PILOT, OPENED, judged("END"), Fact("c", H.CLOSED, date(2026, 9, 5))), date(2026, 10, 1), Next.NOTHING, False),
    ],
)
def test_each_stage_of_a_pilot_has_its_next_action_and_is_late_past_the_day_that_was_set(facts, on, step, is_late):
    found = after(*facts, on=on)
    assert (found.step, found.is_late) == (step, is_late)


def test_to_replicate_waits_for_the_nearest_place_and_without_a_day_nothing_is_late():
    days = (date(2027, 6, 1), date(2026, 12, 1))
    assert after(PILOT, OPENED, judged("REPLICATE"), on=date(2026, 12, 2), places_by=days) == piloting.Waiting(Next.REPLICATE, days[1], True)
    assert after(PILOT, OPENED, judged("REPLICATE"), on=date(2026, 12, 2)).step == Next.KEEP
    unset = Fact("p", H.PILOTED, MADE)
    assert after(unset, on=date(2040, 1, 1)) == piloting.Waiting(Next.OPEN, None, False)
    assert after(OPENED, on=date(2026, 5, 1)) is None


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"advice": "REPLICATE", "is_effective": False}, "advice"),
        ({"advice": "REPLICATE", "places": ()}, "places"),
        ({"advice": "REPLICATE", "by": MADE}, "by"),
        ({"advice": "CONTINUE"}, "advice"),
    ],
)
def test_an_advice_that_does_not_fit_says_what_to_mend(told, field):
    fine = {"advice": "REPLICATE", "is_effective": True, "on": MADE, "places": (1,), "by": date(2026, 12, 31)}
    piloting.check_advice(**fine)
    with pytest.raises(BadInput) as refusal:
        piloting.check_advice(**fine | told)
    assert refusal.value.field == field


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_lies_in_its_quarter_and_the_next_begins_where_it_ends(day):
    start, end = piloting.quarter(day)
    assert start <= day < end and (end - start).days in range(90, 93) and piloting.quarter(end)[0] == end


def test_the_trend_is_the_last_score_less_the_one_before():
    first, second = judged("", date(2025, 8, 1)), Fact("f", H.EVALUATED, date(2026, 8, 1), is_effective=True, score=82)
    assert piloting.trend([OPENED, first], on=date(2026, 9, 1)) is None
    assert piloting.trend([OPENED, first, second], on=date(2026, 9, 1)) == 12
    assert piloting.trend([OPENED, first, second, Fact("t", H.TAKEN_BACK, date(2026, 9, 1), undoes="f")], on=date(2026, 9, 1)) is None
