"""When something is due: worked examples by hand, and properties against the second calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh import legal
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ZONE, Calendar, default_calendar
from donghanh.legal import NoRuleInForce, NotComputable, UnknownRule, reckoning
from donghanh.legal.model import Convention
from tests.kernel import second_calendar as second

OFF = {day.isoformat() for day in default_calendar().holidays}
WORKED = {day.isoformat() for day in default_calendar().made_up}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


starts = st.integers(0, 1641 * 24 * 60 - 1).map(lambda minutes: moment("2022-01-01T00:00") + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("rule_id", "start", "last_day"),
    [
        ("UM-01", "2022-03-07T08:00", date(2022, 3, 10)),
        ("UM-01", "2025-01-24T09:00", date(2025, 2, 5)),  # over Tết
        ("UM-01", "2025-04-24T09:00", date(2025, 4, 28)),  # the decreed Saturday 26/04/2025 counts
        ("UM-02", "2024-04-26T23:59", date(2024, 5, 14)),  # 29/04 swapped for Saturday 04/05
        ("UM-03", "2023-12-29T10:00", date(2024, 1, 4)),
        ("UM-04", "2026-04-24T16:30", date(2026, 5, 4)),  # 27/04, 30/04 and 01/05 are off
        ("UM-08", "2025-08-29T07:00", date(2025, 9, 9)),
        ("UM-10", "2026-06-29T10:00", date(2026, 7, 2)),
        ("PR-03", "2026-01-01T10:00", date(2026, 1, 7)),  # 02/01/2026 was swapped away
        ("PR-04", "2022-09-02T10:00", date(2022, 9, 6)),
        ("POST_PROPOSAL", "2026-12-30T08:31", date(2027, 1, 4)),
    ],
)
def test_working_days(rule_id, start, last_day):
    found = legal.due(rule_id, moment(start))
    assert found.last_day == last_day
    assert found.value == datetime.combine(last_day + timedelta(days=1), datetime.min.time(), tzinfo=ZONE)


@pytest.mark.parametrize(
    ("rule_id", "start", "value"),
    [
        ("USER_RESIDENCE_VERIFY", "2026-07-01T00:00", "2026-07-02T00:00"),
        ("USER_DECISION", "2026-07-03T22:30", "2026-07-04T22:30"),
        ("USER_RESIDENCE_VERIFY_REMOTE", "2026-09-01T13:05", "2026-09-03T13:05"),
        ("USER_MOVE_NOTICE", "2027-02-05T23:59", "2027-02-06T23:59"),  # Tết does not matter to clock hours
        ("POST_MOVE", "2026-12-31T18:00", "2027-01-01T18:00"),
    ],
)
def test_clock_hours(rule_id, start, value):
    found = legal.due(rule_id, moment(start))
    assert found.value == moment(value)
    assert "tính cả ban đêm" in " ".join(found.explain())


@given(starts, st.sampled_from(["UM-01", "UM-02", "UM-03", "UM-08", "PR-04"]))
def test_any_start_agrees_with_the_second_calendar(start, rule_id):
    found = legal.due(rule_id, start)
    amount = legal.rule(rule_id).amount
    assert found.last_day.isoformat() == second.add_working_days(start.date().isoformat(), amount, OFF, WORKED)
    assert sum(step.day_state == "counted" for step in found.steps) == amount


@given(starts, st.integers(1, 72))
def test_later_start_is_never_due_earlier(start, hours):
    first = legal.due("UM-03", start)
    later = min(start + timedelta(hours=hours), moment("2026-06-30T23:59"))
    assert legal.due("UM-03", later).value >= first.value


@pytest.mark.parametrize(
    ("rule_id", "start", "last_day"),
    [
        ("UM-05", date(2023, 3, 10), date(2024, 3, 10)),
        ("UM-05", date(2024, 2, 29), date(2025, 2, 28)),
        ("UM-06", date(2023, 2, 28), date(2024, 2, 28)),
        ("PR-02", date(2022, 5, 31), date(2024, 5, 31)),
        ("USER_TERM", date(2026, 7, 1), date(2027, 7, 1)),
        ("POST_TERM_VOL", date(2026, 12, 31), date(2027, 12, 31)),
        ("POST_TERM_COMP", date(2028, 2, 29), date(2030, 2, 28)),
    ],
)
def test_terms_end_with_the_same_day_of_the_calendar(rule_id, start, last_day):
    found = legal.term_end(rule_id, start)
    assert found.last_day == last_day
    assert found.last_day.isoformat() == second.add_years(start.isoformat(), legal.rule(rule_id).amount)
    assert legal.due(rule_id, moment(f"{start}T15:00")).value == found.value


def test_paused_days_come_on_top():
    found = legal.term_end("USER_TERM", date(2026, 7, 1), paused_days=10)
    assert found.last_day == date(2027, 7, 11)
    assert "Cộng 10 ngày" in " ".join(found.explain())
    with pytest.raises(BadInput):
        legal.term_end("USER_TERM", date(2026, 7, 1), paused_days=-1)


def test_a_term_is_not_lengthened_by_a_day_off():
    assert legal.term_end("UM-05", date(2023, 3, 10)).last_day.weekday() == 6


def test_the_other_reading_of_a_years_end_is_one_line_of_data(monkeypatch):
    """The convention is data: with the neighbouring reading the same engine gives the neighbouring day."""
    asked = reckoning.convention

    def other(name: str, on: date) -> Convention:
        found = asked(name, on)
        return (
            Convention(found.id, "day_before", found.meaning_vi, found.citations, found.valid_from, None, "M") if name == "term_last_day" else found
        )

    monkeypatch.setattr(reckoning, "convention", other)
    assert legal.term_end("UM-05", date(2023, 3, 10)).last_day == date(2024, 3, 9)


@pytest.mark.parametrize(("start", "last_day"), [("2026-01-31T09:00", date(2026, 2, 28)), ("2026-03-15T09:00", date(2026, 4, 15))])
def test_monthly(start, last_day):
    assert legal.due("UM-07", moment(start)).last_day == last_day


def test_window_before_an_end():
    found = legal.due("POST_CERT", moment("2027-12-31T00:00"))
    assert (found.opens_on, found.last_day) == (date(2027, 12, 29), date(2027, 12, 31))
    over_weekend = legal.due("POST_CERT", moment("2026-11-22T12:00"))
    assert (over_weekend.opens_on, over_weekend.last_day) == (date(2026, 11, 18), date(2026, 11, 22))
    assert [s.label for s in over_weekend.steps if s.day_state == "skipped"] == ["Thứ Bảy", "Chủ nhật"]


def test_at_once_is_due_when_it_starts():
    start = moment("2024-05-05T10:15")
    assert legal.due("UM-12", start).value == start


@pytest.mark.parametrize(
    ("rule_id", "start"),
    [
        ("UM-11", "2024-01-01T00:00"),
        ("PR-06", "2024-01-01T00:00"),
        ("USER_SUPPORT_PAY_MIN", "2026-08-01T00:00"),
        ("USER_ABSENCE_UNKNOWN", "2026-08-01T00:00"),
        ("TRANS_EM", "2026-08-01T00:00"),
    ],
)
def test_what_is_no_limit_says_so(rule_id, start):
    with pytest.raises(NotComputable, match=rule_id) as caught:
        legal.due(rule_id, moment(start))
    assert caught.value.citation


def test_a_deadline_is_no_term():
    with pytest.raises(NotComputable):
        legal.term_end("UM-01", date(2024, 1, 1))


def test_beyond_the_known_calendar():
    with pytest.raises(NotComputable, match="2035"):
        legal.due("POST_PROPOSAL", moment("2035-12-31T08:00"))


def test_rule_of_another_day_names_the_one_that_stands():
    with pytest.raises(NoRuleInForce, match="USER_RESIDENCE_VERIFY"):
        legal.due("UM-01", moment("2026-07-01T00:00"))
    with pytest.raises(NoRuleInForce, match="UM-04"):
        legal.due("USER_DECISION", moment("2026-06-30T23:59"))
    with pytest.raises(UnknownRule, match="UM-08"):
        legal.due("UM-0l", moment("2026-06-30T23:59"))


def test_a_moment_without_zone_is_refused_and_any_zone_is_understood():
    with pytest.raises(BadInput):
        legal.due("UM-01", moment("2024-01-01T00:00").replace(tzinfo=None))
    assert legal.due("UM-01", datetime(2024, 5, 5, 20, 0, tzinfo=UTC)).last_day == legal.due("UM-01", moment("2024-05-06T03:00")).last_day


def test_an_own_calendar_is_used():
    start = moment("2026-05-11T08:00")
    plain = legal.due("UM-01", start).last_day
    holiday = Calendar({date(2026, 5, 13): "Ngày nghỉ của tỉnh"})
    later = legal.due("UM-01", start, calendar=holiday)
    assert (plain, later.last_day) == (date(2026, 5, 14), date(2026, 5, 15))
    assert "Ngày nghỉ của tỉnh" in " ".join(later.explain())


def test_day_limits_move_off_a_day_off():
    rule = replace(legal.rule("UM-03"), unit="day", amount=5)
    found = legal.due(rule, moment("2026-02-09T08:00"))
    assert found.last_day == date(2026, 2, 23)
    assert "chuyển tiếp" in " ".join(found.explain())


@pytest.mark.parametrize(
    ("rule_id", "start"),
    [("UM-01", "2025-01-24T09:00"), ("USER_DECISION", "2026-07-03T22:30"), ("UM-05", "2023-03-10T00:00"), ("POST_CERT", "2027-12-31T00:00")],
)
def test_every_finding_explains_itself(rule_id, start):
    found = legal.due(rule_id, moment(start))
    sentences = found.explain()
    assert sentences[0] == legal.rule(rule_id).meaning_vi
    assert any(found.citation_vi in sentence for sentence in sentences)
    assert found.steps[0].day_state == "start" and found.steps[-1].day_state == "end"
    walked = found.steps[1:]  # a window is told from its end: the first step names the last day
    assert [step.at for step in walked] == sorted(step.at for step in walked)
    stored = found.as_json()
    assert stored["value"] == found.value.isoformat()
    assert stored["edition"] == legal.edition()
    assert json.loads(json.dumps(stored)) == stored


def test_citations_in_both_lengths():
    found = legal.due("USER_RESIDENCE_VERIFY", moment("2026-07-03T22:30"))
    assert found.citation_vi == "Nghị định 163/2026/NĐ-CP, Điều 58 khoản 1"
    assert found.citation_short == "NĐ 163/2026, Điều 58.1"


def test_conflict_and_low_confidence_are_said():
    decision = legal.due("USER_DECISION", moment("2026-07-03T22:30"))
    assert decision.status == "conflict"
    assert any("Luật tính từ" in text for text in decision.caution_vi)
    new_term = legal.term_end(legal.pick("user.new_term", date(2026, 8, 1)), date(2026, 8, 1))
    assert (new_term.confidence, new_term.status) == ("M", "unconfirmed")
    assert any("Chưa được xác nhận" in text for text in new_term.caution_vi)
