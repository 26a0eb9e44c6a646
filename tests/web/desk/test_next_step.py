"""What comes next: what the procedure waits for by its limit, then what is overdue, then what has no limit, the routine last."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from donghanh.cases.procedures.shape import DutyView
from donghanh.web.cases import steps
from tests.factories import cases

NOW = cases.NOW
DAY = timedelta(days=1)


def owed(kind: str, due: timedelta | None = None) -> DutyView:
    """A duty that stands since yesterday; due: from now."""
    return DutyView(kind, "", "", NOW - DAY, due=None if due is None else SimpleNamespace(value=NOW + due))


@pytest.mark.parametrize(
    ("duties", "first"),
    [
        ([owed("CHECK_RESIDENCE", 1 * DAY), owed("DECIDE", 3 * DAY)], "DECIDE"),
        ([owed("CHECK_RESIDENCE", -9 * DAY), owed("DECIDE", 3 * DAY)], "DECIDE"),
        ([owed("SEND_NOTICE", 2 * DAY), owed("VERIFY_RESIDENCE", 1 * DAY)], "VERIFY_RESIDENCE"),
        ([owed("SEND_END"), owed("CHECK_RESIDENCE", -1 * DAY)], "CHECK_RESIDENCE"),
        ([owed("OFFER_SERVICE"), owed("CHECK_RESIDENCE", 1 * DAY), owed("SEND_END")], "SEND_END"),
        ([owed("OFFER_SERVICE"), owed("CHECK_RESIDENCE", 1 * DAY)], "CHECK_RESIDENCE"),
    ],
    ids=["before a check", "before an overdue check", "by limit", "overdue", "before routine", "routine by limit"],
)
def test_the_order(duties, first):
    for given in (duties, duties[::-1]):
        assert sorted(given, key=steps.before(NOW))[0].kind == first


def test_twin_by_limit_alone_a_monthly_check_stands_before_the_decision():
    duties = [owed("CHECK_RESIDENCE", -9 * DAY), owed("DECIDE", 3 * DAY)]
    assert min(duties, key=lambda one: one.due.value).kind == "CHECK_RESIDENCE"
