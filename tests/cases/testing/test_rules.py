"""What a test allows at each step, at each edge of time, with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from donghanh.cases.testing import rules
from donghanh.cases.testing.terms import Step
from donghanh.kernel.workdays import ZONE
from tests.said import check, grid, named, outcome, page

AT = datetime(2026, 11, 22, 9, tzinfo=ZONE)
BEFORE, LATE = AT - timedelta(hours=2), AT + timedelta(minutes=2)
JUST = timedelta(seconds=1)


def rows() -> Iterator[tuple[str, str, str]]:
    for row in grid(taken_at=(None, AT), answered_at=(None, AT), received_at=(None, AT), withdrawn_at=(None, AT)):
        yield "step", named(row), outcome(lambda row=row: rules.step(**row))
    for row in grid(now=Step, taken_at=(BEFORE - JUST, BEFORE, LATE)):
        now, taken = row["now"], row["taken_at"]
        yield "check_can_take", named(row), outcome(lambda n=now, t=taken: rules.check_can_take(n, asked_at=BEFORE, taken_at=t, at=AT))
    for row in grid(age=(17, 18), sample=("urine", "hair"), consented_by=("", "  ", "Lê Thị Ỗi"), on=(date(2026, 6, 30), date(2026, 7, 1))):
        yield "check_consent", named(row), outcome(lambda row=row: rules.check_consent(**row))
    for row in grid(now=Step, taken_at=(None, BEFORE), resulted_at=(BEFORE - JUST, BEFORE, LATE)):
        now, taken, resulted = row.values()
        yield "check_can_answer", named(row), outcome(lambda n=now, t=taken, r=resulted: rules.check_can_answer(n, taken_at=t, resulted_at=r, at=AT))
    for found in ({}, {"heroin": True}, {"ketamine": False, "mdma": True}, {"heroin": False, "water": True}):
        yield "panel", str(found), outcome(lambda found=found: [str(one) for one in rules.panel(found)])
    for row in grid(now=Step, reason=(" ", "Nhầm người")):
        now, reason = row.values()
        yield "check_can_withdraw", named(row), outcome(lambda n=now, r=reason: rules.check_can_withdraw(n, reason=r))
    for now in Step:
        yield "check_can_receive", str(now), outcome(lambda n=now: rules.check_can_receive(n))
    for row in grid(now=Step, is_positive=(None, True, False), is_followed=(True, False), has_person=(True, False)):
        now = row.pop("now")
        yield "check_can_follow", f"{now} {named(row)}", outcome(lambda n=now, row=row: rules.check_can_follow(n, **row))


def test_every_refusal_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page(rows()))
