"""The determination is a file of its own: its duties, its steps in the body's hand, one conclusion, the registration that settles it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.places import queries as places
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as cases_actions
from donghanh.cases import memo
from donghanh.cases.diagnosis import actions, queries
from donghanh.cases.diagnosis.models import Step
from donghanh.cases.diagnosis.terms import State
from donghanh.cases.models import Case, Duty, Fact, Referral
from donghanh.cases.queries import case_sheet, working_list
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import ExaminedAt, Procedure, Stage
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.errors import Cannot, Overtaken
from donghanh.web.cases import steps
from donghanh.web.cases.words import Look, address
from tests.cases.diagnosis.conftest import SENT
from tests.factories import cases
from tests.factories.cases import NOW, moment
from tests.factories.diagnosis import concluded, examined

LONG = "Thiếu bản tóm tắt lý lịch và bản sao kết quả xét nghiệm."


def file_of(sent) -> Case:
    return Case.objects.get(pk=sent.file_id)


def kinds(case) -> list[str]:
    return list(Fact.objects.filter(case=case).order_by("happened_at", "id").values_list("kind", flat=True))


def tell(station, sent, kind, at=NOW, **more):
    with scope(station):
        actions.tell(actor=station, at=at, referral_id=sent.pk, kind=kind, happened_at=at, **more)


def duties(police, file, at=NOW) -> list[str]:
    """Read as the working list reads them: the memo first catches up with what another side has told."""
    with scope(police):
        memo.freshen(police.unit_ids)
        return [row.kind for row in working_list(police, at=at, case_id=file.pk)]


def test_asking_opens_the_file_with_its_duties_on_the_commune_working_list(police, station):
    at = moment("2024-03-04T09:00")
    case = cases.opened(police, "Trần Văn Ý", at=at - timedelta(days=1))
    with scope(police):
        sent = cases_actions.request_determination(actor=police, at=at, case_id=case.pk, to_body_id=station.body_id, place=ExaminedAt.AGREED)
    file = file_of(sent)
    assert (file.procedure, file.stage, file.person_id, file.unit_id) == (Procedure.DETERMINATION, Stage.REQUESTED, case.person_id, case.unit_id)
    row = Duty.objects.get(case=file)
    assert (row.kind, row.function, row.due_at) == ("SEND_STAFF", "health_facility", moment("2024-03-05T09:00"))
    assert not Duty.objects.filter(case=case, kind="SEND_STAFF").exists(), "one duty, in one file"
    tell(station, sent, K.STAFF_SENT, at + timedelta(hours=3))
    assert duties(police, file, at + timedelta(hours=4)) == []
    tell(station, sent, K.PERSON_RECEIVED, at + timedelta(hours=5))
    assert duties(police, file, at + timedelta(hours=6)) == ["CONCLUDE"]


def test_findings_and_conclusion_are_the_events_of_the_file_and_the_result_sent_closes_it(police, station, sent, case):
    file = file_of(sent)
    with scope(station):
        concluded(actor=station, at=NOW, referral_id=sent.pk, is_dependent=True, concluded_at=NOW)
        owed = queries.owed(station, [queries.examination(station, sent.pk).referral])
    assert kinds(file) == ["DETERMINATION_REQUESTED", "PERSON_RECEIVED", "CRITERIA_FOUND", "FOUND_DEPENDENT"]
    assert owed[sent.pk].kind == "SEND_RESULT" and duties(police, file) == ["SEND_RESULT"]
    assert "FOUND_DEPENDENT" in kinds(case) and not Fact.objects.filter(case=file, data__has_key="marks").exists()
    tell(station, sent, K.RESULT_SENT, was_told=True)
    assert kinds(file)[-2:] == ["RESULT_SENT", "RESULT_NOTIFIED"] and "RESULT_NOTIFIED" in kinds(case)
    assert duties(police, file) == ["REGISTER"]
    with scope(station):
        assert queries.owed(station, [queries.examination(station, sent.pk).referral]) == {sent.pk: None}


def test_a_registration_in_any_form_settles_the_time_to_register(police, station, sent):
    file = file_of(sent)
    with scope(station):
        concluded(actor=station, at=NOW, referral_id=sent.pk, is_dependent=True, concluded_at=NOW)
    tell(station, sent, K.RESULT_SENT, was_told=True)
    later = NOW + timedelta(hours=2)
    with scope(police):
        about = {"person_id": file.person_id, "happened_at": later, "kind": K.REGISTERED, "data": {"form": "home"}}
        cases_actions.open_case(actor=police, at=later, procedure=Procedure.HOME_REHABILITATION, **about)
    assert kinds(file)[-1] == "REGISTERED" and duties(police, file, later) == []
    with scope(police):
        said = {one.question: one.value for one in case_sheet(police, file.pk, at=later).view.findings}
    assert said == {"voluntary.registered": "in_time"}


def test_a_request_sent_back_says_why_and_goes_on_in_the_same_file(police, station, sent, case):
    with pytest.raises(CannotRecord, match="vì sao"):
        tell(station, sent, K.DOSSIER_RETURNED, why="thiếu")
    tell(station, sent, K.DOSSIER_RETURNED, why=LONG)
    back = Referral.objects.get(pk=sent.pk)
    assert back.answered_at and back.is_dependent is None and back.person_name == "—"
    with scope(station):
        assert queries.examination(station, sent.pk).state == State.RETURNED
    with pytest.raises(Cannot):
        tell(station, sent, K.PERSON_RECEIVED)
    assert duties(police, file_of(sent)) == ["ASK_AGAIN"]
    with scope(police):
        sheet = case_sheet(police, sent.file_id, at=NOW)
        way = [step.href for step in steps.ladder(Look(police, NOW, places.calendar()), sheet) if step.name.startswith("Bổ sung và gửi lại")]
    assert way == [address("cases:determine", case.pk)], "from the file that asked"
    with scope(police):
        again = cases_actions.request_determination(actor=police, at=NOW + timedelta(hours=1), case_id=case.pk, to_body_id=station.body_id)
    assert duties(police, file_of(again), NOW + timedelta(hours=1)) == []
    assert again.file_id == sent.file_id and kinds(file_of(again))[-2:] == ["DOSSIER_RETURNED", "DETERMINATION_REQUESTED"]
    assert Fact.objects.get(case_id=sent.file_id, kind=K.DOSSIER_RETURNED).data == {"why": LONG}


def test_one_determination_of_a_person_at_a_time_whatever_file_asks(police, station, sent, case):
    other = cases.opened(police, "Người khác", at=SENT)
    Case.objects.filter(pk=other.pk).update(person_id=case.person_id)  # another file of the same person, by the owner of the tables
    with scope(police), pytest.raises(Cannot, match="đang chờ kết luận"):
        cases_actions.request_determination(actor=police, at=NOW, case_id=other.pk, to_body_id=station.body_id)


def test_steps_come_in_their_order(station, sent):
    for kind in (K.OBSERVATION_BEGAN, K.RESULT_SENT, K.FOUND_DEPENDENT):
        with pytest.raises(CannotRecord):
            tell(station, sent, kind)
    tell(station, sent, K.PERSON_RECEIVED, NOW - timedelta(hours=1))
    with pytest.raises(CannotRecord, match="Sớm hơn"):
        tell(station, sent, K.OBSERVATION_BEGAN, NOW - timedelta(hours=2))
    with scope(station), pytest.raises(CannotRecord, match="đã ghi tiếp nhận"):
        examined(station, sent.pk, at=NOW, on=NOW - timedelta(hours=3))


def test_a_request_older_than_the_file_is_still_read_concluded_and_its_result_sent(station, sent, case):
    file = file_of(sent)
    Referral.objects.filter(pk=sent.pk).update(file=None)
    with scope(station):
        concluded(actor=station, at=NOW, referral_id=sent.pk, is_dependent=False, concluded_at=NOW)
    tell(station, sent, K.RESULT_SENT)
    assert kinds(file) == ["DETERMINATION_REQUESTED"] and "FOUND_NOT_DEPENDENT" in kinds(case)
    assert list(Step.objects.order_by("id").values_list("kind", flat=True)) == ["PERSON_RECEIVED", "CRITERIA_FOUND", "RESULT_SENT"]


def test_a_volunteer_asks_at_the_body_he_chose_and_his_name_goes_with_the_result(station, db):
    with scope(station):
        with pytest.raises(CannotRecord, match="đồng ý"):
            actions.receive_volunteer(actor=station, at=NOW, full_name="Vũ Thị Na", birth_year=2009, came_at=NOW)
        about = {"full_name": "Vũ Thị Na", "birth_year": 2009, "consented_by": "Vũ Văn Cha"}
        made = actions.receive_volunteer(actor=station, at=NOW - timedelta(hours=1), came_at=NOW - timedelta(hours=1), **about)
        concluded(actor=station, at=NOW, referral_id=made, is_dependent=True, concluded_at=NOW)
        seen = queries.examination(station, made)
        assert seen.referral.person_name == "Vũ Thị Na" and [d.kind for d in seen.view.duties] == ["SEND_RESULT"]
        actions.tell(actor=station, at=NOW, referral_id=made, kind=K.RESULT_SENT, happened_at=NOW, was_told=True)
        with pytest.raises((CannotRecord, Overtaken)):
            actions.tell(actor=station, at=NOW, referral_id=made, kind=K.RESULT_SENT, happened_at=NOW)
    row = Referral.objects.get(pk=made)
    assert (row.person_name, row.consented_by, row.case_id, row.person_id) == ("—", "", None, None) and not Case.objects.exists()
