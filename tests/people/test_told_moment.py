"""What the database's own functions are told about time is held against its clock; a list is taken back for seven days and one."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from donghanh.base.privacy.scope import scope
from donghanh.people import actions
from donghanh.people.models import Person
from tests.factories import people

pytestmark = pytest.mark.django_db

MINUTES = {
    "people_merge_decide": "select people_merge_decide(gen_random_uuid(), true, {at})",
    "people_merge_undo": "select people_merge_undo(gen_random_uuid(), {at}, 'x')",
    "receive_handover": "select receive_handover(gen_random_uuid(), {at})",
    "return_handover": "select return_handover(gen_random_uuid(), {at}, 'x')",
    "tell_determination": "select tell_determination(gen_random_uuid(), 'STAFF_SENT', {at}, '', {at})",
    "receive_volunteer": "select receive_volunteer(gen_random_uuid(), 'Vũ Thị Na', 1990, '', {at}, {at})",
    "conclude_referral": "select conclude_referral(gen_random_uuid(), gen_random_uuid(), true, {at}, '1/PKQ', '', {at})",
}


@pytest.fixture
def as_app():
    """The login of web server and worker, as in life: only this login is held to the clock."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set session authorization donghanh_app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset session authorization")


def ask(sql: str):
    with transaction.atomic(), scope(people_officer()), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def people_officer():
    from tests.factories import accounts

    return accounts.actor("commune_officer", people.HERE)


@pytest.mark.parametrize("name", MINUTES)
@pytest.mark.parametrize("at", ["now() - interval '6 minutes'", "now() + interval '6 minutes'", "null::timestamptz"])
def test_no_act_across_the_wall_is_dated_back_or_forward(as_app, name, at):
    with pytest.raises(DatabaseError, match="the moment told is not now"):
        ask(MINUTES[name].format(at=at))


@pytest.mark.parametrize("name", MINUTES)
def test_the_moment_of_a_request_under_way_is_taken(as_app, name):
    assert ask(MINUTES[name].format(at="now() - interval '4 minutes'")) in (False, None), "there is no such file; but the moment passed"


@pytest.mark.parametrize("name", MINUTES)
def test_twin_with_the_check_off_any_day_could_be_told(as_app, name):
    with connection.cursor() as cursor:
        cursor.execute("reset session authorization")
        cursor.execute(
            "create or replace function check_told_moment(told timestamptz, within interval) returns void language sql set search_path = public"
            " as 'select null'"
        )
        cursor.execute("set session authorization donghanh_app")
    assert ask(MINUTES[name].format(at="now() - interval '6 years'")) in (False, None)


def test_no_set_role_makes_a_page_the_owner(as_app):
    with pytest.raises(DatabaseError, match="the moment told is not now"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role donghanh_jobs")
        cursor.execute("set local role donghanh_web")
        cursor.execute(MINUTES["receive_handover"].format(at="'2025-01-01'::timestamptz"))


# taking back an import


def listed(at):
    officer, batch = people.official(), uuid4()
    with scope(officer):
        made = actions.register_many(actor=officer, at=at, unit_id=people.HERE, rows=[people.new()], batch_id=batch)
    return officer, batch, list(made.ids.values())


def removed(officer, batch, ids, at) -> int:
    with scope(officer), connection.cursor() as cursor:
        cursor.execute("select count(*) from people_remove_registered(%s, %s, %s)", [ids, batch, at])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("days", "gone"), [(7, 1), (7.99, 1), (8, 0), (30, 0)])
def test_the_database_takes_nobody_out_after_the_week_and_a_day(days, gone):
    assert removed(*listed(people.AT), people.AT + timedelta(days=days)) == gone
    assert Person.objects.count() == 1 - gone


def test_the_week_is_not_made_longer_by_telling_an_old_moment():
    now = timezone.now()
    officer, batch, ids = listed(now - timedelta(days=10))
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set session authorization donghanh_app")
    try:
        with pytest.raises(DatabaseError, match="the moment told is not now"), transaction.atomic():
            removed(officer, batch, ids, now - timedelta(days=5))
        assert removed(officer, batch, ids, now) == 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset session authorization")
    assert removed(officer, batch, ids, now - timedelta(days=5)) == 1, "the twin: unchecked, the old moment would do"
