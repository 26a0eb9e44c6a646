"""The wall under the application: the same questions asked past it, and each guard's twin with the guard off."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.terms import FactKind as K
from tests.cases.test_journey_domain import official, open_case, record

pytestmark = pytest.mark.django_db
TABLES = ["cases_case", "cases_fact", "cases_duty", "people_person"]


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


def run(sql: str, params=()):
    """Past the application; what keys still have to check is checked first, so that a table may be altered."""
    with connection.cursor() as cursor:
        if sql.startswith("alter"):
            cursor.execute("set constraints all immediate")
        cursor.execute(sql, params)


@pytest.fixture
def case(town):
    return open_case(official("commune_police", town[0], "2026-09-01"))


@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_another_commune_and_none_without_a_scope(case, town, table):
    with scope(official("commune_police", town[0], "2026-09-01")):
        assert count(table) > 0
    with scope(official("commune_police", town[1], "2026-09-01")):
        assert count(table) == 0
    with scope(None):
        assert count(table) == 0


@pytest.mark.parametrize("table", TABLES)
def test_twin_with_the_policy_gone_the_rows_leak(case, town, table):
    run(f"alter table {table} disable row level security")
    with scope(official("commune_police", town[1], "2026-09-01")):
        assert count(table) > 0


@pytest.mark.parametrize("role", ["provincial_lead", "auditor", "system_admin", "facility_doctor"])
def test_roles_without_the_data_class_see_no_row(case, town, role):
    with scope(official(role, town[0], "2026-09-01")):
        assert count("cases_fact") == 0


def test_the_web_role_deletes_no_fact(case, town):
    with scope(official("commune_chair", town[0], "2026-09-01")), pytest.raises(ProgrammingError), transaction.atomic():
        run("delete from cases_fact")


def test_a_fact_cannot_be_edited_or_deleted_even_by_the_owner(case):
    for sql in ("update cases_fact set happened_at = happened_at - interval '1 day'", "delete from cases_fact"):
        with pytest.raises(ProgrammingError), transaction.atomic():
            run(sql)


def test_twin_with_the_trigger_off_history_could_be_rewritten(case):
    run("alter table cases_fact disable trigger fact_only_voided")
    run("update cases_fact set happened_at = happened_at - interval '1 day'")


def test_nobody_takes_a_file_that_was_not_sent_to_him(case, town):
    police, stranger = official("commune_police", town[0], "2026-09-01"), official("commune_police", town[1], "2026-09-01")
    record(police, case, K.SERVICE_OFFERED, "2026-09-02T08:00", services=["HEALTH"])
    with scope(stranger), connection.cursor() as cursor:
        cursor.execute("select receive_handover(%s, now()), return_handover(%s, now(), 'x'), answer_referral(%s, true, now(), now())", [case.pk] * 3)
        assert cursor.fetchone() == (None, None, None)
