"""When a report is due and why, who owes it, where it stands: pure."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.terms import Frequency
from donghanh.reports import periods
from donghanh.reports.filing import rules
from donghanh.reports.filing.rules import Arranged, Asked, Due, Sent
from donghanh.reports.filing.terms import Level, State
from tests.factories.filing import moment

HALF = periods.read("2026H1")
NOTHING = Arranged()


def asked(frequency=Frequency.HALF_YEAR, functions=("every_unit", "rehabilitation_lead"), due_before="", due_days=None, is_assumed=False, code="A"):
    return Asked(code, "P", frequency, frozenset(functions), due_before, due_days, is_assumed)


@pytest.mark.parametrize(
    ("frequency", "codes"),
    [
        (Frequency.MONTH, 12),
        (Frequency.QUARTER, 4),
        (Frequency.HALF_YEAR, ["2026H1"]),
        (Frequency.YEAR, ["2026"]),
    ],
)
def test_periods_of_a_year(frequency, codes):
    found = [one.code for one in rules.periods_of(frequency, 2026)]
    assert found == codes if isinstance(codes, list) else len(found) == codes


def test_before_a_day_means_that_the_day_itself_is_late_until_decided_otherwise():
    strict = rules.due(asked(due_before="05-31"), HALF, NOTHING)
    assert strict.day == date(2026, 5, 30) and "trước ngày 31/5" in strict.reason and "24 giờ ngày 30/5" in strict.reading
    assert rules.due(asked(due_before="05-31"), HALF, NOTHING, inclusive=True).day == date(2026, 5, 31)
    assert (strict.days_late(date(2026, 5, 30)), strict.days_late(date(2026, 5, 31))) == (0, 1)


def test_a_day_that_is_assumed_or_not_set_is_said():
    assumed = rules.due(asked(due_days=10, is_assumed=True), HALF, NOTHING)
    assert assumed.day == date(2026, 7, 10) and "tạm lấy 10 ngày" in assumed.reason
    unset = rules.due(asked(), HALF, NOTHING)
    assert unset.day is None and "chưa đặt" in unset.reason and unset.days_late(date(2030, 1, 1)) == 0
    assert "Kế hoạch ghi 15 ngày" in rules.due(asked(due_days=15), HALF, NOTHING).reason


@pytest.mark.parametrize(("how", "day"), [({"due_days": 0}, date(2026, 6, 30)), ({"due_before": "06-15"}, date(2026, 6, 14))])
def test_what_the_province_decided_goes_before_the_print(how, day):
    found = rules.due(asked(due_before="05-31"), HALF, Arranged(reason="Theo lịch họp", document="12/CV", **how))
    assert found.day == day and "12/CV" in found.reason and "Theo lịch họp" in found.reason


def test_who_owes_follows_the_functions_of_the_clause():
    units, own = asked(code="U"), asked(code="L", functions=("rehabilitation_lead",))
    assert rules.owed_by(units, [units, own], NOTHING) == {Level.COMMUNE}, "the lead's own report gathers it"
    assert rules.owed_by(units, [units], NOTHING) == {Level.COMMUNE, Level.PROVINCE}
    assert rules.owed_by(own, [units, own], NOTHING) == {Level.PROVINCE}
    districts = asked(functions=("district_committee",))
    assert rules.owed_by(districts, [districts], NOTHING) == frozenset()
    assert rules.owed_by(districts, [districts], Arranged(by_communes=True)) == {Level.COMMUNE}
    yearly = asked(Frequency.YEAR, ("rehabilitation_lead",), code="Y")
    assert rules.owed_by(units, [units, yearly], NOTHING) == {Level.COMMUNE, Level.PROVINCE}, "another rhythm gathers nothing of this one"


@pytest.mark.parametrize(
    ("answers", "state"),
    [([], State.DRAFTING), ([None], State.SENT), ([False], State.RETURNED), ([False, None], State.SENT), ([True], State.ACCEPTED)],
)
def test_where_it_stands(answers, state):
    sent = [Sent(n, moment(f"2026-07-{10 + n}"), 1, answer) for n, answer in enumerate(answers, start=1)]
    now = rules.standing(sent, is_begun=True, limit=Due(date(2026, 7, 10), ""), on=date(2026, 7, 20))
    assert now.state == state and now.days_late == (1 if answers else 10), "late until it was first sent"
    assert rules.standing([], is_begun=False, limit=Due(None, ""), on=date(2026, 7, 20)).state == State.NOT_BEGUN


def test_nothing_is_sent_before_its_period():
    now = rules.standing([], is_begun=True, limit=Due(None, ""), on=date(2026, 7, 20))
    words = dict.fromkeys(("results", "obstacles", "next"), "Có")
    with pytest.raises(Cannot, match="chưa bắt đầu"):
        rules.check_can_send(now, words, period=HALF, at=moment("2025-12-31"), reason="", has_receiver=True)
    rules.check_can_send(now, words, period=HALF, at=moment("2026-01-01"), reason="", has_receiver=True)


@pytest.mark.parametrize(
    "how",
    [
        {"due_before": "05-31", "due_days": 3},
        {"due_days": -1},
        {"until_year": 2090},
        {"due_before": "31/13"},
        {"due_before": "mai"},
        {"reason": " "},
        {"due_before": "29/2"},
    ],
)
def test_an_arrangement_that_cannot_be_kept_is_refused(how):
    with pytest.raises(BadInput):
        rules.checked(Arranged(**{"reason": "Vì"} | how), since=2022)


def test_a_day_is_read_as_people_write_it():
    assert [rules.checked(Arranged(due_before=text, reason="Vì"), since=2022).due_before for text in ("31/5", "05-31", "")] == ["05-31", "05-31", ""]


def test_a_list_has_each_recipient_once():
    assert rules.lines_of("- Bộ Công an;\n\nUBND tỉnh\nBộ Công an") == ["Bộ Công an", "UBND tỉnh"]
    with pytest.raises(BadInput, match="Chưa ghi nơi nhận"):
        rules.lines_of(" \n- ")


def test_a_return_gives_every_reason_at_once_and_at_least_one():
    assert rules.return_reasons({"results": "Thiếu", "next": " "}) == [("results", "Thiếu")]
    with pytest.raises(BadInput, match="Chưa ghi lý do"):
        rules.return_reasons({"results": ""})
