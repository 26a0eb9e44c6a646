"""When a list may be entered, taken back or thrown away, by cases at the edges. Pure, no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from donghanh.intake import rules
from donghanh.intake.rules import CannotEnter, CannotUndo
from donghanh.intake.terms import BatchState
from donghanh.kernel.errors import BadInput

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
STATES = BatchState.values
KNOWN, NAMES = frozenset({"name", "family", "born", "sex"}), frozenset({"name", "family"})


def answer_of(kind, call, **how) -> str:
    with pytest.raises(kind) as answer:
        call(**how)
    assert answer.value.mend.endswith(".")
    return answer.value.message


def test_seven_days_as_draft_and_seven_to_take_back():
    assert rules.drafts_end(AT) == rules.last_day_to_undo(AT) == datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.mark.parametrize("state", STATES)
def test_only_a_checked_list_is_entered(state):
    if state == "CHECKED":
        rules.check_can_enter(state=state, ready=1)
        assert answer_of(CannotEnter, rules.check_can_enter, state=state, ready=0) == "Không có dòng nào dùng được."
    else:
        assert answer_of(CannotEnter, rules.check_can_enter, state=state, ready=1) == "Danh sách này không còn chờ nhập."


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("call", "how", "allowed", "words"),
    [
        (rules.check_can_read_again, {"cleared": False}, ("CHECKED", "UNREADABLE"), "không còn đọc lại được"),
        (rules.check_can_read_again, {"cleared": True}, (), "không còn đọc lại được"),
        (rules.check_can_cancel, {}, ("CHECKED", "READING", "UNREADABLE"), "không huỷ được"),
    ],
)
def test_states_in_which_a_list_is_read_again_or_thrown_away(call, how, allowed, words, state):
    if state in allowed:
        call(state=state, **how)
    else:
        assert words in answer_of(CannotEnter, call, state=state, **how)


@pytest.mark.parametrize("state", STATES)
def test_only_an_entered_list_is_taken_back(state):
    if state == "CONFIRMED":
        rules.check_can_undo(state=state, confirmed_at=AT, at=AT)
    else:
        assert "chưa nhập hoặc đã gỡ" in answer_of(CannotUndo, rules.check_can_undo, state=state, confirmed_at=AT, at=AT)


def test_taken_back_until_the_seventh_day_is_over():
    rules.check_can_undo(state="CONFIRMED", confirmed_at=AT, at=AT + timedelta(days=7, microseconds=-1))
    said = answer_of(CannotUndo, rules.check_can_undo, state="CONFIRMED", confirmed_at=AT, at=AT + timedelta(days=7))
    assert said == "Đã quá 7 ngày từ khi nhập."
    assert "chưa nhập" in answer_of(CannotUndo, rules.check_can_undo, state="CONFIRMED", confirmed_at=None, at=AT)


@pytest.mark.parametrize("columns", [{}, {0: "name"}, {3: "family", 1: "born"}, {0: "name", 1: "family", 2: "born", 3: "sex"}])
def test_columns_that_can_be_read(columns):
    rules.check_columns(columns, known=KNOWN, names=NAMES)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({0: "name", 1: "score", 2: "rank"}, "Không có loại cột “rank”."),
        ({0: "name", 1: "name"}, "Hai cột được chọn cùng một loại."),
        ({0: "born", 1: "sex"}, "Chưa chọn cột họ và tên."),
    ],
)
def test_columns_that_cannot(columns, words):
    with pytest.raises(BadInput) as answer:
        rules.check_columns(columns, known=KNOWN, names=NAMES)
    assert (answer.value.message, answer.value.field) == (words, "columns")
    assert answer.value.mend.endswith(".")
