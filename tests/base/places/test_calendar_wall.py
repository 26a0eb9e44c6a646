"""Only who may edit the calendar writes decreed days, and nobody at a page the framework's own lists: raw SQL, past the application."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.places.models import Holiday
from donghanh.base.privacy.scope import as_jobs, scope
from tests.factories.accounts import actor

pytestmark = pytest.mark.django_db

NEW_DAY = "insert into places_holiday values ('2026-08-28', 'Nghỉ', false, 'QĐ 1', '')"
NEW_EDITION = "insert into places_calendarversion values (1, 7) on conflict (id) do update set number = 7"
LISTS = ["django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"]


@pytest.fixture(autouse=True)
def decreed():
    """One decreed day."""
    Holiday.objects.create(day="2026-11-30", name="Nghỉ bù", is_working_day=False, source="QĐ 2")


def run(sql: str, where) -> int:
    with transaction.atomic(), where, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def wall_down() -> None:
    with connection.cursor() as cursor:
        for table in ("places_holiday", "places_calendarversion"):
            cursor.execute(f"alter table {table} disable row level security")


@pytest.mark.parametrize("sql", [NEW_DAY, NEW_EDITION])
@pytest.mark.parametrize("role", ["commune_officer", "commune_chair", "system_admin", "auditor"])
def test_no_other_desk_writes_the_calendar(role, sql):
    with pytest.raises(DatabaseError, match="row-level security"):
        run(sql, scope(actor(role)))
    wall_down()
    assert run(sql, scope(actor(role))) == 1, "the twin"


@pytest.mark.parametrize("sql", ["delete from places_holiday", "update places_holiday set is_working_day = true"])
def test_no_other_desk_changes_or_takes_back_a_day(sql):
    officer = actor("commune_officer")
    assert run(sql, scope(officer)) == 0
    wall_down()
    assert run(sql, scope(officer)) == 1, "the twin"


def test_the_lead_writes_it_and_everybody_reads_it():
    lead = actor("provincial_lead")
    for sql in (NEW_DAY, NEW_EDITION, NEW_EDITION, "update places_holiday set is_working_day = true where day = '2026-08-28'"):
        assert run(sql, scope(lead)) == 1
    for where in (scope(actor("commune_officer")), scope(None), as_jobs()):
        assert run("select from places_holiday", where) == 2
    assert run("delete from places_holiday", scope(lead)) == 2


@pytest.mark.parametrize("table", LISTS)
@pytest.mark.parametrize("role", ["donghanh_web", "donghanh_jobs"])
def test_the_frameworks_lists_are_written_by_migrating_alone(table, role):
    empty = f"delete from {table}"
    with pytest.raises(DatabaseError, match="permission denied"):
        run(empty, scope(actor("system_admin"), role=role))
    with connection.cursor() as cursor:
        cursor.execute(f"set constraints all immediate; grant delete on {table} to {role}")
    with transaction.atomic():
        run(f"delete from {table} where false", scope(actor("system_admin"), role=role))  # the twin
