"""Duties reckoned anew in bulk are those remembered; a memo that somebody changed is found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import as_jobs
from donghanh.cases import ledger, memo
from donghanh.cases import recount as recounted
from donghanh.cases.models import Case, Duty, Fact
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.queries import working_list
from donghanh.cases.recount import recount
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.jobs import recounting
from donghanh.kernel.ids import new_id
from donghanh.people.models import Person
from tests.factories import accounts, cases, people

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


@pytest.fixture
def rehabilitations(actor):
    """A second rehabilitation of a person who has been in one: how long it lasts follows from the first."""
    person = Case.objects.filter(unit_id__in=actor.unit_ids).first()
    for number, days in enumerate((400, 60)):
        opened = cases.NOW - timedelta(days=days)
        with as_jobs():
            case = Case.objects.create(
                id=new_id(), number=f"CN-{number}", procedure=Procedure.HOME_REHABILITATION, person_id=person.person_id, unit_id=person.unit_id,
                opened_at=opened, stage="",
            )  # fmt: skip
            for kind, after in ((K.REGISTERED, 0), (K.REGISTRATION_DECIDED, 2), (K.REHAB_STARTED, 4)):
                ledger.append(
                    case, kind, actor=actor, happened_at=opened + timedelta(days=after), at=opened + timedelta(days=after), data={"form": "home"}
                )
    return actor


def test_first_and_later_times_are_counted_as_the_memo_counts_them(rehabilitations):
    assert memo.life_of(Case.objects.get(number="CN-1")).rehabilitations == 1
    found = recount(rehabilitations.unit_ids)
    assert (found.files, found.differing) == (4, ())


def test_twin_with_no_earlier_time_counted_the_second_one_differs(rehabilitations, monkeypatch):
    monkeypatch.setattr(recounted, "_earlier", lambda units: {})
    assert recount(rehabilitations.unit_ids).differing == ("CN-1",)


def test_duties_alone_are_those_of_the_whole_view(rehabilitations):
    for case in Case.objects.filter(unit_id__in=rehabilitations.unit_ids):
        told, life = memo.facts_of(case), memo.life_of(case)
        assert engine.duties_of(MANIFESTS[Procedure(case.procedure)], told, life=life) == memo_view(case, told, life).duties != ()


def memo_view(case, told, life):
    return engine.view(MANIFESTS[Procedure(case.procedure)], told, life=life)


def test_four_statements_whatever_the_number(rehabilitations, django_assert_max_num_queries):
    actor = rehabilitations
    with django_assert_max_num_queries(4):
        recount(actor.unit_ids)


def test_no_job_need_have_run_yesterday(actor):
    """A term that ended while no worker ran: the file has left the list of checks, and the paper that says so is owed, by the clock alone."""
    before = {row.kind for row in working_list(actor, at=cases.NOW, limit=500)}
    after = {row.kind for row in working_list(actor, at=cases.NOW + timedelta(days=400), limit=500)}
    assert "DECIDE_END" not in before and "DECIDE_END" in after
    assert "CHECK_RESIDENCE" in before and "CHECK_RESIDENCE" not in after
    assert recount(actor.unit_ids).differing == ()


def test_merged_records_and_the_residence_are_read_as_the_memo_reads_them(actor):
    """A person without a stable residence whose record was merged away: the group of monitoring, and so its term and duties, hang on it."""
    earlier = Case.objects.get(person__full_name="Trần Văn Ấn")
    cases.recorded(actor, earlier.pk, K.RESIDENCE_CHECKED, cases.NOW)
    kept = people.register(actor, "Trần Văn Ân", at=cases.NOW)
    with as_jobs():
        Person.objects.filter(pk=earlier.person_id).update(merged_into_id=kept.pk)
        Fact.objects.create(
            case=earlier,
            unit_id=earlier.unit_id,
            kind=K.RESIDENCE_VERIFIED,
            happened_at=cases.NOW,
            recorded_at=cases.NOW,
            recorded_by=1,
            data={"stable": False},
        )
        asked = Case.objects.create(
            number="CN-9", procedure=Procedure.HOME_REHABILITATION, person_id=kept.pk, unit_id=earlier.unit_id, opened_at=cases.NOW + timedelta(1)
        )
        alone = memo.life_of(asked)
        known = recounted._earlier([earlier.unit_id])[kept.pk]
    assert (alone.has_stable_residence, [stable for _, stable in known.verified][-1]) == (False, False)
