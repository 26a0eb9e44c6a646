"""Past the application: whose steps these are, who reads a volunteer, and that a page does not write the body's half."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as cases_actions
from donghanh.cases.diagnosis import actions
from donghanh.cases.models import Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from tests.factories import accounts
from tests.factories.cases import NOW

TELL = "select tell_determination(%s, %s, %s, '', %s)"
VOLUNTEER = "select receive_volunteer(%s, 'Vũ Thị Na', 1990, '', %s, %s)"
FACT = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
  values (%s, %s, %s, 'PERSON_RECEIVED', %s, false, %s, %s, %s, '{}', '')"""


def run(sql, params=()):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def told(actor, sent, kind="PERSON_RECEIVED", at=NOW):
    with scope(actor):
        return run(TELL, [sent.pk, kind, at, at])[0][0]


def test_only_the_body_that_was_asked_tells_and_only_its_own_steps(police, station, sent):
    other = accounts.actor_in_db("health_station", 900_002)
    assert told(police, sent) is None and told(other, sent) is None
    for kind in ("DIED", "FOUND_DEPENDENT", "RESULT_SENT", "DETERMINATION_REQUESTED", "DOSSIER_RETURNED"):
        assert told(station, sent, kind) is None, kind
    assert told(station, sent, at=NOW - timedelta(days=9)) is None, "before the request"
    assert told(station, sent) == sent.pk and told(station, sent) is None, "once"


def test_a_request_is_sent_back_with_a_reason_alone(station, sent):
    with scope(station):
        assert run("select tell_determination(%s, 'DOSSIER_RETURNED', %s, null, %s)", [sent.pk, NOW, NOW]) == [(None,)]
        assert run("select tell_determination(%s, 'DOSSIER_RETURNED', %s, 'Thiếu chữ ký', %s)", [sent.pk, NOW, NOW]) == [(sent.pk,)]


def test_the_same_reason_does_not_send_a_request_back_again(police, station, sent, case):
    back = "select tell_determination(%s, 'DOSSIER_RETURNED', %s, %s, %s)"
    with scope(station):
        assert run(back, [sent.pk, NOW, "Thiếu chữ ký của người đề nghị", NOW]) == [(sent.pk,)]
    later = NOW + timedelta(hours=1)
    with scope(police):
        again = cases_actions.request_determination(actor=police, at=later, case_id=case.pk, to_body_id=station.body_id)
    with scope(station):
        assert run(back, [again.pk, later, "  thiếu  CHỮ ký của NGƯỜI đề nghị ", later]) == [(None,)]
        with pytest.raises(CannotRecord, match="vì đúng lý do này"):
            actions.tell(
                actor=station, at=later, referral_id=again.pk, kind=K.DOSSIER_RETURNED, happened_at=later, why=" thiếu chữ  ký của người Đề nghị"
            )
        assert run(back, [again.pk, later, "Thiếu bản tóm tắt lý lịch", later]) == [(again.pk,)]


ASK = """insert into cases_referral (id, case_id, unit_id, person_id, to_body_id, person_name, birth_year, consented_by, place, sent_at, sent_by)
  select %s, c.id, c.unit_id, c.person_id, %s, p.full_name, p.birth_year, '', 'body', %s, %s
  from cases_case c join people_person p on p.id = c.person_id where c.id = %s"""


def test_a_commune_asks_with_a_file_of_the_determination_alone_and_the_twin_without(police, station, case):
    asked = [uuid4(), station.body_id, NOW, police.user_id, case.pk]
    with scope(police), pytest.raises(DatabaseError, match="cases_referral_file_of_person"):
        run(ASK, asked)
    run("set constraints all immediate; drop policy cases_referral_file_of_person on cases_referral")
    with scope(police):
        assert run(ASK, asked) == 1


def test_a_page_of_the_commune_does_not_write_the_body_half(police, sent):
    values = [uuid4(), sent.file_id, sent.unit_id, NOW, NOW, police.user_id, police.body_id]
    with scope(police), pytest.raises(DatabaseError):
        run(FACT, values)
    assert not Fact.objects.filter(kind="PERSON_RECEIVED").exists()


def test_twin_without_the_policy_the_commune_would_write_it(police, sent):
    run("set constraints all immediate; drop policy cases_fact_examiner_tells on cases_fact")
    with scope(police):
        assert run(FACT, [uuid4(), sent.file_id, sent.unit_id, NOW, NOW, police.user_id, police.body_id]) == 1


def test_nobody_but_the_body_knows_of_a_volunteer(police, station):
    chief = accounts.actor_in_db("commune_police_chief", 900_001)
    other = accounts.actor_in_db("health_station", 900_002)
    with scope(station):
        actions.receive_volunteer(actor=station, at=NOW, full_name="Vũ Thị Na", birth_year=1990, came_at=NOW)
        assert run("select person_name from cases_referral") == [("Vũ Thị Na",)] and run("select count(*) from diagnosis_step") == [(1,)]
    for reader in (police, chief, other):
        with scope(reader):
            assert run("select count(*) from cases_referral") == [(0,)] and run("select count(*) from diagnosis_step") == [(0,)]
            assert run("select count(*) from dossier_health_files()") == [(0,)]


def test_twin_without_the_policy_the_police_would_read_the_volunteer(police, station):
    with scope(station):
        actions.receive_volunteer(actor=station, at=NOW, full_name="Vũ Thị Na", birth_year=1990, came_at=NOW)
    run("set constraints all immediate; drop policy cases_referral_volunteers_own on cases_referral")
    with scope(police):
        assert run("select person_name from cases_referral") == [("Vũ Thị Na",)]


def test_who_records_no_determination_receives_no_volunteer(police, db):
    with scope(police):
        assert run(VOLUNTEER, [uuid4(), NOW, NOW]) == [(None,)]
