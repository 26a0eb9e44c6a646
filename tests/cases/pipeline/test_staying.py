"""Where somebody stays, as his facts tell it."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from donghanh.cases.pipeline.staying import AT_HOME, KINDS, Told, Where, stay
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from tests.factories.cases import moment

FIRST, BEFORE = moment("2026-03-01T08:00"), moment("2027-01-01T00:00")


def told(*kinds, procedure=Procedure.COMPULSORY, place=""):
    return [Told(kind, procedure, FIRST + timedelta(days=n), place) for n, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("kinds", "where"),
    [
        ((), Where.HOME),
        ((K.TESTED_POSITIVE, K.RESIDENCE_VERIFIED), Where.HOME),
        ((K.ADMITTED,), Where.FACILITY),
        ((K.INTERIM_BEGAN,), Where.FACILITY),
        ((K.INTERIM_BEGAN, K.INTERIM_ENDED), Where.HOME),
        ((K.INTERIM_BEGAN, K.COURT_DECLINED), Where.HOME),
        ((K.COURT_DECLINED,), Where.HOME),
        ((K.ADMITTED, K.HOSPITALISED), Where.OUTSIDE),
        ((K.ADMITTED, K.HOSPITALISED, K.HOSPITAL_ENDED), Where.FACILITY),
        ((K.ADMITTED, K.LEAVE_BEGAN), Where.OUTSIDE),
        ((K.ADMITTED, K.BORROWED), Where.CUSTODY),
        ((K.ADMITTED, K.BORROWED, K.BORROWING_ENDED), Where.FACILITY),
        ((K.ADMITTED, K.ESCAPED), Where.ESCAPED),
        ((K.ADMITTED, K.ESCAPED, K.BROUGHT_BACK), Where.FACILITY),
        ((K.ESCAPED,), Where.ESCAPED),
        ((K.ESCAPED, K.BROUGHT_BACK), Where.HOME),
        ((K.ADMITTED, K.STAY_SUSPENDED), Where.HOME),
        ((K.ADMITTED, K.STAY_SUSPENDED, K.SUSPENSION_ENDED), Where.FACILITY),
        ((K.ADMITTED, K.REHAB_COMPLETED), Where.HOME),
        ((K.ADMITTED, K.ESCAPED, K.EXEMPTED), Where.ESCAPED),
        ((K.ADMITTED, K.IMPRISONED), Where.PRISON),
        ((K.ABSENCE_BEGAN,), Where.AWAY),
        ((K.ABSENCE_BEGAN, K.ABSENCE_ENDED), Where.HOME),
        ((K.ABSENCE_BEGAN, K.RESIDENCE_CHECKED), Where.HOME),
        ((K.CUSTODY_BEGAN,), Where.CUSTODY),
        ((K.CUSTODY_BEGAN, K.CUSTODY_ENDED), Where.HOME),
        ((K.DEPARTED,), Where.GONE),
        ((K.DEPARTED, K.ARRIVED), Where.HOME),
        ((K.DIED,), Where.DEAD),
        ((K.DIED, K.ADMITTED), Where.DEAD),
    ],
)
def test_the_last_turn_counts_in_whatever_order_the_facts_come(kinds, where):
    facts = told(*kinds)
    random.Random(7).shuffle(facts)
    assert stay(facts, before=BEFORE).where == where


def test_rehabilitation_at_home_is_no_stay_at_a_facility():
    assert stay(told(K.REHAB_STARTED, procedure=Procedure.HOME_REHABILITATION), before=BEFORE) == AT_HOME
    begun = stay(told(K.REHAB_STARTED, procedure=Procedure.PUBLIC_REHABILITATION, place="Cơ sở số 1"), before=BEFORE)
    assert (begun.where, begun.since, begun.place) == (Where.FACILITY, FIRST, "Cơ sở số 1")


def test_a_moment_later_is_not_known_yet():
    facts = told(K.ADMITTED)
    assert stay(facts, before=FIRST) == AT_HOME and stay(facts, before=FIRST + timedelta(seconds=1)).where == Where.FACILITY


def test_back_from_hospital_is_back_at_the_same_facility():
    facts = [*told(K.ADMITTED, place="Cơ sở số 1"), *told(K.TESTED_POSITIVE, K.HOSPITALISED, K.HOSPITAL_ENDED)]
    assert stay(facts, before=BEFORE).place == "Cơ sở số 1"


def test_every_kind_that_moves_somebody_is_asked_of_the_database():
    assert {K.ADMITTED, K.ESCAPED, K.DEPARTED, K.DIED, K.REHAB_STARTED, K.RESIDENCE_CHECKED} <= KINDS
