"""What the state of a file allows, by cases at the edges: age, time, voiding. Pure, no database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from donghanh.cases import rules
from donghanh.cases.rules import VIET_NAM, CannotRecord, FactView
from donghanh.cases.terms import FactKind
from donghanh.kernel.errors import Overtaken

AT = datetime(2026, 11, 21, 9, tzinfo=VIET_NAM)
BORN = date(2008, 11, 21)


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2026, 11, 20), 17),
        (date(2026, 11, 21), 18),
        (date(2026, 11, 22), 18),
        (date(2026, 12, 1), 18),
        (date(2026, 10, 31), 17),
        (date(2008, 11, 21), 0),
    ],
)
def test_whole_years(on, age):
    assert rules.age_on(on, born_on=BORN, birth_year=2008) == age


@pytest.mark.parametrize(("year", "age"), [(2008, 17), (2007, 18), (2014, 11)])
def test_with_the_year_alone_the_younger_age_counts(year, age):
    assert rules.age_on(date(2026, 12, 31), born_on=None, birth_year=year) == age


def test_born_on_the_leap_day():
    born = date(2008, 2, 29)
    days = (date(2026, 2, 27), date(2026, 2, 28), date(2028, 2, 28), date(2028, 2, 29))
    assert [rules.age_on(day, born_on=born, birth_year=2008) for day in days] == [17, 18, 19, 20]  # law/conventions.yaml leap_birthday


def test_before_the_birth_nobody_has_an_age():
    assert rules.age_on(date(2007, 1, 1), born_on=date(2008, 2, 29), birth_year=2008) == 0


def fact(at: datetime, *, is_date_only: bool = False) -> FactView:
    return FactView(UUID(int=1), FactKind.TESTED_POSITIVE, at, is_date_only)


def test_the_day_of_a_fact_is_the_day_in_viet_nam():
    assert fact(datetime(2026, 6, 30, 16, 59, tzinfo=UTC)).on == date(2026, 6, 30)
    assert fact(datetime(2026, 6, 30, 17, 0, tzinfo=UTC)).on == date(2026, 7, 1)


def test_hours_count_from_the_moment_or_from_the_end_of_a_day_known_alone():
    moment = datetime(2026, 7, 1, 8, 30, tzinfo=VIET_NAM)
    assert fact(moment).counts_from == moment
    assert fact(moment, is_date_only=True).counts_from == datetime(2026, 7, 2, tzinfo=VIET_NAM)
    assert fact(datetime(2026, 6, 30, 18, tzinfo=UTC), is_date_only=True).counts_from == datetime(2026, 7, 2, tzinfo=VIET_NAM)


@pytest.mark.parametrize(
    ("how", "refusal", "words"),
    [
        ({"is_voided": True}, Overtaken, "đã được huỷ trước đó"),
        ({"rests_on_decision": True}, CannotRecord, "quyết định đã ký"),
        ({"reason": "  "}, CannotRecord, "cần có lý do"),
    ],
)
def test_a_fact_is_voided_once_with_a_reason_and_never_past_its_decision(how, refusal, words):
    fine = {"is_voided": False, "rests_on_decision": False, "reason": "Nhập nhầm ngày"}
    rules.check_can_void(**fine)
    with pytest.raises(refusal, match=words) as answer:
        rules.check_can_void(**{**fine, **how})
    assert answer.value.mend.endswith(".")


def test_facts_lie_in_the_past_with_a_zone():
    rules.check_time(AT, at=AT)
    rules.check_time(AT + timedelta(minutes=1), at=AT)  # clocks of two machines may differ by a minute
    with pytest.raises(CannotRecord, match="tương lai") as answer:
        rules.check_time(AT + timedelta(minutes=1, seconds=1), at=AT)
    assert answer.value.mend
    with pytest.raises(CannotRecord, match="thiếu múi giờ") as answer:
        rules.check_time(AT.replace(tzinfo=None), at=AT)
    assert answer.value.mend
