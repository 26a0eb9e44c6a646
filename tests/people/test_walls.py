"""The wall underneath: the same questions asked past the application give nothing; each twin takes the wall away."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from donghanh.base.privacy.scope import scope
from donghanh.people import actions
from donghanh.people.models import Person
from tests.factories import people

pytestmark = pytest.mark.django_db

TABLES = ["people_person", "people_identifier", "people_address", "people_household", "people_householdmember", "people_merge"]


@pytest.fixture
def filled():
    """One row in every table of another commune."""
    from datetime import date

    officer = people.posted(unit_id=people.THERE)
    first = people.register(officer, identifiers=[people.citizen(1)], addresses=[people.home(people.THERE)])
    second = people.register(officer, "Trần Văn Bảy", birth_year=1960)
    with scope(officer):
        actions.link_household(actor=officer, at=people.AT, person_id=first.pk, with_person_id=second.pk, relation="CHILD", on=date(2026, 1, 1))
        actions.propose_merge(actor=officer, at=people.AT, kept_id=first.pk, gone_id=second.pk, reason="Thử")
    return first


def rows(table, actor):
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", TABLES)
def test_another_commune_sees_no_row_past_the_application(filled, table):
    assert rows(table, people.official()) == 0
    assert rows(table, people.official(unit_id=people.THERE)) > 0


@pytest.mark.parametrize("table", TABLES)
def test_twin_without_the_policy_the_rows_leak(filled, table):
    with connection.cursor() as cursor:
        cursor.execute(f"drop policy {table}_select on {table}; create policy {table}_select on {table} for select to donghanh_web using (true)")
    assert rows(table, people.official()) > 0


@pytest.mark.parametrize("role", ["provincial_lead", "auditor", "system_admin", "facility_doctor"])
@pytest.mark.parametrize("table", TABLES)
def test_roles_without_people_see_no_row(filled, role, table):
    assert rows(table, people.official(role, people.THERE)) == 0


@pytest.mark.parametrize("table", TABLES)
def test_signed_out_sees_no_row(filled, table):
    assert rows(table, None) == 0


@pytest.mark.parametrize("sql", ["delete from people_person", "update people_merge set is_approved = true", "select people_in_use('{}')"])
def test_what_the_web_role_may_not_do_at_all(filled, sql):
    with pytest.raises(ProgrammingError, match="permission denied"), scope(people.official(unit_id=people.THERE)), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_chair_reads_identities_and_cannot_write_one(filled):
    chair = people.official("commune_chair", people.THERE)
    with scope(chair), connection.cursor() as cursor:
        cursor.execute("update people_person set full_name = 'X'")
        assert cursor.rowcount == 0


def test_questions_about_elsewhere_need_a_scope(filled):
    with connection.cursor() as cursor:
        cursor.execute("select blind_index from people_identifier")
        [(blind,)] = cursor.fetchall()

    def answers(actor):
        with scope(actor), connection.cursor() as cursor:
            cursor.execute("select count(*) from people_identifier_units(%s)", [[blind]])
            return cursor.fetchone()[0]

    assert answers(people.official()) == 1
    assert answers(people.official("provincial_lead")) == answers(None) == 0


def test_a_merge_is_decided_only_inside_the_scope(filled):
    with scope(people.posted("commune_police_chief")), connection.cursor() as cursor:
        cursor.execute("select people_merge_decide(id, true, now()) from (select id from people_merge union select %s) m", [uuid4()])
        assert set(cursor.fetchall()) == {(False,)}
    assert Person.objects.filter(merged_into__isnull=False).count() == 0


OPENED = "update people_person set is_sealed = false"


@pytest.fixture
def minder():
    """An officer with one sealed record that stands open to him: a shut one he does not change at all (test_unsealing)."""
    officer = people.official(unit_id=people.THERE)
    child = people.register(officer, "Trần Thị Nhỏ", birth_year=2014)
    assert child.is_sealed
    people.unseal(officer, child)
    return officer


def changed(actor, sql: str) -> int:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def test_no_page_opens_a_seal(minder):
    with pytest.raises(ProgrammingError, match="stays sealed"):
        changed(minder, OPENED)
    assert changed(minder, OPENED.replace("false", "true")) == 1


def test_twin_without_the_guard_the_seal_opens(minder):
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table people_person disable trigger seal_stays")
    assert changed(minder, OPENED) == 1
