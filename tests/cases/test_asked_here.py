"""Past the application a person is referred to a health body of the place, by his own name, once at a time; with the twin."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Referral
from tests.factories import accounts, cases
from tests.factories.cases import NOW

pytestmark = pytest.mark.django_db
REFER = """insert into cases_referral (id, case_id, person_id, unit_id, to_body_id, person_name, birth_year, place, sent_at, sent_by, consented_by)
  select gen_random_uuid(), c.id, c.person_id, c.unit_id, %s, coalesce(%s, p.full_name), p.birth_year + %s, 'body', %s, app_user(), ''
  from cases_case c join people_person p on p.id = c.person_id"""


@pytest.fixture
def police():
    made = accounts.actor_in_db("commune_police", 900_001)
    cases.opened(made, at=NOW)
    return made


def station(unit_id: int) -> int:
    return accounts.actor_in_db("health_station", unit_id).body_id


def refer(actor, body: int, *, name: str | None = None, older: int = 0) -> None:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(REFER, [body, name, older, NOW])


def test_a_person_is_referred_in_the_place_by_his_name_and_once(police):
    with connection.cursor() as cursor:  # its own file is another guard (diagnosis/test_steps_wall)
        cursor.execute("set constraints all immediate; drop policy cases_referral_file_of_person on cases_referral")
    here, elsewhere, no_health = station(900_001), station(900_002), police.body_id
    for wrong in ({"body": elsewhere}, {"body": no_health}, {"body": here, "name": "Ai Khác"}, {"body": here, "older": 1}):
        with pytest.raises(DatabaseError, match="cases_referral_asked_here"):
            refer(police, **wrong)
    refer(police, here)
    with pytest.raises(DatabaseError, match="cases_referral_asked_here"):
        refer(police, here)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; drop policy cases_referral_asked_here on cases_referral")
    refer(police, elsewhere)
    assert Referral.objects.count() == 2, "the twin"


ASKS = "select referral_may_go(%s, %s, %s, %s, %s)"


def test_another_place_learns_no_name_by_asking(police):
    here, file = station(900_001), Case.objects.select_related("person").get()
    told = [file.pk, here, file.person.full_name, file.person.birth_year, NOW.date()]
    for who, answer in ((police, True), (accounts.actor_in_db("commune_police", 900_002), False), (None, False)):
        with scope(who), connection.cursor() as cursor:
            cursor.execute(ASKS, told)
            assert cursor.fetchone()[0] is answer
