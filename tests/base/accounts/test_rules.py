"""Posts, two people behind every grant, one-time codes used once: by cases at the edges. Pure, no database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from donghanh.base.accounts import rules
from donghanh.base.accounts.rules import CannotGrant

TODAY = date(2026, 11, 21)
SECRET = b"12345678901234567890"  # RFC 6238, appendix B
AT = datetime.fromtimestamp(1111111109, UTC)
STEP = 1111111109 // 30
CODE = "081804"  # the last six of the RFC's 07081804


def refused(call, *, field: str = "", **how) -> str:
    """The sentence of the refusal, which names its field, where there is one, and how to mend it."""
    with pytest.raises(CannotGrant) as answer:
        call(**how)
    assert answer.value.field == field
    assert answer.value.mend.endswith(".")
    return answer.value.message


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "phải sau ngày bắt đầu"), (0, "phải sau ngày bắt đầu"), (1, ""), (366, ""), (367, "không quá 12 tháng")]
)
def test_a_post_lasts_a_day_to_a_year(days, words):
    how = {"starts_on": TODAY, "ends_before": TODAY + timedelta(days=days)}
    if words:
        assert words in refused(rules.check_post_period, field="ends_before", **how)
    else:
        rules.check_post_period(**how)


@pytest.mark.parametrize(
    ("actor", "holder", "proposer", "words"),
    [(1, 1, None, "chính mình"), (1, 2, 1, "không tự duyệt"), (1, 1, 3, "chính mình"), (1, 2, None, ""), (1, 2, 3, ""), (None, 2, None, "")],
)
def test_nobody_grants_to_himself_or_approves_his_own_proposal(actor, holder, proposer, words):
    how = {"actor_id": actor, "holder_id": holder, "proposer_id": proposer}
    if words:
        assert words in refused(rules.check_other_person, **how)
    else:
        rules.check_other_person(**how)


@pytest.mark.parametrize(("standing", "fine"), [(0, True), (1, True), (2, True), (3, False)])
def test_the_command_line_makes_three_administrators_and_no_more(standing, fine):
    if fine:
        rules.check_needs_first_admin(standing)
    else:
        assert "đủ ba quản trị viên" in refused(rules.check_needs_first_admin, standing=standing)


@pytest.mark.parametrize(("proposed", "approved", "fine"), [(True, False, True), (True, True, False), (False, False, False), (False, True, False)])
def test_a_proposal_is_answered_once(proposed, approved, fine):
    if fine:
        rules.check_is_pending(proposed=proposed, approved=approved)
    else:
        assert "đã được xử lý" in refused(rules.check_is_pending, proposed=proposed, approved=approved)


def test_a_code_to_take_off_and_a_reason():
    rules.check_has_code(True)
    rules.check_reason(" vì mất máy ")
    assert "không gắn ứng dụng mã" in refused(rules.check_has_code, has_code=False)
    assert refused(rules.check_reason, field="reason", reason=" \n") == "Thiếu lý do."


@pytest.mark.parametrize(("first", "last", "fine"), [(-1, 1, True), (0, 1, False), (-1, 0, False), (-9, -1, False), (1, 9, False)])
def test_a_standing_post_can_end(first, last, fine):
    how = {"starts_on": TODAY + timedelta(days=first), "ends_before": TODAY + timedelta(days=last), "on": TODAY}
    if fine:
        rules.check_can_end(**how)
    else:
        assert "không còn hiệu lực" in refused(rules.check_can_end, **how)


@pytest.mark.parametrize("code", [CODE, "081 804", " 0818 04 "])
def test_the_code_of_the_standard_belongs_to_its_step(code):
    assert rules.matching_step(SECRET, code, at=AT, after_step=0) == STEP


@pytest.mark.parametrize(("seconds", "found"), [(-60, None), (-30, STEP), (0, STEP), (30, STEP), (60, None)])
def test_one_step_of_drift_and_no_more(seconds, found):
    assert rules.matching_step(SECRET, CODE, at=AT + timedelta(seconds=seconds), after_step=0) == found


def test_a_code_is_used_once():
    assert rules.matching_step(SECRET, CODE, at=AT, after_step=STEP - 1) == STEP
    assert rules.matching_step(SECRET, CODE, at=AT, after_step=STEP) is None
    assert rules.matching_step(SECRET, CODE, at=AT, after_step=STEP + 1) is None


@pytest.mark.parametrize("code", ["", "81804", "0081804", "08180A", "０８１８０４", "²81804", "081805"])
def test_what_is_no_code_or_another_one(code):
    assert rules.matching_step(SECRET, code, at=AT, after_step=0) is None


def test_another_secret_has_other_codes():
    assert rules.matching_step(b"x" * 20, CODE, at=AT, after_step=0) is None


@pytest.mark.parametrize(("standing", "fine"), [({1, 2}, False), ({1}, False), ({1, 2, 3}, True), ({2, 3}, True)])
def test_the_last_two_administrators_are_spared(standing, fine):
    if fine:
        rules.check_is_spared(1, standing)
    else:
        assert "hai quản trị viên cuối cùng" in refused(rules.check_is_spared, holder_id=1, administrators=standing)
