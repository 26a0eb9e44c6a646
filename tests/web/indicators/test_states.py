"""A target on the page of its indicator is said to stand as the overview says it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from donghanh.web.indicators.presenters import values

DUE = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("last", "is_met", "told"),
    [
        (date(2025, 6, 30), False, ("Chưa đạt", "warn")),
        (DUE, False, ("Chưa đạt khi đến hạn", "bad")),
        (date(2026, 6, 30), False, ("Quá hạn, chưa đạt", "bad")),
        (date(2026, 6, 30), True, ("Đạt", "ok")),
        (date(2026, 6, 30), None, ("", "neut")),
    ],
)
def test_the_state_is_that_of_the_day_the_figure_is_counted_to(monkeypatch, last, is_met, told):
    monkeypatch.setattr(values, "met", lambda found, target: is_met)
    one = SimpleNamespace(is_here=True, target=SimpleNamespace(due_on=DUE))
    found = SimpleNamespace(figure=None, points=(), period=SimpleNamespace(last=last, code="x"))
    for name in ("wanted", "due", "_ahead", "_needed"):
        monkeypatch.setattr(values, name, lambda *_given: "")
    box = values._box(one, found, date(2026, 11, 22))
    assert (box.state, box.role) == told
