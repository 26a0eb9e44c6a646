"""What may be asked in the person's name and what an answer needs, at each edge, with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from donghanh.kernel.workdays import ZONE
from donghanh.rights import rules
from donghanh.rights.rules import DelegateView
from donghanh.rights.terms import About, DelegateKind, DelegateMay, Effect
from tests.said import check, grid, named, outcome, page

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=ZONE)
GIVEN = DelegateView(UUID(int=1), DelegateKind.LAWYER, "Lê Thị Ỗi", "Giấy uỷ quyền 12", (DelegateMay.READ,), ON, date(2027, 11, 22), False)
YOUNG, GROWN = date(2028, 5, 6), date(2020, 1, 1)
WORDS = ("", "   " + "x" * 9 + "   ", "x" * 10)


def delegating() -> Iterator[tuple[str, str, str]]:
    changes = [
        {"full_name": " "}, {"basis": " " + "x" * 9 + " "}, {"basis": "x" * 10}, {"may": ()}, {"ends_before": ON},
        {"ends_before": ON + timedelta(days=1)},
        {"starts_on": ON + timedelta(days=5), "ends_before": ON + timedelta(days=5)}, {"starts_on": ON - timedelta(days=9), "ends_before": ON},
        {"ends_before": date(2027, 11, 23)}, {"ends_before": date(2028, 5, 6)}, {"ends_before": date(2028, 5, 7)}, {},
    ]  # fmt: skip
    for change in changes:
        for kind in DelegateKind:
            for of_age in (YOUNG, GROWN, ON):
                given = replace(GIVEN, kind=kind, **change)
                yield (
                    "check_can_delegate",
                    f"{named(change)} {kind} of_age_on={of_age}",
                    outcome(lambda given=given, of_age=of_age: rules.check_can_delegate(given, of_age_on=of_age, on=ON)),
                )
    for on in (ON - timedelta(days=1), ON, date(2027, 11, 21), date(2027, 11, 22)):
        for given in (None, GIVEN, replace(GIVEN, is_ended=True)):
            for wanted in (DelegateMay.READ, DelegateMay.COMPLAIN):
                name = "himself" if given is None else f"is_ended={given.is_ended}"
                yield "check_may_act", f"{name} {wanted} {on}", outcome(lambda g=given, w=wanted, on=on: rules.check_may_act(g, w, on=on))
    for born in (None, date(2008, 2, 29), date(2009, 1, 1)):
        yield "comes_of_age", f"born_on={born}", outcome(lambda born=born: rules.comes_of_age(2008, born, on=ON))


def asking() -> Iterator[tuple[str, str, str]]:
    late = AT + timedelta(seconds=1)
    for at in (AT, late):
        yield "check_can_show", str(at), outcome(lambda at=at: rules.check_can_show(shown_at=at, at=AT))
    rows = [
        *grid(about=(About.FACT, About.NAME), has_fact=(True, False), is_voided=(False,), said=("x" * 10,), asked_at=(AT,)),
        *grid(about=(About.FACT,), has_fact=(True,), is_voided=(True, False), said=WORDS, asked_at=(AT, late)),
    ]
    for row in rows:
        yield "check_can_correct", named(row), outcome(lambda row=row: rules.check_can_correct(**row, at=AT))
    for row in grid(is_acknowledged=(True, False), is_answered=(True, False)):
        yield "check_can_acknowledge", named(row), outcome(lambda row=row: rules.check_can_acknowledge(**row))
    for row in grid(is_answered=(True, False), reasons=WORDS, answered_by=(None, 1), written_by=(None, 1, 2)):
        yield "check_can_answer", named(row), outcome(lambda row=row: rules.check_can_answer(**row))
    for row in grid(still_stands=(True, False), rests_on_decision=(True, False)):
        yield "check_corrected", named(row), outcome(lambda row=row: rules.check_corrected(**row))
    for body in ("", "Toà án nhân dân khu vực 3"):
        yield "check_not_theirs", body, outcome(lambda body=body: rules.check_not_theirs(body))
    for row in grid(is_ended=(True, False), reason=WORDS):
        yield "check_can_end", named(row), outcome(lambda row=row: rules.check_can_end(**row))


def complaining() -> Iterator[tuple[str, str, str]]:
    fine = {"is_signed": True, "is_withdrawn": False, "decided_on": ON - timedelta(days=9), "known_on": ON - timedelta(days=5), "complained_on": ON}
    changes = [
        {}, {"is_signed": False}, {"is_withdrawn": True}, {"known_on": ON - timedelta(days=9)}, {"known_on": ON - timedelta(days=10)},
        {"complained_on": ON - timedelta(days=5)}, {"complained_on": ON - timedelta(days=6)}, {"complained_on": ON + timedelta(days=1)},
    ]  # fmt: skip
    for change in changes:
        row = {**fine, **change, "content": "x" * 10, "today": ON}
        yield "check_can_contest", named(change), outcome(lambda row=row: rules.check_can_contest(**row))
    for content in WORDS:
        yield "check_can_contest", f"content={content}", outcome(lambda c=content: rules.check_can_contest(**fine, today=ON, content=c))
    for row in grid(
        is_answered=(True, False), was_suspended=(True, False), effect=Effect, reasons=WORDS[1:], answered_by=(None, 1), heard=({1, 2}, {3})
    ):
        yield "check_can_settle", named({**row, "heard": sorted(row["heard"])}), outcome(lambda row=row: rules.check_can_settle(**row))


def test_one_complaint_at_a_time():
    said = outcome(
        lambda: rules.check_can_contest(
            is_signed=True, is_withdrawn=False, is_open=True, decided_on=ON, known_on=ON, complained_on=ON, today=ON, content=WORDS[-1]
        )
    )
    assert "chưa được trả lời" in said


def test_every_refusal_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page([*delegating(), *asking(), *complaining()]))


@pytest.mark.parametrize("on", [ON - timedelta(days=1), ON, date(2027, 11, 21), date(2027, 11, 22)])
def test_a_grant_stands_from_its_first_day_to_the_day_before_its_end(on):
    assert GIVEN.stands(on) == (ON <= on < date(2027, 11, 22))
    assert not replace(GIVEN, is_ended=True).stands(on)
