"""The database itself lets nobody draft, check, send back or sign a decision in another's name: asked by raw SQL, past the application."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from tests.factories import decisions

pytestmark = pytest.mark.django_db

SIGN = (
    "update decisions_decision set state = 'SIGNED', signed_by = {by}, signer_name = 'Ma', signed_at = now(), number = 99, year = 2026,"
    " issuing_unit_id = unit_id"
)
CHECK = "update decisions_decision set state = 'CHECKED', checked_by = {by}, checked_at = now()"
OTHER_HANDS = {
    "signs for the chief": SIGN,
    "names another checker": "update decisions_decision set checked_by = {by}",
    "names another drafter": "update decisions_decision set drafted_by = {by}",
    "sends back for another": "update decisions_decision set state = 'RETURNED', returned_by = {by}, returned_at = now()",
    "clears the drafter": "update decisions_decision set drafted_by = 0",
    "clears the checker": "update decisions_decision set checked_by = null",
}


@pytest.fixture
def checked(people):
    """A draft of the officer's that the police officer has checked; it waits for the chief."""
    return decisions.checked(people, decisions.waiting(people))


def run(actor, sql: str) -> int:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


@pytest.fixture(autouse=True)
def _names_alone(people):
    """Which steps a post may take is another guard (test_own_office): taken away here, so that the names alone are tried."""
    decisions.switch("decision_step_by_post")
    decisions.switch("decision_signed_as_checked")


def off() -> None:
    decisions.switch("decision_by_own_hand")


@pytest.mark.parametrize("act", OTHER_HANDS)
def test_nobody_acts_in_the_name_of_another(people, checked, act):
    with pytest.raises(DatabaseError, match="in the name of another"):
        run(people.officer, OTHER_HANDS[act].format(by=people.chief.user_id))


@pytest.mark.parametrize("act", sorted(set(OTHER_HANDS) - {"clears the checker"}))
def test_twin_without_the_trigger_he_could(people, checked, act):
    off()
    assert run(people.officer, OTHER_HANDS[act].format(by=people.chief.user_id)) == 1


def test_a_check_left_by_another_is_not_taken_up_again(people, checked):
    with connection.cursor() as cursor:
        cursor.execute("update decisions_decision set state = 'RETURNED'")
    again = "update decisions_decision set state = 'CHECKED'"
    with pytest.raises(DatabaseError, match="in the name of another"):
        run(people.officer, again)
    off()
    assert run(people.officer, again) == 1, "the twin"


def test_in_his_own_name_the_same_goes_in(people, checked):
    assert run(people.chief, SIGN.format(by=people.chief.user_id)) == 1


def test_a_code_once_given_stays(people, checked):
    other = "update decisions_decision set code = left(md5(random()::text), 16)"
    with pytest.raises(DatabaseError, match="number of a decision never changes"):
        run(people.chief, other)
    off()
    assert run(people.chief, other) == 1, "the twin"


@pytest.mark.parametrize("begun", ["state = 'CHECKED', checked_by = {me}, drafted_by = 0", "drafted_by = {other}"])
def test_a_decision_begins_as_a_draft_of_who_writes_it(people, begun):
    made = decisions.drafted(people, decisions.waiting(people))
    told = begun.format(me=people.police.user_id, other=people.chief.user_id)
    copy = (
        f"create temp table forged as select * from decisions_decision where id = '{made.pk}';"
        f" update forged set id = gen_random_uuid(), {told}; grant select on forged to donghanh_web"
    )
    with connection.cursor() as cursor:
        cursor.execute(copy)
    forge = "insert into decisions_decision select * from forged"
    with pytest.raises(DatabaseError, match=r"begins as a draft|in the name of another"):
        run(people.police, forge)
    off()
    assert run(people.police, forge) == 1, "the twin"
