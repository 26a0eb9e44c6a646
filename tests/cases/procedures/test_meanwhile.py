"""While a compulsory file is made: a home check that was skipped is overdue the day after; a postponement is looked at again on its day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import end_of
from tests.cases.procedures.compulsory_ways import CONTESTED
from tests.factories.cases import moment

BEGAN = moment("2026-11-02T09:00")


def told(*happened):
    return [FactView(new_id(), kind, BEGAN + timedelta(days=days), False, data) for kind, days, data in happened]


def owed(kind, *happened, procedure="COMPULSORY"):
    view = engine.view(manifest(procedure), told((K.GROUND_FOUND, 0, {}), *happened))
    return next((one for one in view.duties if one.kind == kind), None)


ASSIGNED = (K.SUPERVISOR_ASSIGNED, 1, {"helper": "Phạm Văn Giám", "check_days": 7})


@pytest.mark.requirement("DN137-VI.2.c.3")
@pytest.mark.parametrize("procedure", ["COMPULSORY", "COMPULSORY_MINOR"])
def test_a_check_is_owed_so_many_days_after_the_last_one_and_late_the_day_after(procedure):
    first = owed("CHECK_MEANWHILE", ASSIGNED, procedure=procedure)
    assert first.due.last_day == (BEGAN + timedelta(days=8)).date() and first.due.value == end_of(first.due.last_day)
    after = owed("CHECK_MEANWHILE", ASSIGNED, (K.RESIDENCE_CHECKED, 7, {}), procedure=procedure)
    assert after.due.last_day == (BEGAN + timedelta(days=14)).date()
    assert (after.rule_id, after.due.status) == ("", "silent")


@pytest.mark.parametrize(
    "happened",
    [
        ((K.SUPERVISOR_ASSIGNED, 1, {"helper": "Phạm Văn Giám"}),),  # nobody set an interval, and the law gives none
        (ASSIGNED, (K.INTERIM_BEGAN, 2, {})),
        (ASSIGNED, (K.ESCAPED, 2, {})),
        (),
    ],
)
def test_nothing_is_owed_where_nothing_was_set_or_the_person_is_not_at_home(happened):
    assert owed("CHECK_MEANWHILE", *happened) is None


def test_another_interval_counts_from_the_day_it_was_set():
    again = (K.SUPERVISOR_ASSIGNED, 3, {"helper": "Phạm Văn Giám", "check_days": 1})
    assert owed("CHECK_MEANWHILE", ASSIGNED, again).due.last_day == (BEGAN + timedelta(days=4)).date()


WAY = (
    *((K.DOSSIER_PREPARED, 1, {}), (K.NOTICE_GIVEN, 2, {}), (K.COURT_REQUESTED, 12, {}), (K.COURT_ACCEPTED, 13, {})),
    *((K.COURT_DECIDED, 20, {"months": 24, **CONTESTED}), (K.DECISION_EFFECTIVE, 40, {}), (K.COURT_DECISION_SENT, 41, {"to": "execution"})),
)


@pytest.mark.requirement("DN137-VI.12.c")
def test_a_postponement_is_owed_a_review_on_the_day_it_names():
    review = (BEGAN + timedelta(days=70)).date()
    postponed = (K.POSTPONED, 45, {"postponed_for": "Ốm nặng", "review_on": review.isoformat()})
    assert owed("REVIEW_POSTPONEMENT", *WAY, postponed).due.last_day == review
    assert owed("REVIEW_POSTPONEMENT", *WAY, (K.POSTPONED, 45, {})) is None
    assert owed("REVIEW_POSTPONEMENT", *WAY, postponed, (K.POSTPONEMENT_ENDED, 60, {})) is None
