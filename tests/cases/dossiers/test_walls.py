"""The wall under travelling files: asked past the application, each guard with its twin."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from donghanh.base.accounts.models import Post
from donghanh.base.privacy.scope import scope
from donghanh.cases.terms import FactKind
from donghanh.kernel.errors import Overtaken
from donghanh.legal import dossiers as law
from tests.cases.dossiers.conftest import AT, clerk_of
from tests.cases.dossiers.test_travel import LATER, do, sent
from tests.factories import accounts, dossiers
from tests.support import ANYBODY_ANSWERS, EVERYBODY_MAY

pytestmark = pytest.mark.django_db
TABLES = ["dossiers_passage", "dossiers_placing"]


def ask(sql: str, params=()):
    with connection.cursor() as cursor:
        if sql.startswith("alter"):
            cursor.execute("set constraints all immediate")
        cursor.execute(sql, params)
        return cursor.fetchone()[0] if cursor.description else None


@pytest.fixture
def passage(police, case):
    return sent(police, case)


@pytest.fixture
def other_clerk(court):
    """Of a court that has nothing to do with the file."""
    body = accounts.body("district_court", court.unit_id, name="Toà án khác")
    return clerk_of(body, "court_clerk")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_for_another_commune_another_court_or_nobody(passage, stranger, other_clerk, table):
    for actor in (stranger, other_clerk, None):
        with scope(actor):
            assert ask(f"select count(*) from {table}") == 0


@pytest.mark.parametrize("table", TABLES)
def test_twin_with_the_policy_gone_the_rows_leak(passage, stranger, table):
    ask(f"alter table {table} disable row level security")
    with scope(stranger):
        assert ask(f"select count(*) from {table}") > 0


def test_the_court_sees_the_hand_over_and_no_row_of_people_cases_or_facts(passage, clerk):
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    with scope(clerk):
        assert ask("select count(*) from dossiers_passage") == 1
        for table in ("people_person", "people_address", "cases_case", "cases_fact", "cases_duty", "dossiers_placing"):
            assert ask(f"select count(*) from {table}") == 0


def test_nobody_edits_or_deletes_a_hand_over_or_a_paper(passage, police):
    for table in TABLES:
        for sql in (f"update {table} set unit_id = unit_id", f"delete from {table}"):
            with scope(police), pytest.raises(ProgrammingError), transaction.atomic():
                ask(sql)


ANSWERS = {
    "receive": "select receive_dossier(%s, now(), now(), null, '', '1/BN')",
    "return": """select return_dossier(%s, now(), now(), '[{"id": "cv"}]', '1/BN')""",
    "accept": "select accept_dossier(%s, now(), now())",
    "protest": "select protest_dossier(%s, gen_random_uuid(), 'protest', '1/KN', now(), now(), 'decision', 'x')",
}


@pytest.mark.parametrize("act", sorted(ANSWERS))
def test_a_stranger_answers_nothing_whatever_the_state(passage, clerk, stranger, other_clerk, act):
    for actor in (stranger, other_clerk, None):
        with scope(actor):
            assert ask(ANSWERS[act], [passage.pk]) is None
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    for actor in (stranger, other_clerk, None):
        with scope(actor):
            assert ask(ANSWERS[act], [passage.pk]) is None


def test_twin_with_the_check_of_the_answerer_gone_a_stranger_would_sign(passage, stranger):
    ask(ANYBODY_ANSWERS)
    with scope(stranger):
        assert ask(ANSWERS["receive"], [passage.pk]) == passage.case_id


def test_the_web_role_writes_no_fact_by_the_inner_function(passage, clerk):
    with scope(clerk), pytest.raises(ProgrammingError), transaction.atomic():
        ask("select dossier_fact(p, 'COURT_DECIDED', now(), now(), '{}') from dossiers_passage p")


def test_person_and_steps_open_only_to_the_one_who_signed(passage, clerk, stranger, other_clerk):
    for actor in (clerk, stranger, other_clerk, None):  # before the receipt the court is a stranger too
        with scope(actor):
            assert ask("select count(*) from dossier_person(%s)", [passage.pk]) == 0
            assert ask("select count(*) from dossier_steps(%s)", [passage.pk]) == 0
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    with scope(clerk):
        assert ask("select count(*) from dossier_person(%s)", [passage.pk]) == 1
    with scope(stranger):
        assert ask("select count(*) from dossier_person(%s)", [passage.pk]) == 0


def test_twin_with_the_relation_unasked_the_name_leaks(passage, clerk, stranger):
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    ask("""create or replace function dossier_open_to_us(wanted uuid) returns uuid language sql stable security definer
      set search_path = public, pg_temp as 'select case_id from dossiers_passage where id = wanted'""")
    with scope(stranger):
        assert ask("select count(*) from dossier_person(%s)", [passage.pk]) == 1


def returned_once(police, clerk, case):
    """Returned for the minutes, mended, sent and signed for again."""
    first = sent(police, case)
    do(clerk, "receive_dossier", LATER, passage_id=first.pk)
    do(clerk, "return_dossier", LATER, passage_id=first.pk, faults={"minutes": "Thiếu chữ ký"})
    again = LATER + timedelta(hours=1)
    dossiers.placed(police, case, "minutes", at=again)
    second = do(police, "send_dossier", again, case_id=case.pk, leg_id="to_court")
    do(clerk, "receive_dossier", again, passage_id=second.pk)
    return second, again


NAMED = "select return_dossier(%s, %s, %s, %s::jsonb, '')"


def test_the_wall_itself_refuses_what_was_kept_back(police, clerk, case):
    second, again = returned_once(police, clerk, case)
    with scope(clerk):
        assert ask(NAMED, [second.pk, again, again, json.dumps([{"id": "cv"}])]) is None
        assert ask(NAMED, [second.pk, again, again, json.dumps([{"id": "minutes"}])]) == case.pk


def test_the_wall_itself_refuses_a_paper_that_the_list_does_not_name(police, clerk, case):
    """Under a name that no list has, what was kept silent about could be brought up again."""
    second, again = returned_once(police, clerk, case)
    with scope(clerk):
        assert ask(NAMED, [second.pk, again, again, json.dumps([{"id": "minutes"}, {"id": "made_up"}])]) is None
        assert ask(NAMED, [second.pk, again, again, json.dumps([{"id": "minutes"}])]) == case.pk, "the twin"


def test_twin_with_the_rule_off_above_the_wall_still_stands(police, clerk, case, monkeypatch):
    second, again = returned_once(police, clerk, case)
    monkeypatch.setattr(law, "check_return", lambda *told: None)
    with pytest.raises(Overtaken):
        do(clerk, "return_dossier", again, passage_id=second.pk, faults={"cv": "Thiếu ảnh"})


def test_twin_with_the_first_return_forgotten_both_would_pass(police, clerk, case):
    second, again = returned_once(police, clerk, case)
    ask("update dossiers_passage set lines = '[]' where returned_at is not null")
    do(clerk, "return_dossier", again, passage_id=second.pk, faults={"cv": "Thiếu ảnh"})


def test_a_commune_sends_no_file_of_another_nor_one_answered_beforehand(police, stranger, case, court):
    insert = """insert into dossiers_passage (id, case_id, unit_id, procedure, leg, to_body_id, to_name, summary, lines, sent_at, sent_by, rule_id,
      faults, on_paper, why_missing, received_at)
      values (gen_random_uuid(), %s, %s, 'COMPULSORY', 'to_court', %s, %s, '', '[]', %s, app_user(), '', '[]', '', '', %s)"""
    told = [case.pk, stranger.unit_id, court.pk, court.name, AT]
    dossiers.placed(police, case, "result", at=AT)
    with scope(stranger), pytest.raises(ProgrammingError), transaction.atomic():
        ask(insert, [*told, None])
    with scope(police), pytest.raises(ProgrammingError), transaction.atomic():
        ask(insert, [case.pk, police.unit_id, court.pk, court.name, AT, AT])
    with scope(police):
        ask(insert, [case.pk, police.unit_id, court.pk, court.name, AT, None])  # the twin: where the file lies and unanswered


def test_papers_and_hand_overs_follow_the_file_to_a_new_place(passage, police, stranger, case):
    with connection.cursor() as cursor:
        cursor.execute("update cases_case set unit_id = %s where id = %s", [stranger.unit_id, case.pk])
    with scope(stranger):
        assert all(ask(f"select count(*) from {table}") > 0 for table in TABLES)
    with scope(police):
        assert all(ask(f"select count(*) from {table}") == 0 for table in TABLES)


SEND = """insert into dossiers_passage (id, case_id, unit_id, procedure, leg, to_body_id, to_name, summary, lines, why_missing, sent_at, sent_by,
  rule_id, faults, on_paper) select gen_random_uuid(), c.id, c.unit_id, c.procedure, 'to_court', b.id, left(b.name, 200), '', '[]', '', now(),
  app_user(), '', '[]', '' from cases_case c join places_body b on b.id = {} where c.procedure = 'COMPULSORY'"""


def no_post_any_more(actor):
    """The same official after his post has ended, as a page that was fooled would still carry him."""
    Post.objects.filter(user_id=actor.user_id).update(ends_before=AT.date() - timedelta(days=700), starts_on=AT.date() - timedelta(days=800))
    return actor


@pytest.mark.parametrize("act", ["receive", "return", "protest"])
def test_an_official_whose_post_is_over_answers_nothing_past_the_application(police, clerk, prosecutor, case, court, act):
    clerk_of(court, "court_clerk")  # the desk stays
    passage = sent(police, case)
    if act == "return":
        do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    if act == "protest":
        ruled(clerk, passage)
    gone = no_post_any_more(prosecutor if act == "protest" else clerk)
    with scope(gone):
        assert ask(ANSWERS[act], [passage.pk]) is None
    ask(EVERYBODY_MAY)
    with scope(gone):  # the twin
        assert ask(ANSWERS[act], [passage.pk]) == case.pk


def ruled(clerk, passage) -> None:
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    do(clerk, "accept_dossier", LATER, passage_id=passage.pk)
    given = {"number": "9/QĐ-TA", "signer": "A", "months": 24}
    do(
        clerk,
        "tell_dossier",
        LATER + timedelta(hours=1),
        passage_id=passage.pk,
        kind=FactKind.COURT_DECIDED,
        happened_at=LATER + timedelta(hours=1),
        data=given,
    )


def test_no_file_is_sent_by_one_whose_post_does_not_send(police, case, court):
    dossiers.placed(police, case, "result", at=AT)
    gone = no_post_any_more(police)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic(), scope(gone):
        ask(SEND.format(court.pk))
    ask(EVERYBODY_MAY)
    with scope(gone):
        ask(SEND.format(court.pk))
