"""Days of leave beside the most that the law gives: looked at, never refused, since travel is not counted."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.decisions.held.rules import leave_check

ON = date(2026, 12, 9)


@pytest.mark.parametrize(("last", "days", "is_fine"), [("10/12/2026", 1, True), ("14/12/2026", 5, True), ("15/12/2026", 6, False)])
def test_the_days_typed_stand_beside_the_law(last, days, is_fine):
    found = leave_check({"leave_from": "10/12/2026", "leave_to": last}, on=ON)
    assert found and found.is_fine == is_fine and f"{days} ngày" in found.text and "Điều 121" in found.detail


@pytest.mark.parametrize(("values", "on"), [({"leave_from": "…"}, ON), ({"leave_from": "1/1/2021", "leave_to": "2/1/2021"}, date(2021, 1, 1))])
def test_nothing_is_said_where_a_day_or_the_law_is_not_known(values, on):
    assert leave_check(values, on=on) is None
