"""One transaction of the server proves one name, and no savepoint gives it a second one; sign-in and a new password still go through."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from donghanh.base.privacy.scope import scope
from tests.base.accounts.test_hashes import ALL, HASH_OF, as_the_server
from tests.factories import accounts
from tests.factories.pages import PageClient

pytestmark = pytest.mark.django_db(transaction=True)  # in a test's own transaction everything stands behind a savepoint
NEW = "mot-mat-khau-khac-2026"


@pytest.fixture
def two():
    """An officer and an administrator, as posts."""
    return accounts.post(role="commune_officer"), accounts.post(role="system_admin", unit_id=800_001)


def hash_of(post) -> str:
    with connection.cursor() as cursor:
        cursor.execute(HASH_OF, [post.user.username])
        return cursor.fetchone()[0]


def drawn_behind_savepoints(posts) -> list[str]:
    """The hashes of several names in one transaction of the server, each taken back with its savepoint."""
    found = []
    with as_the_server(), transaction.atomic():
        for one in posts:
            part = transaction.savepoint()
            with connection.cursor() as cursor:
                cursor.execute("set local role donghanh_web")
            found.append(hash_of(one))
            transaction.savepoint_rollback(part)
    return found


def test_a_second_name_is_refused(two):
    officer, admin = two
    with as_the_server(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set local role donghanh_web")
        assert hash_of(officer) == hash_of(officer)
        with transaction.atomic():
            assert hash_of(officer), "within a part of it the name that was proved before it"
        for sql, told in ((HASH_OF, [admin.user.username]), (ALL, [[officer.user.username, admin.user.username]])):
            with pytest.raises(DatabaseError, match="one name is proved"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, told)


def test_savepoints_draw_no_hashes(two):
    with pytest.raises(DatabaseError, match="subtransaction"):
        drawn_behind_savepoints(two)


def test_twin_where_a_part_is_not_told_from_the_whole_they_draw_them_all(two):
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef('accounts_hash_of(text)'::regprocedure)")
        whole = cursor.fetchone()[0]
        cursor.execute(whole.replace("perform pg_export_snapshot();", ""))
    try:
        assert len(set(drawn_behind_savepoints(two))) == len(two)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(whole)


def test_the_server_itself_signs_in_and_changes_a_password(two):
    held, client = two[0], PageClient()
    with as_the_server():
        wrong = client.post("/dang-nhap/", {"username": held.user.username, "password": "khong-phai-mat-khau"})
        came = client.post("/dang-nhap/", {"username": held.user.username, "password": accounts.SIGN_IN_WITH})
        changed = client.post("/doi-mat-khau/", {"old": accounts.SIGN_IN_WITH, "new": NEW, "again": NEW})
    assert (wrong.status_code, came.status_code, changed.status_code) == (422, 302, 302)
    with scope(None):
        assert held.user.check_password(NEW)
