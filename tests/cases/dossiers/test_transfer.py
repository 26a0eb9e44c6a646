"""A person and his file go from one facility to another: the old one holds both until the new one signs for them; with the twin."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import hands
from donghanh.cases.dossiers import queries
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Overtaken
from tests.cases.dossiers.conftest import AT, clerk_of
from tests.cases.dossiers.test_own_hands import told
from tests.cases.dossiers.test_travel import do, stage
from tests.cases.dossiers.test_walls import ask
from tests.cases.dossiers.test_whole_way import EFFECTIVE, facility, in_facility, intake, on_to
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db
__all__ = ["facility", "intake"]
DAY = EFFECTIVE + timedelta(days=1)
NUMBERS = {"court_decision": "9/2026/QĐ-TA", "cv": "01", "intake_minutes": "02/BB"}
RULING = {"number": "7/2026/QĐ-TA", "signer": "Trần Văn Ẩn"}


@pytest.fixture
def passage(police, clerk, intake, case):
    made = in_facility(police, clerk, intake, case)
    told(intake, made, K.ADMITTED, EFFECTIVE)
    return made


@pytest.fixture
def second(facility):
    named = {"name": "Cơ sở cai nghiện ma tuý số 2", "short_name": "Cơ sở 2"}
    return accounts.Body.objects.create(kind="facility", unit_id=facility.unit_id, starts_on=accounts.SINCE, **named)


@pytest.fixture
def theirs(second):
    return clerk_of(second, "facility_intake")


@pytest.fixture
def asked(case):
    """Another open file of the same person, which a death closes."""
    begun = {"unit": case.unit, "kind": K.DETERMINATION_REQUESTED, "happened_at": AT, "recorded_at": AT, "recorded_by": 1, "data": {}}
    made = Case.objects.create(
        number="XD-2026-900001", procedure="DETERMINATION", person=case.person, unit=case.unit, opened_at=AT, stage=S.REQUESTED
    )
    Fact.objects.create(case=made, **begun)
    return made


def handed(intake, passage, second, at=DAY + timedelta(hours=1)) -> Passage:
    told(intake, passage, K.TRANSFERRED, DAY, number="5/QĐ", facility=second.name)
    return do(intake, "transfer_dossier", at, passage_id=passage.pk, to_body_id=second.pk, references=NUMBERS)


def test_the_old_facility_holds_person_and_file_until_the_new_one_signs_and_history_keeps_it(passage, intake, theirs, second, police, case):
    with pytest.raises(CannotRecord, match="Chưa ghi việc chuyển cơ sở"):
        do(intake, "transfer_dossier", DAY, passage_id=passage.pk, to_body_id=second.pk, references=NUMBERS)
    made = handed(intake, passage, second)
    told(intake, passage, K.ESCAPED, DAY + timedelta(hours=2))  # on the way: whoever still holds him writes it
    told(intake, passage, K.BROUGHT_BACK, DAY + timedelta(hours=3))
    with pytest.raises(Overtaken, match="chờ nơi đó ký nhận"):
        do(intake, "transfer_dossier", DAY + timedelta(hours=3), passage_id=passage.pk, to_body_id=second.pk, references=NUMBERS)
    received = DAY + timedelta(hours=4)
    do(theirs, "receive_dossier", received, passage_id=made.pk)
    told(theirs, made, K.HOSPITALISED, received + timedelta(days=1))
    assert stage(case) == S.OUTSIDE and Fact.objects.get(case=case, kind="HOSPITALISED").body_id == second.pk
    passage.refresh_from_db()
    assert (passage.done_at, passage.to_body.name) == (received, "Cơ sở cai nghiện ma tuý số 1")
    with scope(police):
        assert hands.others(case.pk)[K.ESCAPED] == second.name
    with scope(intake):
        assert queries.opened(intake, passage.pk).full_name == ""
    with pytest.raises((Overtaken, CannotRecord)):
        told(intake, passage, K.HOSPITAL_ENDED, received + timedelta(days=2))


def test_past_the_application_nobody_sends_it_without_a_transfer_nor_to_what_is_no_facility(passage, intake, second, court):
    sends = "select send_on_dossier(%s, gen_random_uuid(), 'to_facility', %s, 'x', '[{\"id\": \"cv\"}]', '', %s)"
    with scope(intake):
        assert ask(sends, [passage.pk, second.pk, DAY]) is None
    told(intake, passage, K.TRANSFERRED, DAY)
    with scope(intake):
        assert ask(sends, [passage.pk, court.pk, DAY + timedelta(hours=1)]) is None
        assert ask(sends, [passage.pk, passage.to_body_id, DAY + timedelta(hours=1)]) is None


def test_twin_with_the_transfer_unasked_it_would_be_sent(passage, intake, second):
    ask("create or replace function dossier_may_transfer(p dossiers_passage, body int, called text, day date) returns boolean"
        " language sql as $$ select true $$")  # fmt: skip
    sends = "select send_on_dossier(%s, gen_random_uuid(), 'to_facility', %s, 'x', '[{\"id\": \"cv\"}]', '', %s)"
    with scope(intake):
        assert ask(sends, [passage.pk, second.pk, DAY]) is not None


def test_the_new_facility_ends_the_stay_and_sends_the_file_home(passage, intake, theirs, second, police, case):
    made = handed(intake, passage, second)
    do(theirs, "receive_dossier", DAY + timedelta(hours=2), passage_id=made.pk)
    told(theirs, made, K.EXEMPTED, DAY + timedelta(days=30), **RULING)
    home = on_to(theirs, made, DAY + timedelta(days=31))  # nobody who was exempted has a certificate of having served
    assert [line["standing"] for line in home.lines if line["id"] == "certificate"] == ["not_needed"]
    do(police, "receive_dossier", DAY + timedelta(days=32), passage_id=home.pk)
    assert stage(case) == S.EXEMPTED


def test_a_death_in_the_facility_is_written_there_and_reaches_the_other_files_when_the_file_comes_home(passage, intake, police, case, asked):
    with pytest.raises(CannotRecord, match="nơi đó tự ghi"):
        cases.recorded(police, case.pk, K.DIED, DAY)
    told(intake, passage, K.DIED, DAY)
    assert stage(case) == S.CLOSED
    home = on_to(intake, passage, DAY + timedelta(hours=1))
    do(police, "receive_dossier", DAY + timedelta(hours=2), passage_id=home.pk)
    assert stage(asked) == S.CLOSED


def test_a_death_told_in_another_file_is_left_to_the_facility(passage, police, case, asked):
    cases.recorded(police, asked.pk, K.DIED, DAY)
    assert stage(asked) == S.CLOSED
    assert not Fact.objects.filter(case=case, kind="DIED").exists() and stage(case) == S.IN_FACILITY
