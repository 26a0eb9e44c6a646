"""What a draft allows, by cases: state, hands, office, facts, reading, identity. Pure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from donghanh.decisions import rules
from donghanh.decisions.rules import CannotDecide, DraftView, HolderView, MayNotSign
from donghanh.decisions.terms import DecisionKind, DraftState
from donghanh.kernel.errors import Overtaken
from tests.factories import accounts

HOLDER = HolderView(71, "Công an xã Trảng Bom", "commune_police_chief", "Trưởng Công an xã Trảng Bom", "Luật 120/2025/QH15, Điều 24")
CHIEF = replace(accounts.actor("commune_police_chief"), user_id=3, body_id=71, stepped_up=True)
CHECKED = DraftView(DraftState.CHECKED, DecisionKind.MANAGE_USER, 1, 2, "commune_police_chief", 71)
DRAFTED = replace(CHECKED, state=DraftState.DRAFTED, checked_by=None)
SIGNED = replace(CHECKED, state=DraftState.SIGNED)


def sign(draft=CHECKED, actor=CHIEF, holder=HOLDER, **how):
    rules.check_can_sign(draft, actor=actor, holder=holder, **{"has_read": True, **how})


def test_the_right_office_signs_what_two_others_prepared():
    sign()


@pytest.mark.parametrize(
    ("how", "refusal", "word"),
    [
        ({"draft": DRAFTED}, Overtaken, "Đã soạn"),
        ({"draft": SIGNED}, Overtaken, "Đã ký"),
        ({"draft": replace(CHECKED, state=DraftState.RETURNED)}, Overtaken, "Bị trả lại"),
        ({"draft": replace(CHECKED, state=DraftState.DROPPED)}, Overtaken, "Đã bỏ"),
        ({"actor": replace(CHIEF, office="commune_chair")}, MayNotSign, "Trưởng Công an xã Trảng Bom"),
        ({"actor": replace(CHIEF, office="")}, MayNotSign, "Trưởng Công an xã Trảng Bom"),
        ({"actor": replace(CHIEF, body_id=72)}, MayNotSign, "Trưởng Công an xã Trảng Bom"),
        ({"actor": replace(CHIEF, user_id=1)}, MayNotSign, "Người soạn"),
        ({"actor": replace(CHIEF, user_id=2)}, MayNotSign, "kiểm tra"),
        ({"draft": replace(CHECKED, office="commune_chair", body_id=70)}, CannotDecide, "thẩm quyền đã chuyển"),
        ({"draft": replace(CHECKED, is_current=False)}, CannotDecide, "Hồ sơ đã thay đổi"),
        ({"is_as_seen": False}, Overtaken, "khác bản bạn vừa đọc"),
        ({"has_read": False}, CannotDecide, "đọc quyết định"),
        ({"actor": replace(CHIEF, stepped_up=False)}, MayNotSign, "xác nhận lại danh tính"),
    ],
)
def test_each_reason_not_to_sign(how, refusal, word):
    with pytest.raises(refusal) as answer:
        sign(**how)
    assert word in answer.value.message and answer.value.mend


def test_a_refusal_of_office_names_the_article():
    with pytest.raises(MayNotSign) as answer:
        sign(actor=replace(CHIEF, office="commune_chair"))
    assert answer.value.citation == HOLDER.citation


@pytest.mark.parametrize("state", [s for s in DraftState if s != DraftState.DRAFTED])
def test_only_a_fresh_draft_is_checked(state):
    with pytest.raises(Overtaken):
        rules.check_can_check(replace(DRAFTED, state=state), user_id=2)


def test_nobody_checks_his_own_draft_or_one_on_changed_facts():
    rules.check_can_check(DRAFTED, user_id=2)
    with pytest.raises(MayNotSign):
        rules.check_can_check(DRAFTED, user_id=1)
    with pytest.raises(CannotDecide):
        rules.check_can_check(replace(DRAFTED, is_current=False), user_id=2)


@pytest.mark.parametrize("state", list(DraftState))
def test_what_is_sent_back_or_put_away(state):
    draft = replace(DRAFTED, state=state)
    may_return, may_drop = state in ("DRAFTED", "CHECKED"), state not in ("SIGNED", "DROPPED")
    for allowed, act in (
        (may_return, lambda: rules.check_can_return(draft, reason="Sai ngày xét nghiệm")),
        (may_drop, lambda: rules.check_can_drop(draft)),
    ):
        if allowed:
            act()
        else:
            with pytest.raises((CannotDecide, Overtaken)):
                act()


@pytest.mark.parametrize("reason", ["", "   ", "sai", "sửa lại\n  "])
def test_a_return_names_what_to_mend(reason):
    with pytest.raises(CannotDecide) as answer:
        rules.check_can_return(DRAFTED, reason=reason)
    assert answer.value.mend


@pytest.mark.parametrize(("reasons", "fine"), [("", False), ("Dương tính.", False), ("x" * 19, False), ("x" * 20, True), (" " * 30 + "x", False)])
def test_a_decision_says_why(reasons, fine):
    if fine:
        rules.check_reasons(reasons)
    else:
        with pytest.raises(CannotDecide):
            rules.check_reasons(reasons)


@pytest.mark.parametrize(
    ("target", "how", "word"),
    [
        (None, {"same_case": False, "is_withdrawn": False}, "Chưa chọn"),
        (SIGNED, {"same_case": False, "is_withdrawn": False}, "Chưa chọn"),
        (CHECKED, {"same_case": True, "is_withdrawn": False}, "đã ký"),
        (SIGNED, {"same_case": True, "is_withdrawn": True}, "đã bị thu hồi"),
        (replace(SIGNED, kind=DecisionKind.WITHDRAW), {"same_case": True, "is_withdrawn": False}, "quyết định thu hồi"),
    ],
)
def test_what_cannot_be_withdrawn(target, how, word):
    with pytest.raises((CannotDecide, Overtaken)) as answer:
        rules.check_can_withdraw(target, **how)
    assert word in answer.value.message


def test_every_kind_of_decision_has_an_effect():
    assert set(rules.EFFECT) == set(DecisionKind)
    rules.check_can_withdraw(SIGNED, same_case=True, is_withdrawn=False)


FOUND = {"on": "2026-09-01", "law": "1", "holder": "Điều 24", "term": {"last_day": "2027-09-01", "steps": ["a"], "confidence": "V"}}


@pytest.mark.parametrize(
    ("now", "is_same"),
    [
        ({"on": "2026-09-03", "law": "2"}, True),
        ({"term": {"last_day": "2027-09-03", "steps": ["b", "c"], "confidence": "V"}}, True),
        ({"term": {"last_day": "2027-09-01", "steps": ["a"], "confidence": "M"}}, False),
        ({"holder": "Điều 25"}, False),
        ({"why": "thêm"}, False),
    ],
)
def test_findings_differ_in_their_days_alone(now, is_same):
    assert rules.rests_on_the_same(FOUND, FOUND | now) is is_same
