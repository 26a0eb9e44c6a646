"""Nobody burns a number: raw SQL takes one only together with the signed decision that bears it. Each guard with its twin."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.documents.models import NumberRegister
from donghanh.base.privacy.scope import scope
from tests.decisions.test_own_office import SIGNED, TAKE
from tests.factories import decisions

pytestmark = pytest.mark.django_db
NEXT = "update documents_numberregister set last = last + 1;"
AT_THE_END = "set constraints all immediate"
OWN_SERIES = "insert into documents_numberregister (body_id, series, year, last) values (app_body(), 'BỊA', 2026, 1);"


@pytest.fixture
def checked(people):
    return decisions.checked(people, decisions.waiting(people))


def run(actor, sql: str) -> None:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql + AT_THE_END)


@pytest.mark.parametrize("sql", [TAKE, OWN_SERIES, TAKE + NEXT, SIGNED + ";" + NEXT], ids=["alone", "own series", "two", "one more than signed"])
def test_a_number_without_its_paper_is_given_back(people, checked, sql):
    with pytest.raises(DatabaseError, match="taken by the paper that bears it"):
        run(people.chief, sql)
    assert not NumberRegister.objects.exists()


def test_the_number_of_a_signed_decision_stays(people, checked):
    run(people.chief, SIGNED + ";")
    assert [row.last for row in NumberRegister.objects.all()] == [1]


def test_twin_without_the_guard_a_number_is_burnt(people, checked):
    decisions.switch("register_without_hole", table="documents_numberregister")
    run(people.chief, TAKE)
    assert [row.last for row in NumberRegister.objects.all()] == [1]
