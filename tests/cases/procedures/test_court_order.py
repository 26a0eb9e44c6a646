"""A compulsory measure that stands is seen where the person registers for something else; nothing is forbidden, a reason is asked. Pure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from donghanh.cases.procedures import court_order
from donghanh.cases.procedures.shape import NOBODY, CaseView
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.ids import new_id
from donghanh.legal import voluntary
from tests.factories.cases import moment

AT = moment("2026-11-02T09:00")
HELD = replace(NOBODY, court_order="held")


def fact(kind, **data):
    return FactView(new_id(), kind, AT, False, data)


@pytest.mark.parametrize(
    ("stage", "order"),
    [
        (S.POSTPONED, "postponed"),
        (S.IN_FACILITY, "held"),
        (S.OUTSIDE, "held"),
        (S.ESCAPED, "held"),
        (S.SUSPENDED, "held"),
        (S.RULED, "awaiting"),
        (S.CONTESTED, "awaiting"),
        (S.EFFECTIVE, "awaiting"),
        (S.TO_ENTER, "awaiting"),
        (S.FOUND, ""),
        (S.AT_COURT, ""),
        (S.COMPLETED, ""),
        (S.EXEMPTED, ""),
        (S.DECLINED, ""),
        (S.IN_ERROR, ""),
    ],
)
def test_how_a_compulsory_file_stands_over_the_person(stage, order):
    assert court_order.standing(CaseView(stage), [fact(K.GROUND_FOUND)], at=AT) == order


def test_a_term_that_is_over_stands_over_nobody():
    assert court_order.standing(CaseView(S.IN_FACILITY, active_until=AT), [], at=AT) == ""


@pytest.mark.parametrize("stage", [S.FOUND, S.READING, S.AT_COURT, S.HEARING])
def test_somebody_kept_while_the_file_is_made_is_held_until_he_leaves(stage):
    kept = [fact(K.GROUND_FOUND), fact(K.INTERIM_DECIDED), fact(K.INTERIM_BEGAN)]
    assert court_order.standing(CaseView(stage), kept, at=AT) == "interim"
    assert court_order.standing(CaseView(stage), [*kept, fact(K.INTERIM_ENDED)], at=AT) == ""
    assert court_order.standing(CaseView(S.DECLINED), kept, at=AT) == ""


def test_the_finding_says_that_nothing_read_forbids_or_allows_it():
    (found,) = court_order.finding(fact(K.REGISTERED), HELD)
    assert (found.status, found.value) == ("silent", "unsaid") and "không cấm" in found.meaning_vi and "không cho phép" in found.meaning_vi
    assert court_order.finding(fact(K.REGISTERED), NOBODY) == []


@pytest.mark.parametrize("order", sorted(voluntary.COURT_ORDERS))
@pytest.mark.parametrize("kind", sorted(court_order.ASKED))
def test_a_registration_meanwhile_says_why(kind, order):
    life = replace(NOBODY, court_order=order)
    for data in ({}, {"despite": "  "}):
        with pytest.raises(CannotRecord) as refused:
            court_order.check_reason(fact(kind, **data), life)
    assert refused.value.message == court_order.finding(fact(kind), life)[0].meaning_vi and "lý do" in refused.value.mend and refused.value.citation
    court_order.check_reason(fact(kind, despite="Toà án có văn bản 12/TB-TA"), life)
    court_order.check_reason(fact(kind), NOBODY)


def test_a_treatment_that_a_clinic_reports_is_taken_as_it_is():
    court_order.check_reason(fact(K.TREATMENT_STARTED), HELD)
