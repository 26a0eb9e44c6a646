"""What happened is told by a post that may, in the order of the procedure, of a file that goes on: raw SQL, past the application; with the twins."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.accounts.models import Post
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Fact
from donghanh.cases.terms import FactKind as K
from tests.cases.test_journey_domain import official, open_case, record
from tests.factories import cases
from tests.support import ANY_ORDER, EVERYBODY_MAY

pytestmark = pytest.mark.django_db
AT = cases.moment("2026-09-05T09:00")
TELL = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
 select gen_random_uuid(), id, unit_id, %s, %s, false, %s, app_user(), app_body(), '{}', '' from cases_case"""
VOID = "update cases_fact set voided_at = now(), voided_by = app_user(), void_reason = 'x' where kind = 'SERVICE_OFFERED'"
OPEN = """insert into cases_case (id, number, procedure, person_id, unit_id, opened_at, stage, computed_with, version)
 select gen_random_uuid(), 'QL-2026-999999', procedure, person_id, unit_id, now(), 'DETECTED', '', 1 from cases_case limit 1"""
SEND = """insert into cases_handover (id, case_id, from_unit_id, to_unit_id, summary, sent_at, sent_by, return_reason)
 select gen_random_uuid(), id, unit_id, (select id from places_unit where level = 'COMMUNE' and id <> unit_id limit 1), 'x',
   timestamptz '2026-09-05 09:00+07', app_user(), '' from cases_case"""
REFER = """insert into cases_referral (id, case_id, person_id, unit_id, to_body_id, person_name, birth_year, place, sent_at, sent_by,
  consented_by)
 select gen_random_uuid(), id, person_id, unit_id, (select min(id) from places_body), 'x', 1990, 'body', timestamptz '2026-09-05 09:00+07',
  app_user(), ''
   from cases_case"""


@pytest.fixture
def police(town):
    """An officer of the commune police, with one file and what was offered in it."""
    police = official("commune_police", town[0], "2026-09-01")
    record(police, open_case(police), K.SERVICE_OFFERED, "2026-09-02T09:00", services=["HEALTH"])
    return police


@pytest.fixture
def chair(town):
    return official("commune_chair", town[0], "2026-09-01")


def run(actor, sql: str, values=()) -> int:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.rowcount


def tell(actor, kind: str, happened=AT, at=AT) -> int:
    return run(actor, TELL, [kind, happened, at])


def ask(sql: str, values=()):
    with connection.cursor() as cursor:
        if sql.startswith(("alter", "drop")):
            cursor.execute("set constraints all immediate")
        cursor.execute(sql, values or None)
        return cursor.fetchone()[0] if cursor.description else None


@pytest.mark.parametrize("role", ["commune_officer", "commune_police", "commune_police_chief"])
def test_who_may_record_tells_what_fits(police, town, role):
    assert tell(official(role, town[0], "2026-09-01"), "RESIDENCE_VERIFIED") == 1


BY_POST = {
    "a fact": ("cases_fact_by_post", TELL.replace("%s", "'SERVICE_OFFERED'", 1).replace("%s", "now()")),
    "one taken back": ("cases_fact_voided_by_post", VOID),
    "a new file": ("cases_case_by_post", OPEN),
    "a file sent": ("cases_handover_by_post", SEND),
    "a person referred": ("cases_referral_by_post", REFER),
}


@pytest.mark.parametrize("what", BY_POST)
def test_a_class_of_data_is_no_right_to_record(police, chair, what):
    policy, sql = BY_POST[what]
    if what == "a file sent":
        ask(ANY_ORDER)  # the file is not so far; here the post alone is asked
    if what == "a new file":
        ask("alter table cases_case disable trigger case_has_begun")  # asked when the act is over (test_memo_wall)
    if what == "a person referred":
        ask("drop policy cases_referral_asked_here on cases_referral")  # to whom is another guard (test_asked_here)
        ask("drop policy cases_referral_file_of_person on cases_referral")  # and with which file (diagnosis/test_steps_wall)
    with pytest.raises(DatabaseError, match=policy):
        run(chair, sql)
    ask(EVERYBODY_MAY)  # the twin
    assert run(chair, sql) == 1


def test_a_post_that_is_over_tells_nothing(police):
    Post.objects.filter(user_id=police.user_id).update(ends_before="2026-09-04")
    with pytest.raises(DatabaseError, match="cases_fact_by_post"):
        tell(police, "SERVICE_OFFERED")


OUT_OF_ORDER = {
    "a step too early": ("NOTICE_SENT", AT, AT),
    "a step of another procedure": ("COURT_ACCEPTED", AT, AT),
    "a day to come": ("SERVICE_OFFERED", AT + timedelta(minutes=2), AT),
    "before the file began": ("RESIDENCE_VERIFIED", AT - timedelta(days=9), AT),
}


@pytest.mark.parametrize("what", OUT_OF_ORDER)
def test_nothing_is_told_out_of_order(police, what):
    with pytest.raises(DatabaseError, match="cases_fact_in_order"):
        tell(police, *OUT_OF_ORDER[what])
    ask(ANY_ORDER)  # the twin
    assert tell(police, *OUT_OF_ORDER[what]) == 1


def test_what_needs_another_step_first_waits_for_it(police):
    with pytest.raises(DatabaseError, match="cases_handover_by_post"):
        run(police, SEND)
    ask(ANY_ORDER)  # the twin
    assert run(police, SEND) == 1


def test_of_a_file_that_is_closed_nothing_more_is_told(police):
    Fact.objects.create(
        case=Case.objects.get(), unit_id=police.unit_id, kind="OPENED_IN_ERROR", happened_at=AT, recorded_at=AT, recorded_by=1, data={"why": "x"}
    )
    with pytest.raises(DatabaseError, match="cases_fact_in_order"):
        tell(police, "SERVICE_OFFERED", AT + timedelta(days=1), AT + timedelta(days=1))


def test_when_the_term_is_over_only_what_belongs_to_its_end_is_told(town):
    police = official("commune_police", town[0], "2026-09-01")
    case = cases.managed(police)
    over = Case.objects.get(pk=case.pk).active_until
    for at, allowed in ((over - timedelta(days=1), True), (over + timedelta(days=1), False)):
        with connection.cursor() as cursor, scope(police):
            cursor.execute("select case_fits(%s, 'HELPER_ASSIGNED', %s, %s), case_fits(%s, 'USED_AGAIN', %s, %s)", [case.pk, at, at] * 2)
            assert cursor.fetchone() == (allowed, True)


def test_a_fact_that_may_come_late_opens_the_file_for_no_other(town):
    police = official("commune_police", town[0], "2026-09-01")
    cases.managed(police)
    Post.objects.update(ends_before="2040-01-01")
    over = Case.objects.get().active_until + timedelta(days=1)
    assert tell(police, "USED_AGAIN", over, over) == 1
    assert Case.objects.get().computed_with == "", "the memo is due"
    with pytest.raises(DatabaseError, match="cases_fact_in_order"):
        tell(police, "ABSENCE_BEGAN", over, over)
    Case.objects.update(active_until=None)  # the twin: a memo that says nothing
    assert tell(police, "ABSENCE_BEGAN", over, over) == 1


def test_no_receipt_and_no_return_without_the_post(police, town):
    file = Case.objects.get()
    sent = ask(
        """insert into cases_handover (id, case_id, from_unit_id, to_unit_id, summary, sent_at, sent_by, return_reason)
        values (gen_random_uuid(), %s, %s, %s, 'x', %s, 1, '') returning id""",
        [file.pk, file.unit_id, town[1].pk, AT],
    )
    chair = official("commune_chair", town[1], "2026-09-01")
    both = "select coalesce(return_handover(%s, %s, 'x'), receive_handover(%s, %s))"

    def answered():
        with scope(chair):
            return ask(both, [sent, AT, sent, AT])

    assert answered() is None
    ask(EVERYBODY_MAY)  # the twin
    assert answered() == file.pk


def test_a_fact_that_a_signature_made_is_taken_back_by_no_statement(police):
    ask("alter table cases_fact disable trigger fact_only_voided")
    ask("update cases_fact set decision_id = gen_random_uuid() where kind = 'SERVICE_OFFERED'")
    with pytest.raises(DatabaseError, match="cases_fact_voided_by_post"):
        run(police, VOID)
    ask("drop policy cases_fact_voided_by_post on cases_fact")  # the twin
    assert run(police, VOID) == 1
