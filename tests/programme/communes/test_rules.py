"""When a commune uses the system, how its class moves, what may be written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.kernel.errors import BadInput
from donghanh.programme.communes import rules
from donghanh.programme.communes.terms import Grade, Move

ON = date(2026, 11, 21)


@pytest.mark.parametrize(("days", "uses"), [(0, True), (29, True), (30, False), (400, False)])
def test_a_confirmation_holds_thirty_days(days, uses):
    assert rules.uses(ON - timedelta(days=days), on=ON) is uses


def test_who_never_said_anything_does_not_use_it():
    assert not rules.uses(None, on=ON)


@pytest.mark.parametrize(
    ("before", "now", "way"),
    [
        (Grade.GOOD, Grade.CLEAN, Move.UP),
        (Grade.CLEAN, Grade.COMPLEX, Move.DOWN),
        (Grade.GOOD, Grade.GOOD, Move.SAME),
        (None, Grade.GOOD, Move.NEW),
        (Grade.GOOD, None, Move.NONE),
    ],
)
def test_a_class_goes_up_down_or_stays(before, now, way):
    assert rules.move(now, before) is way


@pytest.mark.parametrize(("on", "says"), [(ON + timedelta(days=1), "sau hôm nay"), (date(2013, 12, 31), "trước năm 2014")])
def test_a_day_that_cannot_be_is_refused(on, says):
    with pytest.raises(BadInput, match=says):
        rules.check_day(on, today=ON)


@pytest.mark.parametrize("year", [2013, 2027])
def test_a_class_is_for_a_year_that_has_begun(year):
    with pytest.raises(BadInput) as refused:
        rules.check_year(year, decided_on=ON)
    assert refused.value.field == "year" and refused.value.mend
