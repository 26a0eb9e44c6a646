"""No row of one commune hangs on a file of another: asked by raw SQL, because keys are checked past the row wall."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases.queries import health_bodies
from donghanh.decisions import actions
from donghanh.decisions.terms import ServiceWay
from donghanh.people import actions as people_actions
from tests.factories import accounts, cases, decisions, people
from tests.support import ANY_ORDER

pytestmark = pytest.mark.django_db
NOW = cases.NOW

# table → what is changed in a row of theirs, so that no unique key stands in the way of the twin
HANGING = {
    "people_identifier": {"blind_index": "\\x00"},
    "people_address": {"starts_on": "1990-01-01", "ends_before": "1991-01-01"},
    "people_householdmember": {"ends_before": "2030-01-01"},
    "people_merge": {},
    "cases_case": {"number": "QL-2026-999999"},
    "cases_fact": {},
    "cases_duty": {"id": 999_999_999},
    "cases_referral": {},
    "decisions_decision": {"state": "DRAFTED", "number": None, "signed_by": None, "signed_at": None, "issuing_unit_id": None, "code": None},
    "decisions_service": {},
}


@pytest.fixture
def theirs(town, people):
    """One row in every table, all of the second commune; answers that commune's people."""
    there = decisions.hands(town[1])
    accounts.body("health_station", town[1].pk)
    case = decisions.waiting(there, identifiers=[_number(1)], addresses=[_home(town[1].pk)])
    made = decisions.signed(there, case)
    police = there.police
    with scope(police):
        actions.serve(actor=police, at=NOW, decision_id=made.pk, recipient="A", is_person=True, way=ServiceWay.POST, served_at=NOW)
        station = next(body for body in health_bodies(town[1].pk, on=NOW.date()) if body.kind == "health_station")
        case_actions.request_determination(actor=police, at=NOW, case_id=case.pk, to_body_id=station.id)
    other = _register(there.officer, "Trần Văn Bảy")
    with scope(there.officer):
        people_actions.link_household(
            actor=there.officer, at=NOW, person_id=case.person_id, with_person_id=other.pk, relation="CHILD", on=date(2026, 1, 1)
        )
        people_actions.propose_merge(actor=there.officer, at=NOW, kept_id=case.person_id, gone_id=other.pk, reason="Cùng một người")
    return there


def _number(serial: int):
    return people.citizen(serial)


def _home(unit_id: int):
    return people.home(unit_id)


def _register(actor, name: str):
    return people.register(actor, name, at=NOW, birth_year=1960)


def hung_on_theirs(table: str, unit_id: int, user_id: int, body_id: int | None) -> dict:
    """A row of theirs made into one of ours: new id, our place; all else as it stands."""
    with connection.cursor() as cursor:
        cursor.execute(f"select to_jsonb(t) from {table} t limit 1")
        row = json.loads(cursor.fetchone()[0])
    fresh = {"id": str(uuid4()), "unit_id": unit_id}
    if table == "people_merge":  # the other way round: one open proposal for each record that would go
        fresh |= {"kept_id": row["gone_id"], "gone_id": row["kept_id"], "proposed_by": user_id}
    if table == "decisions_decision":  # in our own name (test_own_hand)
        fresh |= {"drafted_by": user_id, "checked_by": None, "returned_by": None}
    if table == "cases_fact":  # in our own name (tests/cases/test_own_hand)
        fresh |= {"recorded_by": user_id, "body_id": body_id}
    if table == "cases_referral":
        fresh |= {"sent_by": user_id}
    if table == "decisions_service":
        fresh |= {"recorded_by": user_id, "recorded_at": timezone.now().isoformat()}
    return row | fresh | HANGING[table]


OTHER_WALLS = {
    "cases_case": "drop policy cases_case_begins_unreckoned on cases_case; alter table cases_case disable trigger case_has_begun",
    "cases_fact": ANY_ORDER,
    "cases_duty": "grant insert on cases_duty to donghanh_web",
    "cases_referral": """drop policy cases_referral_by_post on cases_referral; drop policy cases_referral_asked_here on cases_referral;
      drop policy cases_referral_file_of_person on cases_referral""",
    "decisions_decision": "alter table decisions_decision disable trigger decision_step_by_post",
    "decisions_service": "alter table decisions_service disable trigger service_by_post",
}
"""What refuses such a row before the condition does (tests/cases/test_memo_wall, test_post_wall, test_own_office): taken away, so that the
condition alone is tried."""


def take_other_walls_away(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(OTHER_WALLS.get(table, "select 1"))


def put(table: str, row: dict) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"insert into {table} select * from jsonb_populate_record(null::{table}, %s::jsonb)", [json.dumps(row)])


def writer(people, table: str):
    return people.officer if table.startswith("people_") else people.police


@pytest.mark.parametrize("table", HANGING)
def test_a_row_of_ours_does_not_hang_on_a_file_of_theirs(people, theirs, table):
    actor = writer(people, table)
    row = hung_on_theirs(table, actor.unit_id, actor.user_id, actor.body_id)
    take_other_walls_away(table)
    with scope(actor), pytest.raises(DatabaseError, match="row-level security"):
        put(table, row)


@pytest.mark.parametrize("table", HANGING)
def test_twin_with_the_condition_gone_it_would(people, theirs, table):
    actor = writer(people, table)
    row = hung_on_theirs(table, actor.unit_id, actor.user_id, actor.body_id)
    take_other_walls_away(table)
    with connection.cursor() as cursor:
        cursor.execute(f"alter policy {table}_insert on {table} with check (unit_id = any((select app_units())::int[]))")
    with scope(actor):
        put(table, row)


# a row of ours is not hung over later either

OVER = {
    "people_identifier": ("person_id", "people_person"),
    "people_address": ("person_id", "people_person"),
    "people_householdmember": ("person_id", "people_person"),
    "decisions_decision": ("case_id", "cases_case"),
}


@pytest.fixture
def ours(people):
    """A case with a draft, and a household, in the first commune."""
    case = decisions.waiting(people, name="Đặng Văn Ổn", identifiers=[_number(2)], addresses=[_home(people.officer.unit_id)])
    decisions.drafted(people, case)
    other = _register(people.officer, "Trần Văn Tám")
    with scope(people.officer):
        people_actions.link_household(
            actor=people.officer, at=NOW, person_id=case.person_id, with_person_id=other.pk, relation="CHILD", on=date(2026, 1, 1)
        )


def id_of(table: str, unit_id: int) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(f"select id from {table} where unit_id = %s limit 1", [unit_id])
        return cursor.fetchone()[0]


def hang_over(table: str, row: UUID, target: UUID) -> None:
    column = OVER[table][0]
    ended = {"people_householdmember": ", ends_before = '2030-01-01'", "people_address": ", starts_on = '1990-01-01', ends_before = '1991-01-01'"}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update {table} set {column} = %s {ended.get(table, '')} where id = %s", [target, row])


@pytest.mark.parametrize("table", OVER)
def test_a_row_of_ours_is_not_hung_over_to_a_file_of_theirs(people, theirs, ours, table):
    actor = writer(people, table)
    row, target = id_of(table, actor.unit_id), id_of(OVER[table][1], theirs.police.unit_id)
    take_other_walls_away(table)
    with scope(actor), pytest.raises(DatabaseError, match="row-level security"):
        hang_over(table, row, target)


@pytest.mark.parametrize("table", OVER)
def test_twin_with_the_condition_gone_it_would_be(people, theirs, ours, table):
    actor = writer(people, table)
    row, target = id_of(table, actor.unit_id), id_of(OVER[table][1], theirs.police.unit_id)
    take_other_walls_away(table)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter policy {table}_update on {table} with check (unit_id = any((select app_units())::int[]))")
    with scope(actor):
        hang_over(table, row, target)


# what only the functions that check both sides may change


@pytest.mark.parametrize(
    "column", ["merged_into_id = id", "unit_id = unit_id", "registered_at = now()", "batch_id = gen_random_uuid()", "data_key = ''"]
)
def test_the_web_role_changes_neither_place_nor_merge_nor_the_hour_of_registering(people, ours, column):
    with scope(people.officer), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update people_person set {column}")


def test_twin_with_the_right_given_back_two_records_are_merged_by_one_hand(people, ours):
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("grant update (merged_into_id) on people_person to donghanh_web")
        cursor.execute("alter policy people_person_update on people_person with check (unit_id = any((select app_units())::int[]))")
    with scope(people.officer), connection.cursor() as cursor:
        cursor.execute("update people_person set merged_into_id = (select min(id::text)::uuid from people_person) where full_name = 'Trần Văn Tám'")
        assert cursor.rowcount == 1


def test_a_proposal_is_not_made_in_another_name(people, ours):
    officer = people.officer
    kept, gone = (str(id_of("people_person", officer.unit_id)), str(_register(officer, "Lê Thị Chín").pk))
    row = {
        "id": str(uuid4()), "unit_id": officer.unit_id, "kept_id": kept, "gone_id": gone, "reason": "x", "proposed_at": NOW.isoformat(),
        "undo_reason": "",
    }  # fmt: skip
    with scope(officer), pytest.raises(DatabaseError, match="in the name of another"):
        put("people_merge", row | {"proposed_by": 1})
    with scope(officer):
        put("people_merge", row | {"proposed_by": officer.user_id})  # the twin: in his own name the same goes in
