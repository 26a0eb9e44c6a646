"""The log only grows, for every role and for the owner; who reads what is decided by the database as well."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError

from donghanh.base.audit import actions, queries
from donghanh.base.audit.models import Event, Reading
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.errors import Cannot, MayNot
from tests.factories import accounts
from tests.factories.accounts import actor

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PERSON = uuid.UUID("01980000-0000-7000-8000-000000000001")
HERE, THERE, PROVINCE = 900_001, 900_002, 800_001
TABLES = ("audit_event", "audit_reading", "audit_seal")


@pytest.fixture
def rows():
    """One act and one look in each of two communes, one act of no place."""
    for unit in (HERE, THERE):
        someone = actor("commune_police", unit)
        with actions.recording(actor=someone, verb="person.register", at=AT, person_id=PERSON):
            pass
        actions.note_reading(actor=someone, at=AT, page="people:person", person_id=PERSON, unit_id=unit, classes="D1")
    with actions.recording(actor=replace(actor("system_admin"), unit_id=None), verb="account.create", at=AT):
        pass


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["update {t} set id = id", "delete from {t}", "truncate {t}"])
@pytest.mark.parametrize("who", ["owner", "web", "jobs"])
def test_nobody_changes_a_row(rows, table, act, who):
    with connection.cursor() as cursor:
        cursor.execute(f"alter table {table} enable trigger {table}_not_emptied")  # the test database leaves it off for its own cleaning
        role = {"owner": "none", "web": "donghanh_web", "jobs": "donghanh_jobs"}[who]
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            cursor.execute(f"set local role {role}")
            cursor.execute(act.format(t=table))


def test_twin_without_the_trigger_the_owner_could(rows):
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_event disable trigger audit_event_kept")
        cursor.execute("delete from audit_event")
    assert Event.objects.count() == 0


def test_a_row_carries_its_true_transaction_whatever_is_claimed(rows):
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text::bigint")
        mine = cursor.fetchone()[0]
    Event.objects.create(id=uuid.uuid4(), xid=7, at=AT, role="x", verb="x", subject="", result="done")
    assert set(Event.objects.values_list("xid", flat=True)) == {mine}


def test_a_refused_act_leaves_a_row_and_nothing_else():
    someone = actor("commune_police")
    with pytest.raises(Cannot), actions.recording(actor=someone, verb="case.close", at=AT, subject="abc"):
        Reading.objects.create(id=uuid.uuid4(), xid=0, at=AT, role="x", page="x", classes="")
        raise Cannot("Chưa đóng được.", citation="Điều 1")
    assert Reading.objects.count() == 0
    assert list(Event.objects.values_list("verb", "result", "reason", "citation")) == [("case.close", "refused", "Chưa đóng được.", "Điều 1")]


def seen(who) -> tuple[int, int]:
    with scope(who):
        return Event.objects.count(), Reading.objects.count()


def test_who_sees_which_rows_past_the_application(rows):
    assert seen(actor("commune_police", HERE)) == (1, 1)
    assert seen(actor("auditor", PROVINCE, stat_unit_ids=frozenset({PROVINCE, HERE, THERE}))) == (3, 2)
    assert seen(actor("auditor", PROVINCE, stat_unit_ids=frozenset({PROVINCE, HERE}))) == (2, 1)
    assert seen(actor("system_admin", PROVINCE)) == (0, 0)
    assert seen(actor("provincial_lead", PROVINCE, stat_unit_ids=frozenset({PROVINCE, HERE, THERE}))) == (0, 0)
    assert seen(None) == (0, 0)
    with as_jobs():
        assert Event.objects.count() == 3


def test_twin_with_the_wall_down_a_neighbour_is_seen(rows):
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_event disable row level security")
    assert seen(actor("commune_police", HERE))[0] == 3


def test_nobody_writes_in_anothers_name(rows):
    thief = actor("commune_police", HERE)
    with pytest.raises(ProgrammingError), scope(thief):
        actions.note_reading(actor=actor("commune_police", HERE), at=AT, page="x", person_id=PERSON, unit_id=HERE, classes="")


def test_hashes_for_the_check_come_out_for_auditors_only(rows):
    with connection.cursor() as cursor:
        for who in (actor("commune_police", HERE), actor("system_admin"), None):
            with pytest.raises(ProgrammingError), scope(who):
                cursor.execute("select * from audit_leaves('event', 0, 1)")


def test_the_log_is_read_by_auditors_only(rows):
    auditor = actor("auditor", PROVINCE, stat_unit_ids=frozenset({HERE, THERE}))
    for other in ("commune_police", "commune_chair", "system_admin", "provincial_lead", "facility_doctor"):
        with pytest.raises(MayNot):
            queries.log(actor(other), queries.ACTS, queries.Filter())
    with scope(auditor):
        assert len(queries.log(auditor, queries.ACTS, queries.Filter())) == 3
        assert [r.verb for r in queries.log(auditor, queries.ACTS, queries.Filter(person_id=PERSON))] == ["person.register"] * 2
        assert queries.log(auditor, queries.ACTS, queries.Filter(refused=True)) == []
        assert len(queries.log(auditor, queries.READINGS, queries.Filter(verb="people:person", role="commune_police"))) == 2


def test_pages_of_the_log_neither_repeat_nor_skip(rows):
    auditor = actor("auditor", PROVINCE)
    for _ in range(20):
        actions.note_reading(actor=auditor, at=AT, page="x", person_id=None, unit_id=None, classes="")
    got, after = [], None
    while page := queries.log(auditor, queries.READINGS, queries.Filter(), after=after, limit=6):
        got += page
        after = (page[-1].at, page[-1].id)
    assert len(got) == len({r.id for r in got}) == 22


def test_who_looked_at_a_file_is_told_in_ones_own_places_only(rows):
    here = actor("commune_police", HERE)
    with scope(here):
        assert [r.unit_id for r in queries.readings_of_person(here, PERSON)] == [HERE]
        assert [r.verb for r in queries.events_of_person(here, PERSON)] == ["person.register"]
        assert queries.events_of_case(here, PERSON) == []


def test_a_sample_is_drawn_by_lot_and_can_be_drawn_again():
    auditor = accounts.actor("auditor", PROVINCE)
    for _ in range(80):
        actions.note_reading(actor=auditor, at=AT, page="x", person_id=None, unit_id=None, classes="")
    span = {"since": AT, "until": datetime(2026, 11, 24, tzinfo=UTC)}
    one, again, other = (queries.sample(auditor, **span, draw=d) for d in ("a", "a", "b"))
    assert [r.id for r in one] == [r.id for r in again]
    assert {r.id for r in one} != {r.id for r in other}
    assert len(one) == 50
