"""When a list may be entered, read again, taken back or thrown away, with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from donghanh.intake import rules
from donghanh.kernel.workdays import ZONE
from tests.said import check, grid, named, outcome, page

AT = datetime(2026, 11, 22, 9, tzinfo=ZONE)
STATES = ("READING", "CHECKED", "UNREADABLE", "CONFIRMED", "UNDONE", "CANCELLED")
COLUMNS = ({}, {0: "name"}, {0: "name", 1: "name"}, {0: "sex"}, {0: "name", 1: "zoo", 2: "ant"}, {0: "first", 2: "sex"})


def _too_many() -> None:
    raise rules.TooManyElsewhere


def rows() -> Iterator[tuple[str, str, str]]:
    yield "days", "", outcome(lambda: {"undo": rules.last_day_to_undo(AT), "drafts": rules.drafts_end(AT)})
    yield "TooManyElsewhere", "", outcome(_too_many)
    for state in STATES:
        for ready in (0, 1):
            yield "check_can_enter", f"{state} {ready}", outcome(lambda s=state, r=ready: rules.check_can_enter(state=s, ready=r))
        for confirmed_at in (None, AT - timedelta(days=7), AT - timedelta(days=7) + timedelta(seconds=1)):
            how = {"state": state, "confirmed_at": confirmed_at, "at": AT}
            yield "check_can_undo", named(how), outcome(lambda how=how: rules.check_can_undo(**how))
        yield "check_can_cancel", state, outcome(lambda s=state: rules.check_can_cancel(state=s))
    for row in grid(state=STATES, cleared=(True, False)):
        yield "check_can_read_again", named(row), outcome(lambda row=row: rules.check_can_read_again(**row))
    for columns in COLUMNS:
        how = {"known": frozenset({"name", "first", "sex"}), "names": frozenset({"name", "first"})}
        yield "check_columns", str(columns), outcome(lambda c=columns, how=how: rules.check_columns(c, **how))


def test_every_refusal_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page(rows()))
