"""Hashes of passwords past the application: no role selects them; one is given out for one login name, to nobody who is somebody else."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from donghanh.base.accounts.models import Password, PasswordReset
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.actor import Actor
from tests.factories import accounts

pytestmark = pytest.mark.django_db
HASHES = "select hash from accounts_password"
HASH_OF = "select accounts_hash_of(%s)"


@pytest.fixture
def two():
    """An officer and an administrator, as users."""
    return accounts.post(role="commune_officer").user, accounts.post(role="system_admin", unit_id=800_001).user


def own(user) -> Actor:
    return Actor(user_id=user.pk, name="", role="none")


def told(who, sql: str, *values):
    with transaction.atomic(), scope(who), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def kept(user) -> str:
    return Password.objects.get(user=user).hash


@contextmanager
def as_the_server():
    """The login of web server and worker, which is not believed as the owner is."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set session authorization donghanh_app")
        try:
            yield
        finally:
            cursor.execute("reset session authorization")


def test_no_role_selects_a_hash(two):
    officer, admin = two
    for who in (None, own(officer), accounts.actor("system_admin", 800_001, user_id=admin.pk)):
        for sql in (HASHES, "select p from accounts_password p", "delete from accounts_password returning mark"):
            with pytest.raises(DatabaseError, match="permission denied"):
                told(who, sql)
    with pytest.raises(DatabaseError, match="permission denied"), as_jobs(), connection.cursor() as cursor:
        cursor.execute(HASHES)


def test_twin_with_the_column_granted_a_stranger_reads_them_all(two):
    with connection.cursor() as cursor:
        cursor.execute("grant select (hash) on accounts_password to donghanh_web")
        cursor.execute("create policy open on accounts_password for select to donghanh_web using (true)")
    assert told(None, HASHES + " where user_id = %s", two[0].pk) == kept(two[0])


def test_the_hash_of_a_name_is_given_to_a_stranger_and_to_its_owner_alone(two):
    officer, admin = two
    assert told(None, HASH_OF, officer.username) == told(own(officer), HASH_OF, officer.username) == kept(officer)
    assert told(None, HASH_OF, "khong.co.ai") is None
    with pytest.raises(DatabaseError, match="hash of another"):
        told(accounts.actor("system_admin", 800_001, user_id=admin.pk), HASH_OF, officer.username)


ALL = "select count(accounts_hash_of(name)) from unnest(%s::text[]) name"


def test_twin_without_the_rule_one_statement_draws_them_all(two):
    assert told(None, ALL, [one.username for one in two]) == len(two), "the login of the owner is believed"


def test_the_mark_changes_with_the_password_and_is_not_the_hash(two):
    officer = two[0]
    before = officer.mark
    assert officer.get_session_auth_hash() and before not in kept(officer)
    officer.set_password("mot-mat-khau-khac-2026")
    assert officer.mark != before and officer.check_password("mot-mat-khau-khac-2026")


GIVE = "select accounts_give_password(%s, 'x', now() - interval '1 day')"


def test_a_password_is_given_now_and_no_other_day(two):
    officer, admin = two
    second = accounts.actor_in_db("system_admin", 800_001)
    at = officer.created_at
    asked = PasswordReset.objects.create(user=officer, reason="quên", data_key=b"k", sealed_half=b"s", proposed_by=admin, proposed_at=at)
    with as_the_server(), pytest.raises(DatabaseError, match="the moment told is not now"):
        told(second, GIVE, asked.pk)
    told(second, GIVE, asked.pk)  # the twin: the owner's login, which tells of other days, is believed
    assert kept(officer) == "x"


PROPOSE = """insert into accounts_passwordreset (user_id, reason, data_key, sealed_half, proposed_by_id, proposed_at)
 values (%s, '', '', '', app_user(), now() - interval '1 day') returning id"""


def test_a_password_is_proposed_now_and_no_other_day(two):
    officer, admin = two
    who = accounts.actor("system_admin", 800_001, user_id=admin.pk)
    with as_the_server(), pytest.raises(DatabaseError, match="the moment told is not now"):
        told(who, PROPOSE, officer.pk)
    assert told(who, PROPOSE, officer.pk), "the twin"
