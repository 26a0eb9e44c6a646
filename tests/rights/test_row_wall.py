"""The wall under the rights of people: who sees the rows, what may be rewritten, and each guard's twin with the guard off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as recording
from donghanh.cases.terms import FactKind as K
from donghanh.rights import actions
from donghanh.rights.models import Correction
from donghanh.rights.terms import Outcome
from tests.factories import cases, decisions, rights

pytestmark = pytest.mark.django_db
NOW = cases.NOW
TABLES = ["rights_delegate", "rights_showing", "rights_correction", "rights_contest"]
FROZEN = {"rights_delegate": "ends_before = '2030-01-01'", "rights_showing": "has_copy = false", "rights_correction": "said = 'khác hẳn'",
          "rights_contest": "known_on = '2026-01-01'"}  # fmt: skip


def run(sql: str) -> int:
    with connection.cursor() as cursor:
        if sql.startswith(("alter", "grant", "drop")):
            cursor.execute("set constraints all immediate")
        cursor.execute(sql)
        return cursor.fetchone()[0] if sql.startswith("select") else cursor.rowcount


def count(actor, table: str) -> int:
    with scope(actor):
        return run(f"select count(*) from {table}")


@pytest.fixture
def case(people):
    """A file with a row in every table."""
    case = decisions.waiting(people)
    decision = decisions.signed(people, case)
    rights.delegate(people.officer, case.person_id)
    rights.showing(people.officer, case.person_id)
    rights.correction(people.officer, case)
    rights.contest(people.officer, decision)
    return case


@pytest.mark.parametrize("table", TABLES)
def test_seen_at_the_own_place_and_nowhere_else(case, people, town, table):
    stranger = decisions.hands(town[1])
    assert count(people.police, table) == 1 and count(stranger.police, table) == 0 and count(None, table) == 0


@pytest.mark.parametrize("table", TABLES)
def test_twin_with_the_policy_gone_they_leak(case, town, table):
    stranger = decisions.hands(town[1])
    run(f"alter table {table} disable row level security")
    assert count(stranger.police, table) == 1


@pytest.mark.parametrize("table", TABLES)
def test_what_was_asked_is_never_rewritten(case, people, table):
    with scope(people.police), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(f"update {table} set {FROZEN[table]}")


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"rights_showing"}))
def test_twin_with_the_right_given_back_it_would_be(case, people, table):
    run(f"grant update on {table} to donghanh_web")
    with scope(people.chief):  # who neither drew up nor checked, and answers
        assert run(f"update {table} set {FROZEN[table]}") == 1


def test_an_answer_stays_as_it_was_given(case, people):
    made = Correction.objects.get()
    with scope(people.officer):
        actions.answer_correction(actor=people.officer, at=NOW, correction_id=made.pk, outcome=Outcome.KEPT, reasons="Đã đối chiếu phiếu gốc.")
    with scope(people.officer), pytest.raises(DatabaseError, match="stays as it was given"), transaction.atomic():
        run("update rights_correction set answer = 'khác'")
    run("drop trigger answered_stays on rights_correction")
    with scope(people.officer):
        assert run("update rights_correction set answer = 'khác'") == 1, "the twin: without the trigger it is rewritten"


@pytest.mark.parametrize("verb", ["delete from", "truncate"])
@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted(case, people, table, verb):
    with scope(people.police), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(f"{verb} {table}")


def test_requests_go_with_the_file_and_the_complaint_stays_where_the_decision_was_signed(people, town):
    at = NOW - timedelta(days=3)
    case = decisions.waiting(people, at=at)
    decision = decisions.signed(people, case, at=at)
    rights.contest(people.officer, decision, at=NOW, known_on=date(2026, 11, 19))
    rights.correction(people.officer, case)
    decisions.fact(people, case, K.DEPARTED, NOW)
    there = decisions.hands(town[1])
    with scope(people.police):
        handover = recording.send_file(actor=people.police, at=NOW, case_id=case.pk, to_unit_id=town[1].pk)
    with scope(there.police):
        recording.receive_file(actor=there.police, at=NOW, handover_id=handover.pk)
    assert (count(people.police, "rights_correction"), count(there.police, "rights_correction")) == (0, 1)
    assert (count(people.police, "rights_contest"), count(there.police, "rights_contest")) == (1, 1), "answered there, read here"


def test_a_request_is_not_hung_on_a_file_or_delegate_of_somebody_else(people, case):
    other = decisions.waiting(people, name="Trần Văn Bảy")
    mine, theirs = Correction.objects.get(), other
    with connection.cursor() as cursor:
        cursor.execute("select id from cases_fact where case_id = %s limit 1", [theirs.pk])
        strange = cursor.fetchone()[0]
    row = """insert into rights_correction (id, person_id, unit_id, case_id, fact_id, delegate_id, about, said, asked_at, recorded_at, recorded_by,
             outcome, answer) select gen_random_uuid(), person_id, unit_id, case_id, %s, null, about, said, asked_at, recorded_at, recorded_by, '', ''
             from rights_correction where id = %s"""
    with scope(people.officer), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(row, [strange, mine.pk])
    run("alter policy rights_correction_insert on rights_correction with check (true)")
    with scope(people.officer), connection.cursor() as cursor:
        cursor.execute(row, [strange, mine.pk])
        assert cursor.rowcount == 1, "the twin: without the condition it hangs there"


LIFT = "update cases_hold set lifted_at = now(), lifted_by = app_user() where lifted_at is null"


def lifted(actor) -> int:
    """Past the application, as if the request were over."""
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(LIFT)
        done = cursor.rowcount
        cursor.execute("set constraints hold_lifted_by_answer immediate")
        return done


def test_a_hold_is_lifted_by_the_answer_alone(case, people):
    with pytest.raises(DatabaseError, match="the answer it waits for"):
        lifted(people.police)


def test_twin_without_the_guard_anybody_lifts_it(case, people):
    run("alter table cases_hold disable trigger hold_lifted_by_answer")
    assert lifted(people.police) == 1
