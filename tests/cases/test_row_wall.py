"""The wall under the application: the same questions asked past it, and each guard's twin with the guard off."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.terms import FactKind as K
from tests.cases.test_journey_domain import official, open_case, record
from tests.factories import cases

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
        cursor.execute(
            "select receive_handover(%s, now()), return_handover(%s, now(), 'x'), conclude_referral(%s, %s, true, now(), 'x', '', now())",
            [case.pk] * 4,
        )
        assert cursor.fetchone() == (None, None, None)


@pytest.fixture
def sent(case, town):
    """A file on its way from the first commune to the second."""
    with scope(None, role="none"), connection.cursor() as cursor:
        cursor.execute(_SEND, [case.pk, *(unit.pk for unit in town)])
        return cursor.fetchone()[0]


SENT_AT = "timestamptz '2026-11-10 09:00+07'"
_SEND = """insert into cases_handover (id, case_id, from_unit_id, to_unit_id, summary, sent_at, sent_by, return_reason)
values (gen_random_uuid(), %s, %s, %s, 'L. T. Ỗ.', now(), coalesce(app_user(), 1), '') returning id"""


def answered(handover) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute("select receive_handover(%s, now()), return_handover(%s, now(), 'x')", [handover, handover])
        return cursor.fetchone()


def test_nobody_receives_or_returns_a_file_without_a_scope_nor_the_sender_his_own(case, town, sent):
    with scope(None):
        assert answered(sent) == (None, None)
    with scope(official("commune_police", town[0], "2026-09-01")):
        assert answered(sent) == (None, None)


def test_twin_the_commune_it_was_sent_to_receives_it(case, town, sent):
    with scope(official("commune_police", town[1], "2026-09-01")):
        assert answered(sent) == (case.pk, None)


def test_nobody_sends_a_file_or_adds_a_fact_to_one_that_lies_elsewhere(town):
    fact = f"""insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
        values (gen_random_uuid(), %s, %s, 'SERVICE_OFFERED', {SENT_AT}, false, {SENT_AT}, app_user(), app_body(), '{{}}', '')"""
    here, there = (unit.pk for unit in town)
    case = cases.managed(official("commune_police", town[0], "2026-09-01"))
    record(official("commune_police", town[0], "2026-09-01"), case, K.DEPARTED, "2026-11-01T09:00")
    for sql, foreign, own in ((_SEND.replace("now()", SENT_AT), [there, here], [here, there]), (fact, [there], [here])):
        with scope(official("commune_police", town[1], "2026-09-01")), pytest.raises(ProgrammingError), transaction.atomic():
            run(sql, [case.pk, *foreign])
        with scope(official("commune_police", town[0], "2026-09-01")):
            run(sql, [case.pk, *own])  # the twin: where the file lies, the same is written


def test_a_handover_from_where_the_file_no_longer_lies_carries_nothing(case, town, sent):
    run("update cases_case set unit_id = (select id from places_unit where name = 'Tân Phú' and ends_before is null limit 1)")
    with scope(official("commune_police", town[1], "2026-09-01")):
        assert answered(sent)[0] is None


def test_all_records_of_one_human_being_move_together(case, town, sent):
    other = open_case(official("commune_police", town[0], "2026-09-01"), full_name="Lê Thị Ối", birth_year=1971)
    run("update people_person set merged_into_id = %s where id = %s", [case.person_id, other.person_id])
    with scope(official("commune_police", town[1], "2026-09-01")):
        answered(sent)
        assert count("cases_case") == count("people_person") == 2


@pytest.mark.parametrize("column", ["place_id = unit_id", "body_id = null", "idempotency_key = gen_random_uuid()"])
def test_no_part_of_a_fact_is_edited(case, column):
    with pytest.raises(ProgrammingError), transaction.atomic():
        run(f"update cases_fact set {column}")


def test_the_minimal_form_opens_no_row_of_a_legal_file(case, town):
    with scope(official("health_station", town[0], "2026-09-01")):
        assert [count(table) for table in TABLES] == [0, 0, 0, 0]
