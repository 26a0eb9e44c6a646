"""What the calendar and a reorganisation must hold, with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from donghanh.base.places import rules
from tests.base.places.test_rules_mutants import FINE
from tests.said import check, grid, named, outcome, page

ON = date(2026, 11, 22)
DOCUMENT = {"number": " 12/NQ-UBTVQH16 ", "issuer": " Uỷ ban  Thường vụ Quốc hội", "document_date": ON, "on": ON + timedelta(days=1), "today": ON}
UNIT = {"code": "26050", "kind": "xã", "name": "Trảng Bom"}


def rows() -> Iterator[tuple[str, str, str]]:
    for change in (
        {}, {"name": " "}, {"source": ""}, {"note": "x" * 301}, {"name": "x" * 121}, {"source": "x" * 201}, {"day": date(1999, 1, 1)},
    ):  # fmt: skip
        yield "check_day", named(change)[:30], outcome(lambda c=change: rules.check_day(**{**FINE, **c}))
    changes = (
        {}, {"number": " "}, {"issuer": " "}, {"number": "x" * 61, "issuer": "x" * 201}, {"document_date": ON + timedelta(days=1)}, {"on": ON},
        {"on": ON - timedelta(days=1)},
    )  # fmt: skip
    for change in changes:
        yield "check_document", named(change)[:60], outcome(lambda c=change: rules.check_document(**{**DOCUMENT, **c}))
    sides = ((), (1,), (1, 2), (2, 2))
    for row in grid(former=sides, successors=((), (3,), (None,), (None, None), (3, 4), (3, 3), (1,), (1, 4), (3, None))):
        yield "check_units", named(row), outcome(lambda row=row: rules.check_units(**row))
    units = (
        {}, {"code": "2605"}, {"code": "260500"}, {"code": "2605a"}, {"code": "２６０５０"}, {"kind": "phường"}, {"kind": "đặc khu"},
        {"kind": "huyện"},
        {"name": " "}, {"name": "x" * 120}, {"name": "x" * 121},
    )  # fmt: skip
    for change in units:
        yield "check_new_unit", named(change)[:40], outcome(lambda c=change: rules.check_new_unit(**{**UNIT, **c}))
    court = {"kind": next(iter(rules.BY_COVERAGE)), "name": " Toà án  khu vực 4 ", "reason": " Thông báo 12 "}
    for change in ({}, {"kind": "commune_police"}, {"name": " "}, {"reason": " "}, {"name": "x" * 201, "reason": "x" * 301}):
        yield "check_court", named(change)[:40], outcome(lambda c=change: rules.check_court(**{**court, **c}))


def test_every_answer_and_refusal_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page(rows()))
