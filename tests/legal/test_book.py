"""Looking the law up, and refusing plainly where it has no answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from donghanh import legal
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.legal import NoRuleInForce, UnknownRule
from donghanh.legal.model import cited, weaker


@pytest.mark.parametrize(("on", "count"), [(date(2021, 12, 31), 0), (date(2022, 1, 1), 154), (date(2026, 6, 30), 174), (date(2026, 7, 1), 142)])
def test_rules_of_a_day(on, count):
    assert len(legal.rules_in_force(on)) == count


def test_the_two_regimes_share_no_rule():
    """Save for rules of other laws: data, office papers, areas."""
    before = {rule.id for rule in legal.rules_in_force(date(2026, 6, 30))}
    both = before & {rule.id for rule in legal.rules_in_force(date(2026, 7, 1))}
    assert {rule_id.partition("_")[0] for rule_id in both} == {"PDP", "DOC", "AREA"}


@pytest.mark.parametrize(
    ("topic", "before", "after"),
    [
        ("user.decide", "UM-04", "USER_DECISION"),
        ("user.term", "UM-05", "USER_TERM"),
        ("user.residence_verify_remote", "UM-02", "USER_RESIDENCE_VERIFY_REMOTE"),
        ("aftercare.term_juvenile", "PR-01", "POST_TERM_JUV"),
        ("aftercare.term_compulsory", "PR-02", "POST_TERM_COMP"),
        ("list.move", "OLD_MOVE_NOTICE", "LIST_MOVE"),
    ],
)
def test_a_topic_changes_its_rule_on_the_first_of_july(topic, before, after):
    assert legal.pick(topic, date(2026, 6, 30)).id == before
    assert legal.pick(topic, date(2026, 7, 1)).id == after
    assert legal.pick(topic, date(2026, 7, 1)).topic == topic


def test_an_unknown_id_names_near_ones():
    with pytest.raises(UnknownRule, match="USER_DECISION") as caught:
        legal.rule("USER_DECISON")
    assert isinstance(caught.value, BadInput)
    with pytest.raises(UnknownRule, match=r"user\.term"):
        legal.pick("user.terms", date(2026, 7, 1))
    with pytest.raises(UnknownRule, match="law rules"):
        legal.rule("????")


def test_a_gap_gives_its_reason_and_the_rule_that_comes():
    with pytest.raises(NoRuleInForce, match="USER_MOVE_SELF_REPORT từ 01/07/2026") as caught:
        legal.pick("user.move_self_report", date(2024, 1, 1))
    assert isinstance(caught.value, Cannot)
    with pytest.raises(NoRuleInForce) as caught:
        legal.pick("aftercare.decide", date(2026, 8, 1))
    assert "Điều 42 khoản 6" in caught.value.citation
    assert legal.gap("aftercare.decide", date(2026, 8, 1)).gap_vi
    assert legal.gap("aftercare.decide", date(2024, 8, 1)) is None


def test_before_any_rule_is_said_plainly():
    with pytest.raises(NoRuleInForce, match="31/12/2021"):
        legal.pick("user.term", date(2021, 12, 31))
    assert legal.first_day() == date(2022, 1, 1)


def test_an_unsure_match_lowers_confidence_and_leaves_the_rule_alone():
    assert legal.pick("user.new_term", date(2026, 7, 1)).confidence == "M"
    assert legal.rule("USER_TERM").confidence == "V"


@pytest.mark.parametrize(("one", "other", "low"), [("V", "V", "V"), ("V", "S", "S"), ("S", "M", "M"), ("M", "V", "M")])
def test_the_weaker_confidence_wins(one, other, low):
    assert weaker(one, other) == low


@pytest.mark.parametrize(
    ("rule_id", "amount"),
    [
        ("UM-01", "03 ngày làm việc"),
        ("USER_DECISION", "24 giờ"),
        ("UM-05", "01 năm"),
        ("UM-12", "ngay"),
        ("POST_CERT", "03 ngày làm việc"),
        ("TRANS_EM", ""),
    ],
)
def test_amounts_in_words(rule_id, amount):
    assert legal.rule(rule_id).amount_vi == amount


def test_actor_in_the_words_of_the_time():
    assert legal.actor_title(legal.rule("UM-04")) == "Chủ tịch UBND cấp xã"
    assert legal.actor_title(legal.rule("USER_DECISION")) == "Trưởng Công an cấp xã"
    assert legal.actor_title(legal.rule("UM-01")) == "Cơ quan Công an phát hiện hành vi"


def test_places_of_one_instrument_stand_together():
    assert cited(legal.rule("UM-03").citations) == "Nghị định 105/2021/NĐ-CP, Điều 41 khoản 5, Điều 41 khoản 6, Điều 40 khoản 1 điểm b"
    assert cited(legal.rule("POST_MOVE").citations).count(";") == 1


def test_hours_or_days():
    assert legal.counts_hours(legal.rule("USER_DECISION"))
    assert not legal.counts_hours(legal.rule("UM-04"))


def test_a_rule_picked_for_a_topic_says_which_and_brings_its_note():
    assert legal.rule("PR-01").topic == "aftercare.term_voluntary"
    assert legal.pick("aftercare.term_juvenile", date(2026, 6, 30)).topic == "aftercare.term_juvenile"
    assert legal.pick("user.new_term", date(2026, 7, 1)).note.startswith("Danh mục biểu mẫu")
    assert legal.pick("aftercare.proposal", date(2026, 7, 1)).note == legal.rule("POST_PROPOSAL").note != ""
    assert legal.pick("user.term", date(2026, 7, 1)).note == ""


def test_a_rule_of_two_topics_names_what_follows_in_both():
    with pytest.raises(NoRuleInForce) as refusal:
        legal.rule_standing("PR-01", date(2026, 7, 1))
    assert refusal.value.mend == "Ngày đó áp dụng: POST_TERM_VOL, POST_TERM_JUV."


def test_a_distant_slip_still_finds_its_name():
    with pytest.raises(UnknownRule, match="USER_TERM") as refusal:
        legal.rule("TERM2")
    assert refusal.value.field == "rule_id"


def test_ways_of_counting_are_older_than_the_rules():
    assert legal.convention("adult_age", date(2020, 1, 1)).value == 18
    with pytest.raises(legal.LawDataFault, match="no_such_way is missing"):
        legal.convention("no_such_way", date(2026, 7, 1))


DATED = [
    replace(legal.conventions()[0], valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 3)),
    replace(legal.instruments()[0], valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 3)),
    replace(legal.rule("UM-01"), valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 3)),
    replace(legal.topic("user.term").entries[0], valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 3)),
    replace(legal.holders()[0], since=date(2026, 1, 2), until=date(2026, 1, 3)),
]


@pytest.mark.parametrize("row", DATED, ids=lambda row: type(row).__name__)
def test_both_days_are_inside_and_an_open_end_never_comes(row):
    assert [row.stands(date(2026, 1, day)) for day in (1, 2, 3, 4)] == [False, True, True, False]
    endless = replace(row, **{"until" if hasattr(row, "until") else "valid_to": None})
    assert [endless.stands(day) for day in (date(2026, 1, 1), date(2026, 1, 2), date(2099, 1, 1))] == [False, True, True]


def test_short_citations_part_instruments_by_semicolons():
    assert legal.rule("POST_MOVE").citation_short == "NĐ 163/2026, Điều 136.1.b; Luật 120/2025, Điều 48.2"
