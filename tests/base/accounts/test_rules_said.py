"""Posts, second persons and one-time codes, with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from donghanh.base.accounts import rules
from tests.said import check, grid, named, outcome, page

ON = date(2026, 11, 22)
ONE = timedelta(days=1)
SECRET = b"12345678901234567890"
AT = datetime.fromtimestamp(1_111_111_109, UTC)
"""A moment of the examples of RFC 6238, appendix B: the code is 07081804, so the six digits 081804."""


Row = tuple[str, str, str]


def posts() -> Iterator[Row]:
    for ends_before in (ON - ONE, ON, ON + ONE, ON + 366 * ONE, ON + 367 * ONE):
        yield "check_post_period", str(ends_before), outcome(lambda e=ends_before: rules.check_post_period(starts_on=ON, ends_before=e))
    for row in grid(actor_id=(None, 1, 2), holder_id=(1, 3), proposer_id=(None, 2)):
        yield "check_other_person", named(row), outcome(lambda row=row: rules.check_other_person(**row))


def administrators() -> Iterator[Row]:
    for standing in (0, 1, 2, 3):
        yield "check_needs_first_admin", str(standing), outcome(lambda s=standing: rules.check_needs_first_admin(s))
    for standing in ({1}, {1, 2}, {1, 2, 3}, {2, 3}):
        yield "check_is_spared", str(standing), outcome(lambda s=standing: rules.check_is_spared(1, s))
    for row in grid(proposed=(True, False), approved=(True, False)):
        yield "check_is_pending", named(row), outcome(lambda row=row: rules.check_is_pending(**row))
    for row in grid(is_open=(True, False), others=(0, 1, 2)):
        yield "check_can_propose_reset", named(row), outcome(lambda row=row: rules.check_can_propose_reset(**row))
    for has_code in (True, False):
        yield "check_has_code", str(has_code), outcome(lambda h=has_code: rules.check_has_code(h))
    for reason in ("", "  ", "Nghỉ việc"):
        yield "check_reason", reason, outcome(lambda r=reason: rules.check_reason(r))


def ends() -> Iterator[Row]:
    for on in (ON - ONE, ON, ON + ONE, ON + 9 * ONE, ON + 10 * ONE):
        yield "check_can_end", str(on), outcome(lambda on=on: rules.check_can_end(starts_on=ON, ends_before=ON + 10 * ONE, on=on))


def codes() -> Iterator[Row]:
    now = 1_111_111_109 // 30
    for code in ("081804", " 081 804 ", "81804", "0818040", "081805", "０８１８０４", "08180²", "abcdef"):
        yield "matching_step", code, outcome(lambda c=code: rules.matching_step(SECRET, c, at=AT, after_step=0))
    for seconds in (-60, -30, 0, 30, 60):
        at = AT + timedelta(seconds=seconds)
        yield "matching_step", f"{seconds} s", outcome(lambda at=at: rules.matching_step(SECRET, "081804", at=at, after_step=0))
    for after in (now - 1, now, now + 1):
        yield "matching_step", f"after {after}", outcome(lambda a=after: rules.matching_step(SECRET, "081804", at=AT, after_step=a))


def test_every_answer_and_refusal_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page([*posts(), *administrators(), *ends(), *codes()]))
