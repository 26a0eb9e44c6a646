"""What the state of a file allows, with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from donghanh.cases import rules
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind
from donghanh.kernel.workdays import ZONE
from tests.said import check, grid, named, outcome, page

AT = datetime(2026, 11, 22, 23, 30, tzinfo=ZONE)


def rows() -> Iterator[tuple[str, str, str]]:
    for row in grid(is_voided=(True, False), rests_on_decision=(True, False), reason=(" ", "Nhầm")):
        yield "check_can_void", named(row), outcome(lambda row=row: rules.check_can_void(**row))
    for row in grid(
        by=(None, 1, 2), reason=(" " + "x" * (rules.SHORTEST_ERROR - 1), "x" * rules.SHORTEST_ERROR), is_decided=(True, False), is_away=(True, False)
    ):
        said = named({**row, "reason": len(row["reason"])})
        yield "check_can_close_as_error", said, outcome(lambda row=row: rules.check_can_close_as_error(opened_by=1, **row))
    for moment in (AT, AT + timedelta(minutes=1), AT + timedelta(minutes=1, seconds=1), AT.replace(tzinfo=None)):
        yield "check_time", str(moment), outcome(lambda m=moment: rules.check_time(m, at=AT))
    for row in grid(born_on=(None, date(2008, 11, 21), date(2008, 11, 22), date(2008, 11, 23), date(2008, 12, 1)), birth_year=(2008,)):
        yield "age_on", named(row), outcome(lambda row=row: rules.age_on(AT.date(), **row))
    for is_date_only in (True, False):
        fact = FactView(UUID(int=1), FactKind.TESTED_POSITIVE, AT, is_date_only)
        yield "FactView", f"is_date_only={is_date_only}", outcome(lambda fact=fact: {"on": fact.on, "counts_from": fact.counts_from})


def test_every_answer_and_refusal_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page(rows()))
