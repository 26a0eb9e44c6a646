"""Sessions and failed sign-ins past the application: a key opens one session, nobody lists them, and no brake is loosened by SQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils.timezone import now

from donghanh.base.privacy import scope as walls
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.actor import Actor
from donghanh.web.shell import sessions
from tests.factories import accounts

pytestmark = pytest.mark.django_db
WHO = ("signed out", "officer", "administrator")


@pytest.fixture
def people():
    """Who attacks."""
    officer, admin = accounts.post(role="commune_officer"), accounts.post(role="system_admin", unit_id=800_001)
    return {
        "signed out": None,
        "officer": accounts.actor("commune_officer", user_id=officer.user_id),
        "administrator": accounts.actor("system_admin", 800_001, user_id=admin.user_id),
    }


@pytest.fixture
def session():
    one = sessions.SessionStore()
    one["a"] = 1
    one.save()
    return one


def attack(who: Actor | None, sql: str, *values, trying: str = "") -> int:
    """Rows that the statement touched under this scope; nothing stays."""
    with transaction.atomic():
        with scope(who), connection.cursor() as cursor:
            walls.trying(trying)
            cursor.execute(sql, values)
            touched = cursor.rowcount
        transaction.set_rollback(True)
    return touched


ON_SESSIONS = (
    "select session_key from django_session",
    "delete from django_session",
    "update django_session set expire_date = now()",
    "insert into django_session (session_key, session_data, expire_date) values ('x', '', now())",
)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("sql", ON_SESSIONS)
def test_nobody_reaches_the_table_of_sessions(people, session, who, sql):
    with pytest.raises(DatabaseError, match="permission denied"):
        attack(people[who], sql)


def test_twin_with_the_old_rights_a_stranger_ends_all_sessions(session):
    with connection.cursor() as cursor:
        cursor.execute("grant select, delete on django_session to donghanh_web")
    assert attack(None, "delete from django_session") == 1


def test_the_web_role_keeps_a_session_by_its_key_and_the_worker_clears(session, people):
    with scope(None):
        again = sessions.SessionStore(session.session_key)
        assert again["a"] == 1 and again.exists(session.session_key) and not again.exists("khac")
        again["a"] = 2
        again.save()
        other = sessions.SessionStore()
        other.create()
        assert sessions.SessionStore(session.session_key)["a"] == 2
        other.delete()
        assert sessions.SessionStore(other.session_key).load() == {}
        with pytest.raises(sessions.UpdateError):
            other.save()
        with pytest.raises(sessions.CreateError):
            again.save(must_create=True)
    Session.objects.update(expire_date=now() - timedelta(hours=1))
    with as_jobs():
        assert Session.objects.filter(expire_date__lt=now()).delete()[0] == 1


@pytest.fixture
def failures(people):
    """Failed sign-ins of two names: the officer's own, and one that nobody holds."""
    own = accounts.User.objects.get(pk=people["officer"].user_id).username
    for name in (own, "mat khau go nham"):
        AccessAttempt.objects.create(username=name, ip_address="10.0.0.1", user_agent="", failures_since_start=7, attempt_time=now())
    return own


SEE = "select 1 from axes_accessattempt"
LOOSEN = (
    "delete from axes_accessattempt",
    "update axes_accessattempt set failures_since_start = 0",
    "update axes_accessattempt set username = 'x', failures_since_start = failures_since_start + 1",
)


def held_off(who, sql, **more) -> bool:
    try:
        return attack(who, sql, **more) == 0
    except DatabaseError:
        return True


@pytest.mark.parametrize("sql", LOOSEN)
def test_a_stranger_loosens_no_brake_also_of_the_name_he_tries(failures, sql):
    assert held_off(None, sql) and held_off(None, sql, trying=failures)


def test_failures_are_seen_of_the_name_tried_of_ones_own_and_by_administrators(people, failures):
    assert [attack(people[who], SEE) for who in WHO] == [0, 1, 2]
    assert attack(None, SEE, trying=failures) == 1
    assert attack(people["officer"], "delete from axes_accessattempt") == 1, "who has signed in begins anew"
    assert attack(people["administrator"], "delete from axes_accessattempt") == 2, "an administrator lets wait no longer"


def test_failures_grow_and_begin_at_one(failures):
    grow = "update axes_accessattempt set failures_since_start = failures_since_start + 1, attempt_time = attempt_time - interval '1 hour'"
    grow += " returning username, attempt_time"
    before = AccessAttempt.objects.get(username=failures).attempt_time
    with scope(None), connection.cursor() as cursor:
        walls.trying(failures)
        cursor.execute(grow)
        assert cursor.fetchall() == [(failures, before)], "one's own alone, and the moment is not set back"
    add = "insert into axes_accessattempt (username, user_agent, http_accept, path_info, get_data, post_data, failures_since_start, attempt_time)"
    add += " values (%s, 'x', '', '', '', '', %s, now() + %s::interval)"
    assert attack(None, add, "ai", 1, "0", trying="ai") == 1
    assert all(held_off(None, add.replace("%s", "'{}'").format(*row), trying="ai") for row in (("ai", 9, "0"), ("ai", 1, "1 day"), ("b", 1, "0")))


def test_twin_without_the_policy_a_stranger_forgets_all_failures(failures):
    with connection.cursor() as cursor:
        cursor.execute("alter table axes_accessattempt disable row level security")
    assert attack(None, LOOSEN[0]) == 2


def test_twin_without_the_trigger_the_tried_name_waits_no_longer(failures):
    with connection.cursor() as cursor:
        cursor.execute("alter table axes_accessattempt disable trigger axes_failures_grow")
    assert attack(None, LOOSEN[1], trying=failures) == 1


@pytest.mark.parametrize("table", ["axes_accesslog", "axes_accessfailurelog", "axes_accessattemptexpiration"])
def test_tables_that_we_do_not_use_are_closed(people, table):
    for who in WHO:
        with pytest.raises(DatabaseError, match="permission denied"):
            attack(people[who], f"select * from {table}")
