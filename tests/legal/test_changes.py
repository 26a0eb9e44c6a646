"""What changes between two days, and what the neighbouring law would say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh import legal
from donghanh.legal import Standing, UnknownRule, changes

EVE, DAY = date(2026, 6, 30), date(2026, 7, 1)


def by_topic(procedure: str, day1: date, day2: date) -> dict[str, changes.Change]:
    return {change.topic: change for change in changes.what_changes(procedure, day1, day2)}


def test_the_first_of_july_for_users():
    found = by_topic("user", EVE, DAY)
    decide = found["user.decide"]
    assert (decide.before.amount_vi, decide.after.amount_vi) == ("03 ngày làm việc", "24 giờ")
    assert (decide.before.who_vi, decide.after.who_vi) == ("Chủ tịch UBND cấp xã", "Trưởng Công an cấp xã")
    assert decide.citations_vi[0].startswith("Nghị định 105/2021/NĐ-CP") and decide.citations_vi[1].startswith("Luật 120/2025/QH15")
    assert not decide.only_the_article
    assert found["user.stable_residence"].only_the_article
    assert not found["user.term"].only_the_article  # the same year, but another office decides
    assert found["user.move_self_report"].before.rule is None and found["user.move_self_report"].after.rule.id == "USER_MOVE_SELF_REPORT"


@pytest.mark.parametrize(("procedure", "topic", "before", "after"), [
    ("voluntary", "voluntary.register", "05 ngày làm việc", "24 giờ"),
    ("voluntary", "voluntary.term_home", "từ 06 đến 12 tháng", "24 tháng"),
    ("voluntary", "voluntary.self_terminated", "05 ngày làm việc", "02 ngày làm việc"),
    ("compulsory", "compulsory.file", "05 ngày làm việc", "01 ngày làm việc"),
    ("compulsory", "compulsory.term", "từ 12 đến 24 tháng", "24 tháng"),
    ("juvenile", "juvenile.term", "từ 06 đến 12 tháng", "24 tháng"),
    ("compulsory", "compulsory.end_notice", "15 ngày", "30 ngày"),
    ("aftercare", "aftercare.move", "05 ngày làm việc", "24 giờ"),
])  # fmt: skip
def test_numbers_that_change_with_the_law(procedure, topic, before, after):
    change = by_topic(procedure, EVE, DAY)[topic]
    assert (change.before.amount_vi, change.after.amount_vi) == (before, after)


def test_inside_a_regime_a_rule_may_change_too():
    found = by_topic("court", date(2023, 1, 31), date(2023, 2, 1))
    assert (found["court.hearing"].before.rule.id, found["court.hearing"].after.rule.id) == ("CT-05b", "CT-05")
    assert found["court.complain"].before.rule is None


@pytest.mark.parametrize("procedure", ["", *legal.procedures()])
def test_no_days_between_no_change_and_both_ways_mirror(procedure):
    assert changes.what_changes(procedure, DAY, DAY) == []
    there, back = by_topic(procedure, EVE, DAY), by_topic(procedure, DAY, EVE)
    assert {topic: (c.before, c.after) for topic, c in there.items()} == {topic: (c.after, c.before) for topic, c in back.items()}


def test_every_change_falls_on_a_known_day():
    """Between two neighbouring known days nothing changes: 2022 to 2027, day by day for all topics."""
    known = set(changes.days_of_change())
    day = date(2022, 1, 1)
    while day < date(2027, 12, 31):
        after = day + timedelta(days=1)
        if after not in known and after.day in (1, 2):
            assert changes.what_changes("", day, after) == [] and changes.who_changes(day, after) == [], after
        day = after
    assert {date(2022, 1, 1), date(2023, 2, 1), date(2024, 12, 15), date(2025, 3, 1), date(2025, 7, 1), DAY} <= known


def test_an_unknown_procedure_names_the_known_ones():
    with pytest.raises(UnknownRule) as refusal:
        changes.what_changes("users", EVE, DAY)
    assert "user, " in refusal.value.mend


@pytest.mark.parametrize(("day1", "day2", "function", "before", "after"), [
    (EVE, DAY, "decider_user_management", "Chủ tịch UBND cấp xã", "Trưởng Công an cấp xã"),
    (EVE, DAY, "decider_voluntary", "Chủ tịch UBND cấp xã", "Trưởng Công an cấp xã"),
    (date(2025, 6, 30), date(2025, 7, 1), "court_first_instance", "Toà án nhân dân cấp huyện", "Toà án nhân dân khu vực"),
    (date(2025, 2, 28), date(2025, 3, 1), "preparer_compulsory_file", "Chủ tịch UBND cấp xã", "Trưởng Công an cấp xã"),
    (EVE, DAY, "decider_monitoring", None, "Trưởng Công an cấp xã"),
    (EVE, DAY, "decider_education", "Chủ tịch UBND cấp xã", None),
])  # fmt: skip
def test_who_acts_instead_of_whom(day1, day2, function, before, after):
    change = next(change for change in changes.who_changes(day1, day2) if change.function == function)
    assert (change.before and change.before.office_vi, change.after and change.after.office_vi) == (before, after)


def test_aftercare_keeps_its_decider():
    assert "decider_aftercare" not in {change.function for change in changes.who_changes(EVE, DAY)}


def test_neighbours_of_a_day_pass_over_regimes_that_say_the_same():
    found = changes.neighbour("user.decide", date(2024, 5, 6))
    assert (found.here.rule.id, found.before, found.after.rule.id) == ("UM-04", None, "USER_DECISION")
    back = changes.neighbour("user.decide", date(2026, 8, 1))
    assert (back.before.rule.id, back.before.on, back.after) == ("UM-04", EVE, None)


def test_a_neighbour_may_be_a_gap_with_its_reason():
    found = changes.neighbour("compulsory.check", date(2024, 5, 6))
    assert found.here.rule.id == "CR-04" and found.after.rule is None
    assert "Thông tư liên tịch 03/2025" in found.after.sentence() and found.after.status is Standing.SILENT
    assert "01 năm" in changes.held("user.term", DAY).sentence()


@pytest.mark.parametrize(("on", "regime"), [
    (date(2014, 4, 15), "before_2022"), (date(2021, 12, 31), "before_2022"), (date(2022, 1, 1), "law_2021"), (date(2025, 2, 28), "law_2021"),
    (date(2025, 3, 1), "police_lead_2025"), (date(2025, 6, 30), "police_lead_2025"), (date(2025, 7, 1), "two_tiers_2025"),
    (date(2026, 6, 30), "two_tiers_2025"), (date(2026, 7, 1), "law_2026"), (date(2099, 1, 1), "law_2026"),
])  # fmt: skip
def test_each_day_has_its_regime(on, regime):
    assert legal.regime(on).id == regime
    assert sum(one.stands(on) for one in legal.regimes()) == 1
    assert legal.regime(on).has_rules == (on >= legal.first_day())


def test_who_acts_is_who_held_it_on_the_day_looked_at_not_when_the_rule_began():
    day = date(2026, 6, 30)
    assert changes.held("juvenile.file", day).who_vi == "Trưởng Công an cấp xã"
    assert changes.held("juvenile.court_decision", day).who_vi == "Toà án nhân dân khu vực"
    assert changes.held("juvenile.court_decision", date(2024, 6, 30)).who_vi == "Toà án nhân dân cấp huyện"
