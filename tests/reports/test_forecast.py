"""The straight line drawn on: exact on a line, bounded, and silent where it would say more than the points."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from donghanh.reports.forecast import straight

DAYS = [date(2024, 6, 30), date(2024, 12, 31), date(2025, 6, 30)]


def test_points_on_a_line_go_on_along_it():
    points = [(date(2025, 1, day), 10.0 + day) for day in (1, 5, 9)]
    assert straight(points, to=date(2025, 1, 21)) == 31.0


@pytest.mark.parametrize(
    ("points", "to"),
    [
        (list(zip(DAYS[:2], (1.0, 2.0), strict=True)), date(2026, 1, 1)),
        (list(zip(DAYS, (1.0, 2.0, 3.0), strict=True)), DAYS[2]),
        ([(DAYS[0], 1.0)] * 3, date(2026, 1, 1)),
    ],
)
def test_nothing_is_drawn_through_too_little_or_backwards(points, to):
    assert straight(points, to=to) is None


@given(some.lists(some.floats(0, 100), min_size=3, max_size=3))
def test_a_share_stays_between_none_and_all(values):
    found = straight(list(zip(DAYS, values, strict=True)), to=date(2027, 12, 31), most=100.0)
    assert found is not None and 0 <= found <= 100
