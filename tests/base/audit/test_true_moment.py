"""A row of the log is dated by the database's clock, whoever writes it through the application's login."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import as_jobs, scope
from tests.factories.accounts import actor

pytestmark = pytest.mark.django_db

EVENT = """insert into audit_event (id, xid, at, actor_id, role, verb, subject, result, reason, citation, changes)
 values (gen_random_uuid(), 0, {at}, app_user(), 'commune_chair', '{verb}', 'x', 'done', '', '', '{{}}')"""
READING = """insert into audit_reading (id, xid, at, actor_id, role, page, classes, purpose)
 values (gen_random_uuid(), 0, {at}, app_user(), 'commune_chair', 'x', '', '')"""
FORGED = ["'2020-01-01'", "now() - interval '6 minutes'", "now() + interval '6 minutes'"]


@pytest.fixture
def as_app():
    """The login of web server and worker, as in life."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set session authorization donghanh_app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset session authorization")


def write(sql: str, *, at: str, verb: str = "decision.sign", where=None) -> int:
    with transaction.atomic(), where or scope(actor("commune_chair")), connection.cursor() as cursor:
        cursor.execute(sql.format(at=at, verb=verb))
        return cursor.rowcount


@pytest.mark.parametrize("table", [EVENT, READING])
@pytest.mark.parametrize("at", FORGED)
def test_no_row_is_dated_back_or_forward(as_app, table, at):
    with pytest.raises(DatabaseError, match="dated now"):
        write(table, at=at)


@pytest.mark.parametrize("table", [EVENT, READING])
def test_the_moment_of_a_request_under_way_is_taken(as_app, table):
    assert write(table, at="now() - interval '4 minutes'") == 1


@pytest.mark.parametrize("table", ["audit_event", "audit_reading"])
def test_twin_with_the_trigger_off_any_day_could_be_written(table):
    with connection.cursor() as cursor:
        cursor.execute(f"alter table {table} disable trigger {table}_moment; set session authorization donghanh_app")
    try:
        assert write(EVENT if table == "audit_event" else READING, at="'2020-01-01'") == 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset session authorization")


def test_a_long_list_tells_the_hour_it_began_and_no_more(as_app):
    assert write(EVENT, at="now() - interval '20 hours'", verb="intake.enter_piece") == 1
    assert write(EVENT, at="now() - interval '20 hours'", where=as_jobs()) == 1
    for at in ("now() - interval '25 hours'", "now() + interval '6 minutes'"):
        with pytest.raises(DatabaseError, match="dated now"):
            write(EVENT, at=at, verb="intake.enter_piece")


def test_the_owner_is_believed(db):
    assert write(EVENT, at="'2020-01-01'") == 1
