"""Determination of dependence as a story of facts."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.determination import MANIFEST
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from tests.cases.procedures.stories import duty, fact, moment


def view(*facts):
    return engine.view(MANIFEST, facts)


def test_from_the_request_to_the_result_that_was_sent():
    told = [
        fact(K.DETERMINATION_REQUESTED, "2024-03-01T08:00", place="agreed"),
        fact(K.PERSON_RECEIVED, "2024-03-01T15:00"),
        fact(K.OBSERVATION_BEGAN, "2024-03-02T08:00"),
        fact(K.FOUND_DEPENDENT, "2024-03-05T10:00"),
        fact(K.RESULT_SENT, "2024-03-05T11:00"),
    ]
    stages = [view(*told[: n + 1]).stage for n in range(len(told))]
    assert stages == [S.REQUESTED, S.RECEIVED, S.OBSERVED, S.CONCLUDED, S.CLOSED]


@pytest.mark.parametrize("place", ["agreed", "detained"])
def test_staff_come_within_24_clock_hours_of_the_file_where_the_person_is_elsewhere(place):
    asked = fact(K.DETERMINATION_REQUESTED, "2024-04-29T20:00", place=place)
    assert duty(view(asked), "SEND_STAFF").due.value == moment("2024-04-30T20:00")
    assert duty(view(asked, fact(K.STAFF_SENT, "2024-04-30T07:00")), "SEND_STAFF") is None


def test_nobody_is_sent_to_a_person_who_comes():
    assert duty(view(fact(K.DETERMINATION_REQUESTED, "2024-04-29T20:00")), "SEND_STAFF") is None


def test_the_result_is_due_five_calendar_days_after_the_person_was_received_holidays_counted():
    told = [fact(K.DETERMINATION_REQUESTED, "2024-04-26T08:00"), fact(K.PERSON_RECEIVED, "2024-04-26T09:00")]
    assert duty(view(*told), "CONCLUDE").due.last_day in (date(2024, 5, 1), date(2024, 5, 2))


def test_the_result_is_sent_at_once():
    told = [fact(K.DETERMINATION_REQUESTED, "2024-04-26T08:00"), fact(K.FOUND_NOT_DEPENDENT, "2024-04-27T09:00")]
    assert duty(view(*told), "SEND_RESULT").due.kind == "at_once"


def test_before_july_2026_five_working_days_from_the_result_to_register():
    told = [fact(K.FOUND_DEPENDENT, "2024-04-26T09:00")]  # Fri; 29/4 to 1/5 off, Sat 4/5 worked for 29/4: 2, 3, 4, 6, 7 May
    assert duty(view(*told), "REGISTER").due.last_day == date(2024, 5, 7)
    assert duty(view(*told, fact(K.REGISTERED, "2024-05-02T09:00", form="home")), "REGISTER") is None


def test_from_july_2026_24_hours_from_being_told_and_nothing_before_that():
    result = fact(K.FOUND_DEPENDENT, "2026-09-01T09:00")
    assert duty(view(result), "REGISTER") is None
    assert duty(view(result, fact(K.RESULT_NOTIFIED, "2026-09-02T10:00")), "REGISTER").due.value == moment("2026-09-03T10:00")


def test_after_a_determination_in_aftercare_nobody_registers():
    assert duty(view(fact(K.FOUND_DEPENDENT, "2024-04-26T09:00", ground="aftercare")), "REGISTER") is None
