"""Past the application a test is asked of a health body of the place, by a post that may, in the person's own name; each guard with its twin."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.testing.models import DrugTest
from tests.factories import accounts, people
from tests.factories.cases import NOW
from tests.support import EVERYBODY_MAY

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = 900_001, 900_002
ASK = """insert into testing_drugtest (id, unit_id, person_id, to_body_id, person_name, birth_year, is_minor, ground, wanted_sample, paper, asked_at,
  asked_by, sample, consented_by, panel, tester, withdraw_reason)
  select gen_random_uuid(), unit_id, id, {body}, {name}, birth_year + {older}, false, 'CAUGHT', 'urine', '', {at}, {by}, '', '', '[]', '', ''
  from people_person"""
WITHDRAW = f"update testing_drugtest set withdrawn_at = '{NOW.isoformat()}', withdraw_reason = 'x'"


@pytest.fixture
def police():
    made = accounts.actor_in_db("commune_police", HERE)
    people.register(made, "Lê Thị Ỗi", at=NOW)
    return made


def station(unit_id: int):
    return accounts.actor_in_db("health_station", unit_id)


def run(actor, sql: str) -> None:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)


def ask(actor, **other) -> None:
    whole = {"body": station(HERE).body_id, "name": "full_name", "older": 0, "at": f"'{NOW.isoformat()}'", "by": "app_user()"}
    run(actor, ASK.format(**whole | other))


def owner(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(sql)


def test_a_test_is_asked_in_the_place_in_his_own_name_and_once(police):
    elsewhere = station(ELSEWHERE).body_id
    for wrong in ({"body": elsewhere}, {"body": police.body_id}, {"name": "'Ai Khác'"}, {"older": 1}):
        with pytest.raises(DatabaseError, match="testing_drugtest_asked_here"):
            ask(police, **wrong)
    ask(police)
    with pytest.raises(DatabaseError, match="testing_drugtest_asked_here"):
        ask(police)
    owner("drop policy testing_drugtest_asked_here on testing_drugtest")
    ask(police, body=elsewhere, name="'Ai Khác'")
    assert DrugTest.objects.count() == 2, "the twin"


def test_who_records_no_files_asks_and_withdraws_nothing(police):
    chair = accounts.actor_in_db("commune_chair", HERE)
    with pytest.raises(DatabaseError, match="testing_drugtest_asked_here"):
        ask(chair)
    ask(police)
    with pytest.raises(DatabaseError, match="testing_drugtest_by_post"):
        run(chair, WITHDRAW)
    owner(EVERYBODY_MAY)
    run(chair, WITHDRAW)
    ask(chair)
    assert DrugTest.objects.filter(asked_by=chair.user_id).exists(), "the twin"


def test_nobody_asks_in_the_name_of_another(police):
    forged = str(accounts.actor_in_db("commune_officer", HERE).user_id)
    with pytest.raises(DatabaseError, match="in the name of another: asked_by"):
        ask(police, by=forged)
    owner("alter table testing_drugtest disable trigger testing_drugtest_own_hand")
    ask(police, by=forged)


def test_the_name_that_the_station_reads_is_not_changed(police):
    ask(police)
    with pytest.raises(DatabaseError, match="never rewritten"):
        run(police, "update testing_drugtest set person_name = 'Ai Khác'")
    with pytest.raises(DatabaseError, match="permission denied"):
        run(police, "update testing_drugtest set is_minor = true")
    owner("alter table testing_drugtest disable trigger test_only_forward; grant update (is_minor) on testing_drugtest to donghanh_web")
    run(police, "update testing_drugtest set person_name = 'Ai Khác', is_minor = true")


TAKE = f"select take_sample(id, '{NOW.isoformat()}', 'urine', '', '{NOW.isoformat()}') from testing_drugtest"


def test_a_post_that_ended_takes_no_sample(police):
    ask(police)
    doctor = station(HERE)
    owner(f"update accounts_post set ends_before = '2026-01-02', starts_on = '2026-01-01' where user_id = {doctor.user_id}")
    run(doctor, TAKE)
    assert DrugTest.objects.get().taken_at is None
    owner(EVERYBODY_MAY)
    run(doctor, TAKE)
    assert DrugTest.objects.get().taken_at == NOW, "the twin"
