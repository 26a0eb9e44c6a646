"""A site's story, the words of a plan, and sums: pure, with properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh.kernel.errors import BadInput
from donghanh.programme.roadmap import rules
from donghanh.programme.roadmap.rules import CannotChoose, CannotRecord, Fact, Rule
from donghanh.programme.roadmap.terms import Happening as H
from donghanh.programme.roadmap.terms import RuleKind, SiteKind, State, Sum

START = date(2014, 6, 1)
TODAY = date(2026, 11, 21)


def story(*facts: Fact, kind=SiteKind.DISPENSING, on=TODAY):
    return rules.standing(kind=kind, decided_on=START, unit=1, place="", facts=facts, on=on)


def follows(new: Fact, *facts: Fact, kind=SiteKind.DISPENSING) -> None:
    rules.check_can_follow(kind=kind, decided_on=START, unit=1, facts=facts, new=new, today=TODAY)


def day(n: int) -> date:
    return START + timedelta(days=n)


OPENED, UPGRADED, CLOSED = Fact("a", H.OPENED, day(10)), Fact("b", H.UPGRADED, day(20)), Fact("c", H.CLOSED, day(30))


def test_a_site_is_founded_opened_upgraded_and_closed_each_on_its_day():
    told = (CLOSED, OPENED, UPGRADED)
    states = [story(*told, on=day(n)) for n in (-1, 0, 10, 20, 30)]
    assert [one.state for one in states] == [State.NOT_YET, State.FOUNDED, State.RUNNING, State.RUNNING, State.CLOSED]
    assert [one.kind for one in states[2:4]] == [SiteKind.DISPENSING, SiteKind.TREATMENT]


def test_what_was_taken_back_no_longer_counts():
    undone = Fact("d", H.TAKEN_BACK, day(40), undoes="c")
    assert story(OPENED, CLOSED, undone).runs
    assert story(OPENED, Fact("e", H.TAKEN_BACK, day(40))).state == State.TAKEN_BACK


@pytest.mark.parametrize(
    ("new", "before"),
    [
        (Fact(None, H.OPENED, day(11)), (OPENED,)),
        (Fact(None, H.MOVED, day(5), unit=2), ()),
        (Fact(None, H.UPGRADED, day(5)), (OPENED,)),
        (Fact(None, H.EVALUATED, day(31), is_effective=True), (OPENED, CLOSED)),
        (Fact(None, H.CLOSED, day(31)), (OPENED, CLOSED)),
        (Fact(None, H.CLOSED, day(15)), (OPENED, UPGRADED)),
        (Fact(None, H.OPENED, day(3)), (Fact("x", H.TAKEN_BACK, day(2)),)),
    ],
)
def test_a_jump_that_cannot_be_is_refused(new, before):
    with pytest.raises(CannotRecord):
        follows(new, *before)


@pytest.mark.parametrize("on", [START - timedelta(days=1), TODAY + timedelta(days=1)])
def test_nothing_happens_before_the_decision_or_after_today(on):
    with pytest.raises(BadInput):
        follows(Fact(None, H.OPENED, on))


def test_only_a_dispensing_site_is_upgraded():
    with pytest.raises(CannotRecord):
        follows(Fact(None, H.UPGRADED, day(11)), OPENED, kind=SiteKind.POINT)


def test_an_opening_with_a_later_line_is_not_taken_back_alone():
    told = {"kind": SiteKind.DISPENSING, "decided_on": START, "unit": 1, "facts": [OPENED, UPGRADED]}
    with pytest.raises(CannotRecord):
        rules.check_can_take_back(**told, undoes="a")
    rules.check_can_take_back(**told, undoes="b")
    with pytest.raises(BadInput):
        rules.check_can_take_back(**told, undoes="nothing")


@given(st.lists(st.sampled_from([H.OPENED, H.MOVED, H.UPGRADED, H.CLOSED, H.EVALUATED]), max_size=8), st.integers(0, 200))
def test_whatever_is_let_in_keeps_every_earlier_day_as_it_was_or_is_refused(kinds, shift):
    """Lines written one day after another: what was true of a day before the newest line stays true."""
    facts: list[Fact] = []
    for n, kind in enumerate(kinds):
        new = Fact(n, kind, day(shift + n), unit=2 if kind == H.MOVED else None, is_effective=True if kind == H.EVALUATED else None)
        before = [story(*facts, on=day(shift + i)) for i in range(n)]
        try:
            follows(new, *facts)
        except CannotRecord:
            continue
        facts.append(new)
        assert [story(*facts, on=day(shift + i)) for i in range(n)] == before
    assert story(*facts).runs <= any(one.kind == H.OPENED for one in facts)


@given(st.lists(st.none() | st.integers(0, 40), max_size=20), st.none() | st.integers(0, 200))
def test_a_sum_matches_only_where_every_place_has_a_number_and_they_add_up(places, total):
    said = rules.check_sum(places, total)
    if total is None:
        assert said == Sum.NO_TOTAL
    elif not places or None in places:
        assert said == Sum.NOT_SPLIT
    else:
        assert (said == Sum.EQUAL) == (sum(places) == total)


@given(st.sets(st.sampled_from("abcdefgh")), st.integers(0, 8), st.sampled_from("abcdefgh"), st.text(max_size=3))
def test_nobody_passes_the_stated_number_without_a_reason(chosen, limit, place, beyond):
    try:
        rules.check_can_choose(chosen=chosen, place=place, is_chosen=True, limit=limit, beyond=beyond)
    except CannotChoose:
        assert place in chosen or (len(chosen) >= limit and not beyond)
    else:
        assert place not in chosen and (len(chosen) < limit or beyond)


def test_a_place_that_is_not_chosen_cannot_be_let_go():
    with pytest.raises(CannotChoose):
        rules.check_can_choose(chosen={"a"}, place="b", is_chosen=False, limit=6, beyond="")


@pytest.mark.parametrize(
    ("what", "kinds"),
    [
        ("cơ sở điều trị thay thế, điểm cấp phát thuốc", {SiteKind.TREATMENT, SiteKind.DISPENSING}),
        ("điểm tư vấn (thí điểm)", {SiteKind.POINT}),
        ("cơ sở điều trị tự nguyện (thí điểm)", {SiteKind.VOLUNTARY}),
        ("câu lạc bộ (thí điểm)", {SiteKind.AFTERCARE_CLUB}),
        ("chuyển đổi Trung tâm", {SiteKind.CENTRE}),
        ("% cán bộ điều trị thay thế được đào tạo", set()),
        ("cai bắt buộc tại Trung tâm", set()),
    ],
)
def test_the_words_of_a_plan_say_what_is_counted(what, kinds):
    assert rules.kinds_of(what) == kinds


def test_a_model_is_every_kind_but_a_public_facility_and_a_team():
    others = {SiteKind.TREATMENT, SiteKind.DISPENSING, SiteKind.CENTRE, SiteKind.VOLUNTEER_TEAM}
    assert set(SiteKind) - rules.kinds_of("mô hình hiệu quả") == others
    assert rules.wants_effective("mô hình hiệu quả") and not rules.wants_effective("điểm tư vấn")


def test_what_is_new_is_said_by_the_word_and_not_by_each():
    assert rules.wants_new("Thêm 06 cơ sở điều trị 2016-2020") and rules.wants_new("Thành lập mới 10 điểm tư vấn cấp xã")
    assert not rules.wants_new("Mỗi xã áp dụng một mô hình")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("mỗi xã có trên 50 người nghiện", Rule(RuleKind.OVER, 50)),
        ("02 xã có nhiều người sau cai", Rule(RuleKind.MOST_AFTERCARE, 2)),
        ("mỗi xã có người sau cai một", Rule(RuleKind.WITH_AFTERCARE)),
        ("mỗi huyện, thành phố ít nhất một", Rule(RuleKind.EACH_DISTRICT)),
        ("mỗi xã một", Rule(RuleKind.EACH_COMMUNE)),
        ("mọi câu lạc bộ đã lập", Rule(RuleKind.ALL_FOUNDED)),
        ("các địa bàn trọng điểm", None),
    ],
)
def test_a_rule_that_we_do_not_understand_stays_words(words, rule):
    assert rules.rule_of(words) == rule


@pytest.mark.parametrize(
    ("rule", "least", "most", "expected"),
    [
        (Rule(RuleKind.OVER, 50), 51, 51, "YES"), (Rule(RuleKind.OVER, 50), 50, 50, "NO"), (Rule(RuleKind.OVER, 50), 48, 52, "OPEN"),
        (Rule(RuleKind.OVER, 50), 53, 57, "YES"), (Rule(RuleKind.WITH_AFTERCARE), 1, 7, "YES"), (Rule(RuleKind.WITH_AFTERCARE), 0, 7, "OPEN"),
        (Rule(RuleKind.MOST_AFTERCARE, 2), 0, 0, "NO"), (Rule(RuleKind.MOST_AFTERCARE, 2), 1, 1, "YES"),
    ],
)  # fmt: skip
def test_a_number_told_roughly_leaves_open_what_it_does_not_say(rule, least, most, expected):
    assert rules.fit(rule, rules.Told(None, least, most)).value == expected
