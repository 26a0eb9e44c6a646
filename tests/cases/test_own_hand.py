"""The database itself lets nobody record in another's name, answer for another side, or hang a file elsewhere: raw SQL, past the application."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.terms import FactKind as K
from tests.cases.test_journey_domain import official, open_case

pytestmark = pytest.mark.django_db

FORGE = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
 select gen_random_uuid(), id, unit_id, {kind}, now(), false, now(), {by}, {body}, '{{}}', '' from cases_case"""
TRUE = {"kind": "'SERVICE_OFFERED'", "by": "app_user()", "body": "app_body()"}
FORGED = {
    "another's name": {"by": "app_user() + 1"},
    "nobody's name": {"by": "0"},
    "another body": {"body": "(select min(id) from places_body where id <> app_body())"},
    "no body": {"body": "null"},
    "the doctor's conclusion": {"kind": "'FOUND_DEPENDENT'"},
    "the doctor's other conclusion": {"kind": "'FOUND_NOT_DEPENDENT'"},
    "a receipt that nobody signed": {"kind": "'FILE_RECEIVED'"},
}
REHUNG = ["person_id = person_id", "unit_id = unit_id", "number = 'QL-2026-999999'", "procedure = 'COMPULSORY'", "opened_at = now()"]


@pytest.fixture
def police(town):
    """An officer of the commune police, with one file."""
    police = official("commune_police", town[0], "2026-09-01")
    open_case(police)
    return police


def run(actor, sql: str) -> int:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def alter(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"set constraints all immediate; {sql}")


def test_in_his_own_name_and_body_a_fact_goes_in(police):
    assert run(police, FORGE.format(**TRUE)) == 1


@pytest.mark.parametrize("what", FORGED)
def test_no_fact_in_another_name_or_for_another_side(police, what):
    with pytest.raises(DatabaseError, match="cases_fact_own_hand"):
        run(police, FORGE.format(**TRUE | FORGED[what]))


@pytest.mark.parametrize("what", FORGED)
def test_twin_without_the_policy_it_goes_in(police, what):
    alter("drop policy cases_fact_own_hand on cases_fact")
    assert run(police, FORGE.format(**TRUE | FORGED[what])) == 1


def test_the_policy_knows_every_procedure_in_which_the_conclusion_is_given_by_another_side():
    two_sided = {p.value for p, steps in MANIFESTS.items() if {K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT} & steps.by_handover}
    with connection.cursor() as cursor:
        cursor.execute("select p from unnest(%s::text[]) p where case_concludes(p)", [[p.value for p in MANIFESTS]])
        assert {name for (name,) in cursor.fetchall()} == two_sided


@pytest.mark.parametrize("column", REHUNG)
def test_of_a_file_a_page_changes_nothing(police, column):
    with pytest.raises(DatabaseError, match="permission denied"):
        run(police, f"update cases_case set {column}")
    assert run(police, "update cases_case set version = version + 1") == 1


@pytest.mark.parametrize("column", REHUNG)
def test_twin_with_the_right_given_back_it_could(police, column):
    alter("grant update on cases_case to donghanh_web; alter table cases_case disable trigger cases_case_own_hand")
    assert run(police, f"update cases_case set {column}") == 1
