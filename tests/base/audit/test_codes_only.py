"""The auditor reads verbs, classes and ids; what people typed as a reason stays with those who may read the file."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from donghanh.base.audit import actions, queries
from donghanh.base.privacy.scope import scope
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db
TYPED = "Lê Thị Ỗi đã chuyển đi nơi khác"


@pytest.fixture
def auditor():
    """An auditor, and a log in which somebody typed a name."""
    officer, reader = accounts.actor_in_db("commune_officer"), accounts.actor_in_db("auditor", 900_009)
    with actions.recording(actor=officer, verb="case.void_fact", at=cases.NOW, reason=TYPED) as entry:
        entry.unit_id = None
    actions.note_reading(actor=officer, at=cases.NOW, page="people:person", person_id=None, unit_id=None, classes="D1", purpose=TYPED)
    return reader


def words(auditor) -> str:
    with scope(auditor):
        return str([queries.log(auditor, kind, queries.Filter()) for kind in (queries.ACTS, queries.READINGS)])


def test_a_typed_reason_is_not_read_by_the_auditor(auditor):
    assert "case.void_fact" in words(auditor) and "people:person" in words(auditor) and TYPED not in words(auditor)


RAW = ["select reason from audit_event", "select purpose from audit_reading", "select audit_event from audit_event", "select * from audit_reading"]


@pytest.mark.parametrize("sql", RAW)
@pytest.mark.parametrize("role", ["auditor", "commune_officer", "commune_police_chief", "system_admin"])
def test_nor_past_the_application_by_anybody(auditor, sql, role):
    with pytest.raises(DatabaseError, match="permission denied"), scope(accounts.actor(role)), connection.cursor() as cursor:
        cursor.execute(sql)


def test_twin_with_the_columns_given_back_they_are_read(auditor):
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; grant select on audit_event, audit_reading to donghanh_web")
    with scope(auditor), connection.cursor() as cursor:
        cursor.execute("select reason from audit_event union select purpose from audit_reading")
        assert (TYPED,) in cursor.fetchall()


def test_of_sign_ins_the_auditor_is_told_the_code_and_nobody_else(auditor):
    with actions.recording(actor=accounts.actor_in_db("commune_officer"), verb="session.refuse", at=cases.NOW, reason="locked") as entry:
        entry.unit_id = None
    with scope(auditor):
        assert [row.reason for row in queries.log(auditor, queries.ACTS, queries.Filter(verb="session.refuse"))] == ["locked"]
        assert asked() == 1
    with scope(accounts.actor("commune_officer")):
        assert asked() == 0


def asked() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_sign_in_codes((select array_agg(id) from audit_event))")
        return cursor.fetchone()[0]
