"""What may be set of reminders, with every sentence. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from donghanh.cases.reminders import rules
from donghanh.cases.reminders.terms import MOST
from tests.said import check, named, outcome, page

ON = date(2026, 11, 23)
GOOD = {"days": 2, "reason": "Trình ký sớm hơn", "since": ON, "on": ON}
CHANGES = (
    {}, {"days": -1}, {"days": 0}, {"days": MOST}, {"days": MOST + 1}, {"reason": "  "}, {"reason": " " + "x" * 300}, {"reason": "x" * 301},
    {"since": ON - timedelta(days=1)}, {"since": ON + timedelta(days=365)}, {"since": ON + timedelta(days=366)},
)  # fmt: skip


def test_every_refusal_in_full():
    rows = [("check_setting", named(change)[:40], outcome(lambda change=change: rules.check_setting(**{**GOOD, **change}))) for change in CHANGES]
    check(Path(__file__).parent / "said" / "rules.txt", page(rows))
