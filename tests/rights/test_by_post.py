"""Past the application: who writes requests down, who answers them, and for how long a delegate acts. Each guard with its twin."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from tests.factories import cases, decisions, rights
from tests.support import EVERYBODY_MAY

pytestmark = pytest.mark.django_db
NOW = f"'{cases.NOW.isoformat()}'"
ANSWER_CONTEST = f"update rights_contest set effect = 'NONE', answer = 'x', answered_at = {NOW}, answered_by = app_user()"
ANSWER = f"update rights_correction set outcome = 'KEPT', answer = 'x', answered_at = {NOW}, answered_by = app_user()"
DELEGATE = f"""insert into rights_delegate (id, person_id, unit_id, kind, full_name, basis, may, starts_on, ends_before, recorded_at, recorded_by,
  end_reason)
  select gen_random_uuid(), person_id, unit_id, 'LAWYER', 'Ai', 'Giấy', {{may}}, '2026-11-01', {{ends}}, {NOW}, app_user(), '' from rights_delegate"""
CORRECT = f"""insert into rights_correction (id, person_id, unit_id, about, said, asked_at, recorded_at, recorded_by, outcome, answer, delegate_id)
  select gen_random_uuid(), person_id, unit_id, 'WRONG_PERSON', 'x', {{asked}}, {NOW}, app_user(), '', '', id from rights_delegate"""
CONTEST = f"""insert into rights_contest (id, decision_id, person_id, unit_id, known_on, complained_on, content, late_because, recorded_at,
  recorded_by, effect, answer, delegate_id)
  select gen_random_uuid(), d.id, d.person_id, d.unit_id, {{known}}, {{day}}, 'x', '', {NOW}, app_user(), '', '', {{by}}
  from decisions_decision d"""
HOLD = f"""insert into cases_hold (id, reason, source_id, opened_at, opened_by, case_id, unit_id)
  select gen_random_uuid(), 'CORRECTION', gen_random_uuid(), {NOW}, app_user(), id, unit_id from cases_case"""
THEIRS = "(select g.id from rights_delegate g where g.person_id = d.person_id)"
DAY = f"'{cases.NOW.date().isoformat()}'"
WHOLE = {"known": DAY, "day": DAY, "by": THEIRS}


@pytest.fixture
def case(people):
    """A signed decision with a delegate, a correction and a complaint."""
    case = decisions.waiting(people)
    decision = decisions.signed(people, case)
    rights.delegate(people.officer, case.person_id)
    rights.correction(people.officer, case)
    rights.contest(people.officer, decision)
    return case


def run(actor, sql: str) -> int:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def refused(actor, sql: str, *policies: str) -> None:
    """Refused by one of these policies; with them gone it goes in (the twin)."""
    with pytest.raises(DatabaseError, match="|".join(policy.split(" ")[0] for policy in policies)):
        run(actor, sql)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for policy in policies:
            cursor.execute(f"drop policy {policy}")
    assert run(actor, sql) == 1, "the twin"


@pytest.mark.parametrize("who", ["officer", "police"])
def test_a_complaint_is_answered_by_who_signs_and_neither_drew_up_nor_checked(people, case, who):
    refused(getattr(people, who), ANSWER_CONTEST, "rights_contest_answered_by_post on rights_contest")


def test_who_checked_does_not_answer_on_a_second_post(people, case):
    both = decisions.also(people, people.police, "commune_police_chief")
    refused(both, ANSWER_CONTEST, "rights_contest_answered_by_post on rights_contest")


def test_who_signs_answers_a_complaint(people, case):
    assert run(people.chief, ANSWER_CONTEST) == 1


@pytest.mark.parametrize("who", ["police", "chair"])
def test_a_request_is_answered_by_who_records_and_did_not_write_the_fact(people, case, who):
    refused(getattr(people, who), ANSWER, "rights_correction_answered_by_post on rights_correction")


def test_a_colleague_answers_a_request(people, case):
    assert run(people.officer, ANSWER) == 1


GRANTS = {"for ever": {"ends": "'2090-01-01'"}, "for nothing": {"may": "'[]'"}, "for more than there is": {"may": "'[\"SIGN\"]'"}}


@pytest.mark.parametrize("what", GRANTS)
def test_a_delegate_is_named_with_an_end_for_what_there_is(people, case, what):
    refused(people.officer, DELEGATE.format(**{"may": "may", "ends": "'2027-05-01'", **GRANTS[what]}), "rights_delegate_by_post on rights_delegate")


def test_who_does_not_record_names_no_delegate(people, case):
    sql = DELEGATE.format(may="may", ends="'2027-05-01'")
    with pytest.raises(DatabaseError, match="rights_delegate_by_post"):
        run(people.chair, sql)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(EVERYBODY_MAY)
    assert run(people.chair, sql) == 1, "the twin"


@pytest.mark.parametrize("asked", ["'2027-05-21T08:00+07'", "'2026-01-01T08:00+07'"])
def test_a_delegate_asks_while_his_grant_stands(people, case, asked):
    refused(people.officer, CORRECT.format(asked=asked), "rights_correction_by_post on rights_correction")


def test_a_grant_taken_back_serves_no_more(people, case):
    run(people.officer, f"update rights_delegate set ended_at = {NOW}, ended_by = app_user(), end_reason = 'Rút.'")
    refused(people.officer, CORRECT.format(asked=NOW), "rights_correction_by_post on rights_correction")


COMPLAINTS = {"in the future": {"day": "'2027-01-01'"}, "known before it was signed": {"known": "'2026-01-01'"}}


@pytest.mark.parametrize("what", COMPLAINTS)
def test_a_complaint_comes_in_its_days(people, case, what):
    run(people.chief, ANSWER_CONTEST)  # one complaint is open at a time
    refused(people.officer, CONTEST.format(**{**WHOLE, **COMPLAINTS[what]}), "rights_contest_open on rights_contest")


def test_nobody_complains_for_a_person_who_did_not_name_him(people, case):
    stranger = rights.delegate(people.officer, decisions.waiting(people, name="Trần Văn Bảy").person_id)
    run(people.chief, ANSWER_CONTEST)
    refused(people.officer, CONTEST.format(**WHOLE | {"by": f"'{stranger.pk}'"}), "rights_contest_open on rights_contest")


def test_his_own_delegate_complains(people, case):
    run(people.chief, ANSWER_CONTEST)
    assert run(people.officer, CONTEST.format(**WHOLE)) == 1


def test_a_hold_stands_for_an_open_request(people, case):
    refused(people.officer, HOLD, "cases_hold_for_a_request on cases_hold")
