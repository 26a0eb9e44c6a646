"""Duties reckoned anew in bulk are those remembered; a memo that somebody changed is found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.cases.models import Duty
from donghanh.cases.queries import working_list
from donghanh.cases.recount import recount
from donghanh.jobs import recounting
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    held = accounts.post(role="commune_police", unit_id=900_001)
    made = cases.actor_of(held)
    cases.notified(made)
    cases.managed(made, "Trần Văn Ấn")
    return made


def test_every_file_agrees_with_its_memo(actor):
    found = recount(actor.unit_ids)
    assert (found.files, found.duties, found.differing) == (2, Duty.objects.count(), ())


def test_one_place_after_another_or_at_once_is_the_same(actor):
    assert recounting.recount_in_parts(sorted(actor.unit_ids), workers=1).files == 2


def test_twin_a_memo_changed_by_hand_is_found(actor):
    duty = Duty.objects.select_related("case").first()
    Duty.objects.filter(pk=duty.pk).update(rule_id="UM-99")
    assert recount(actor.unit_ids).differing == (duty.case.number,)


def test_a_duty_that_was_lost_is_found(actor):
    number = Duty.objects.select_related("case").first().case.number
    Duty.objects.filter(case__number=number).delete()
    assert recount(actor.unit_ids).differing == (number,)


def test_two_statements_whatever_the_number(actor, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        recount(actor.unit_ids)


def test_no_job_need_have_run_yesterday(actor):
    """A term that ended while no worker ran: the file has left the list of checks, and the paper that says so is owed, by the clock alone."""
    before = {row.kind for row in working_list(actor, at=cases.NOW, limit=500)}
    after = {row.kind for row in working_list(actor, at=cases.NOW + timedelta(days=400), limit=500)}
    assert "DECIDE_END" not in before and "DECIDE_END" in after
    assert "CHECK_RESIDENCE" in before and "CHECK_RESIDENCE" not in after
    assert recount(actor.unit_ids).differing == ()
