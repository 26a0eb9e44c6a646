"""What the rule makes of findings, and what it says is missing."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.kernel.errors import BadInput
from donghanh.legal import Standing, diagnosis
from tests.factories.diagnosis import THREE, marks

ON = date(2024, 5, 6)


def weighed(found, length="together", *, is_observed=False, on=ON):
    return diagnosis.weigh(found, length=length, is_observed=is_observed, on=on)


def test_met_and_missing_criteria_are_named():
    told = weighed(THREE)
    assert told.answer.value == "dependent" and told.lacking == ()
    assert told.met == ("Thèm muốn mãnh liệt", "Mất hoặc giảm khả năng kiểm soát việc sử dụng", "Tăng dung nạp")
    assert len(told.absent) == 3 and told.unclear == ()


@pytest.mark.parametrize(("found", "length", "lacks"), [
    (marks("CRAVING", "TOLERANCE"), "together", ["Có 2 tiêu chuẩn và không có trạng thái cai"]),
    (marks("CRAVING", unclear=("TOLERANCE",)), "together", ["Chưa rõ có hay không: Tăng dung nạp"]),
    (THREE, "unknown", ["Chưa rõ các tiêu chuẩn có mặt bao lâu"]),
    (marks(unclear=("CRAVING", "WITHDRAWAL")), "unknown", ["Thèm muốn", "Trạng thái cai", "bao lâu"]),
])  # fmt: skip
def test_not_enough_to_conclude_says_what_is_missing(found, length, lacks):
    told = weighed(found, length)
    assert told.answer.value == "observe" and len(told.lacking) == len(lacks)
    assert all(wanted in said for wanted, said in zip(lacks, told.lacking, strict=True))


@pytest.mark.parametrize(("length", "value"), [
    ("together", "dependent"), ("repeated", "dependent"), ("short", "not_dependent"), ("unknown", "observe"),
])  # fmt: skip
def test_three_criteria_count_when_they_were_there_long_enough(length, value):
    assert weighed(THREE, length).answer.value == value


def test_after_observation_the_rule_concludes():
    told = weighed(marks("CRAVING", "TOLERANCE"), is_observed=True)
    assert told.answer.value == "not_dependent" and told.lacking == ()


def test_a_criterion_without_a_mark_is_not_clear():
    assert weighed({"CRAVING": "present"}).answer.value == "observe"


def test_from_july_2026_the_rule_is_unconfirmed():
    assert weighed(THREE, on=date(2026, 7, 1)).answer.status == Standing.UNCONFIRMED


def test_lengths_carry_the_numbers_of_the_rules_and_unknown_words_are_refused():
    assert diagnosis.lengths()["together"] == "Cùng có mặt từ 1 tháng trở lên" and "12 tháng" in diagnosis.lengths()["repeated"]
    assert diagnosis.groups()["OPIOID"] == "Chất dạng thuốc phiện (Phụ lục 04)"
    with pytest.raises(BadInput, match="bao lâu"):
        weighed(THREE, "weeks")
    with pytest.raises(BadInput, match="THIRST"):
        weighed({**THREE, "THIRST": "present"})
