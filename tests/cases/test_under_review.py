"""Past the application no adverse step rests on what is under review, and it is taken back by its answer alone. Each guard with its twin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import holds
from donghanh.cases.models import Fact
from donghanh.cases.terms import FactKind as K
from tests.cases.test_corrections import held
from tests.decisions.conftest import people
from tests.factories import cases, decisions

__all__ = ["people"]
pytestmark = pytest.mark.django_db
LATER = cases.NOW + timedelta(hours=1)
TELL = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
  select gen_random_uuid(), id, unit_id, %s, %s, false, %s, app_user(), app_body(), %s, '' from cases_case"""
VOID = "update cases_fact set voided_at = %s, voided_by = app_user(), void_reason = 'x' where kind = 'SERVICE_OFFERED'"
OPEN = (
    "create or replace function case_rests_on_held(file uuid, told text, happened timestamptz, told_in text) returns boolean"
    " language sql as 'select false'"
)


def run(actor, sql: str, told: list) -> None:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql, told)
        cursor.execute("set constraints fact_voided_while_held immediate")


def tell(people, kind: K, *, data: str = "{}") -> None:
    run(people.police, TELL, [kind, LATER, LATER, data])


def owner(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(sql)


@pytest.mark.parametrize("kind", [K.TESTED_POSITIVE, None])
def test_no_adverse_step_rests_on_what_is_under_review(people, kind):
    case = decisions.waiting(people)
    held(people, case, kind)
    for data in ("{}", f'{{"told_in": "{case.pk}"}}'):
        with pytest.raises(DatabaseError, match="cases_fact_not_under_review"):
            tell(people, K.DETERMINATION_REQUESTED, data=data)
    tell(people, K.SERVICE_OFFERED)
    owner(OPEN)
    tell(people, K.DETERMINATION_REQUESTED)
    assert Fact.objects.filter(kind=K.DETERMINATION_REQUESTED).exists(), "the twin"


def test_a_step_that_stands_without_it_goes_on(people):
    case = decisions.waiting(people)
    decisions.fact(people, case, K.SERVICE_OFFERED, cases.NOW, services=["COUNSELLING"])
    held(people, case, K.SERVICE_OFFERED)
    tell(people, K.DETERMINATION_REQUESTED)


def test_the_adverse_steps_are_those_of_the_application():
    with connection.cursor() as cursor:
        cursor.execute("select array_agg(kind) from unnest(%s::text[]) kind where step_is_adverse(kind)", [[kind.value for kind in K]])
        assert set(cursor.fetchone()[0]) == {kind.value for kind in holds.ADVERSE}


def test_what_is_under_review_is_taken_back_by_its_answer_alone(people):
    case = decisions.waiting(people)
    decisions.fact(people, case, K.SERVICE_OFFERED, cases.NOW, services=["COUNSELLING"])
    held(people, case, K.SERVICE_OFFERED)
    with pytest.raises(DatabaseError, match="taken back by its answer"):
        run(people.police, VOID, [LATER])
    owner("alter table cases_fact disable trigger fact_voided_while_held")
    run(people.police, VOID, [LATER])
    assert Fact.objects.get(kind=K.SERVICE_OFFERED).voided_at == LATER, "the twin"
