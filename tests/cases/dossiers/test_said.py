"""The procuracy's papers, the conclusion that travels with the list of papers, and a body taking back a step of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.dossiers import queries
from donghanh.cases.dossiers.models import Passage, Protest
from donghanh.cases.models import Case, Fact, Hold
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import NotInReach, Overtaken
from tests.cases.dossiers.conftest import clerk_of
from tests.cases.dossiers.test_own_hands import NO, RULED, SAYS, told
from tests.cases.dossiers.test_travel import LATER, accepted, do, protested, stage
from tests.cases.dossiers.test_walls import ask, other_clerk
from tests.factories import accounts

pytestmark = pytest.mark.django_db
__all__ = ["other_clerk"]
SAID = RULED + timedelta(hours=1)
WHY = "Ghi nhầm số tháng so với bản quyết định đã ký."


def ruled(police, clerk, case):
    passage = accepted(police, clerk, case)
    told(clerk, passage, K.COURT_DECIDED, RULED, **SAYS)
    return passage


# --- What the procuracy says


@pytest.mark.requirement("QN22-V.15")
def test_court_and_commune_read_number_day_words_and_which_decision_it_is_against(police, clerk, prosecutor, case):
    passage = ruled(police, clerk, case)
    protested(prosecutor, passage, SAID)
    for reader in (police, clerk, prosecutor):
        with scope(reader):
            [found] = queries.protests(reader, passage.pk)
        assert (found.form, found.number, found.signed_at, found.ruling) == ("protest", "2/KN-VKS", SAID, SAYS["number"])
        assert "căn cứ về nơi cư trú" in found.content and found.body.startswith("VKSND")
    fact = Fact.objects.get(case=case, kind="PROTESTED")
    assert fact.body_id == prosecutor.body_id and fact.data == {"form": "protest", "number": "2/KN-VKS"} and stage(case) == S.CONTESTED


def test_a_recommendation_on_the_handling_moves_nothing_and_needs_no_decision(police, clerk, prosecutor, case):
    passage = accepted(police, clerk, case)
    protested(prosecutor, passage, SAID, form="recommend", against="handling")
    assert stage(case) == S.ACCEPTED and not Fact.objects.filter(case=case, kind="PROTESTED").exists()
    with pytest.raises(CannotRecord, match="đối với quyết định"):
        protested(prosecutor, passage, SAID, form="protest", against="handling")


@pytest.mark.parametrize("given", [{"number": " "}, {"content": ""}, {"form": "x"}, {"against": "x"}, {"content": "a" * 4001}])
def test_what_is_missing_or_not_known_is_refused(police, clerk, prosecutor, case, given):
    passage = ruled(police, clerk, case)
    with pytest.raises(CannotRecord):
        protested(prosecutor, passage, SAID, **given)
    assert not Protest.objects.exists() and stage(case) == S.RULED


def test_one_of_each_form_a_decision_and_none_once_it_has_effect(police, clerk, prosecutor, case):
    passage = ruled(police, clerk, case)
    protested(prosecutor, passage, SAID)
    with pytest.raises(Overtaken):
        protested(prosecutor, passage, SAID)
    protested(prosecutor, passage, SAID, form="recommend")
    told(clerk, passage, K.COMPLAINT_SETTLED, SAID + timedelta(days=1), number="3/QĐ")
    told(clerk, passage, K.DECISION_EFFECTIVE, SAID + timedelta(days=20))
    with pytest.raises(CannotRecord, match="chưa thể ghi"):
        protested(prosecutor, passage, SAID + timedelta(days=21), form="recommend")


PROTEST = "select protest_dossier(%s, gen_random_uuid(), 'protest', '1', now(), now(), 'decision', 'x')"
INSERT = """insert into dossiers_protest (id, passage_id, case_id, unit_id, body_id, form, against, number, signed_at, content, recorded_at,
  recorded_by) values (gen_random_uuid(), %s, %s, %s, %s, 'recommend', 'handling', '1', now(), 'x', now(), app_user())"""


def test_nobody_else_speaks_for_the_procuracy_and_no_page_writes_the_table(police, clerk, stranger, other_clerk, prosecutor, case):
    passage = ruled(police, clerk, case)
    for actor in (police, clerk, stranger, other_clerk, None):
        with scope(actor):
            assert ask(PROTEST, [passage.pk]) is None
    for actor in (police, clerk, prosecutor):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), scope(actor):
            ask(INSERT, [passage.pk, case.pk, case.unit_id, clerk.body_id])
    with scope(prosecutor):
        assert ask(PROTEST, [passage.pk]) == case.pk  # the twin: its own paper goes in


def test_its_words_close_with_the_file_but_for_who_wrote_them(police, clerk, prosecutor, stranger, case):
    passage = ruled(police, clerk, case)
    protested(prosecutor, passage, SAID)
    Passage.objects.filter(pk=passage.pk).update(done_at=SAID)
    for actor, count in ((clerk, 0), (prosecutor, 1), (stranger, 0), (police, 1)):
        with scope(actor):
            assert ask("select count(*) from dossier_protests(%s)", [passage.pk]) == count


# --- The conclusion on dependence


def concluded(case, court, *, at, kind="FOUND_DEPENDENT"):
    """A determination in the person's file of management, by a health body."""
    earlier = Case.objects.exclude(pk=case.pk).get(person=case.person)
    body = accounts.body("facility", court.unit_id, name="Trung tâm Y tế")
    data = {"criteria": [1, 2, 3], "note": "phần chuyên môn"}
    Fact.objects.create(case=earlier, unit=case.unit, kind=kind, happened_at=at, recorded_at=at, recorded_by=1, body=body, data=data)


def test_the_court_reads_day_body_and_conclusion_and_nothing_of_the_doctor_s_notes(police, clerk, prosecutor, case, court):
    concluded(case, court, at=LATER - timedelta(days=3))
    passage = accepted(police, clerk, case)
    for reader in (clerk, prosecutor):
        with scope(reader):
            found = queries.conclusion(reader, passage.pk)
        assert (found.found_at, found.body, found.is_dependent) == (LATER - timedelta(days=3), "Trung tâm Y tế", True)
    with scope(clerk):
        assert "criteria" not in str(ask("select row_to_json(c)::text from dossier_conclusion(%s) c", [passage.pk]))
        assert ask("select count(*) from cases_fact") == 0


def test_it_opens_with_the_list_alone_and_closes_with_the_file(police, clerk, stranger, other_clerk, case, court):
    concluded(case, court, at=LATER - timedelta(days=3))
    passage = accepted(police, clerk, case)
    asks = "select count(*) from dossier_conclusion(%s)"
    for actor in (police, stranger, other_clerk, None):
        with scope(actor):
            assert ask(asks, [passage.pk]) == 0
    lines = [line | ({"standing": "missing"} if line["id"] == "result" else {}) for line in passage.lines]
    Passage.objects.filter(pk=passage.pk).update(lines=lines)
    with scope(clerk):
        assert ask(asks, [passage.pk]) == 0
    Passage.objects.filter(pk=passage.pk).update(lines=passage.lines)
    with scope(clerk):  # the twin: the list has the result
        assert ask(asks, [passage.pk]) == 1
    Passage.objects.filter(pk=passage.pk).update(done_at=RULED)
    with scope(clerk):
        assert ask(asks, [passage.pk]) == 0


# --- Taking back a step of one's own


@pytest.fixture
def colleague(court):
    return clerk_of(court, "court_clerk")


def proposed(clerk, passage, case, kind, at=SAID, reason=WHY):
    fact = Fact.objects.get(case=case, kind=kind, voided_at=None)
    return do(clerk, "propose_voiding", at, passage_id=passage.pk, fact_id=fact.pk, reason=reason)


def test_two_people_of_the_court_take_a_decision_back_and_it_is_told_anew(police, clerk, colleague, case):
    passage = ruled(police, clerk, case)
    proposal = proposed(clerk, passage, case, "COURT_DECIDED")
    assert stage(case) == S.RULED, "it stands until a second person agrees"
    with pytest.raises(CannotRecord, match="không tự xác nhận"):
        do(clerk, "decide_voiding", SAID, proposal_id=proposal, is_agreed=True)
    do(colleague, "decide_voiding", SAID, proposal_id=proposal, is_agreed=True)
    gone = Fact.objects.get(case=case, kind="COURT_DECIDED")
    assert (gone.voided_by, gone.void_reason) == (colleague.user_id, WHY) and stage(case) == S.ACCEPTED
    told(clerk, passage, K.COURT_DECIDED, SAID, **SAYS)
    assert stage(case) == S.RULED


def test_either_lets_it_stand(police, clerk, case):
    passage = ruled(police, clerk, case)
    proposal = proposed(clerk, passage, case, "COURT_DECIDED")
    with scope(clerk):
        assert [one.is_mine for one in queries.void_proposals(clerk, passage.pk)] == [True]
    do(clerk, "decide_voiding", SAID, proposal_id=proposal, is_agreed=False)
    assert stage(case) == S.RULED
    with scope(clerk):
        assert queries.void_proposals(clerk, passage.pk) == [] and queries.voidable(clerk, passage.pk)


def test_what_a_later_step_rests_on_is_not_taken_back_before_it(police, clerk, prosecutor, case):
    passage = ruled(police, clerk, case)
    protested(prosecutor, passage, SAID)
    with pytest.raises(CannotRecord, match="huỷ bước sau trước"):
        proposed(clerk, passage, case, "COURT_DECIDED", SAID)
    with pytest.raises(CannotRecord, match="không huỷ được"):
        proposed(clerk, passage, case, "PROTESTED", SAID)


ANY_MAY_GO = "create or replace function dossier_may_void(p dossiers_passage, f cases_fact) returns boolean language sql as 'select true'"


def test_a_decision_that_was_sent_out_is_not_taken_from_under_its_sending(police, clerk, colleague, case):
    passage = ruled(police, clerk, case)
    told(clerk, passage, K.COURT_DECISION_SENT, SAID, to="parties")
    with pytest.raises(CannotRecord, match="huỷ bước sau trước"):
        proposed(clerk, passage, case, "COURT_DECIDED")
    sending = proposed(clerk, passage, case, "COURT_DECISION_SENT")
    do(colleague, "decide_voiding", SAID, proposal_id=sending, is_agreed=True)
    assert proposed(clerk, passage, case, "COURT_DECIDED"), "first the sending, then what was sent"


def test_a_refusal_stands_once_the_commune_has_begun_another_file(police, clerk, case):
    passage = accepted(police, clerk, case)
    told(clerk, passage, K.COURT_DECLINED, RULED, **NO)
    about = {"person_id": case.person_id, "happened_at": SAID, "data": {"ground": "NOT_REGISTERED", "paper": "12/BB-CAX", "paper_on": "2026-01-05"}}
    with scope(police):
        actions.open_case(actor=police, at=SAID, kind=K.GROUND_FOUND, procedure=Procedure.COMPULSORY, **about)
    with pytest.raises(CannotRecord, match="không huỷ được"):
        proposed(clerk, passage, case, "COURT_DECLINED")
    ask("set constraints all immediate")
    ask(ANY_MAY_GO)  # the twin: two open files of one person would stand side by side
    assert proposed(clerk, passage, case, "COURT_DECLINED")


def test_a_word_is_no_reason_and_a_step_under_complaint_waits_for_the_answer(police, clerk, case):
    passage = ruled(police, clerk, case)
    with pytest.raises(CannotRecord, match="quá ngắn"):
        proposed(clerk, passage, case, "COURT_DECIDED", reason="nhầm")
    fact = Fact.objects.get(case=case, kind="COURT_DECIDED")
    Hold.objects.create(case=case, fact=fact, unit=case.unit, reason="COMPLAINT", source_id=fact.pk, opened_at=SAID, opened_by=1)
    with pytest.raises(CannotRecord, match="không huỷ được"):
        proposed(clerk, passage, case, "COURT_DECIDED")
    Hold.objects.update(reason="CORRECTION")
    assert proposed(clerk, passage, case, "COURT_DECIDED"), "a request for correction waits for just this"


def test_declining_taken_back_brings_the_file_back_and_acceptance_closes_it_to_the_procuracy(police, clerk, colleague, prosecutor, case):
    passage = accepted(police, clerk, case)
    told(clerk, passage, K.COURT_DECLINED, RULED, **NO)
    do(colleague, "decide_voiding", SAID, proposal_id=proposed(clerk, passage, case, "COURT_DECLINED"), is_agreed=True)
    passage.refresh_from_db()
    assert passage.done_at is None and stage(case) == S.ACCEPTED
    do(colleague, "decide_voiding", SAID, proposal_id=proposed(clerk, passage, case, "COURT_ACCEPTED"), is_agreed=True)
    assert stage(case) == S.AT_COURT
    with scope(prosecutor), pytest.raises(NotInReach):
        queries.opened(prosecutor, passage.pk)
    do(clerk, "accept_dossier", SAID + timedelta(hours=1), passage_id=passage.pk)
    assert stage(case) == S.ACCEPTED


PROPOSE = "select propose_voiding(%s, gen_random_uuid(), %s, 'x', now())"
DECIDE = "select decide_voiding(%s, true, now())"


def test_past_the_application_nobody_else_proposes_or_agrees_nor_one_person_both(police, clerk, colleague, prosecutor, stranger, other_clerk, case):
    passage = ruled(police, clerk, case)
    fact = Fact.objects.get(case=case, kind="COURT_DECIDED")
    for actor in (police, prosecutor, stranger, other_clerk, None):
        with scope(actor):
            assert ask(PROPOSE, [passage.pk, fact.pk]) is None
    proposal = proposed(clerk, passage, case, "COURT_DECIDED")
    for actor in (clerk, police, prosecutor, stranger, other_clerk, None):
        with scope(actor):
            assert ask(DECIDE, [proposal]) is None
    with scope(colleague):  # the twin: a second person of the court
        assert ask(DECIDE, [proposal]) == case.pk


def test_twin_without_the_check_of_its_rows_a_step_of_another_would_go(police, clerk, colleague, case):
    passage = ruled(police, clerk, case)
    ours = Fact.objects.get(case=case, kind="NOTICE_GIVEN")
    with scope(clerk):
        assert ask(PROPOSE, [passage.pk, ours.pk]) is None
    ask("""create or replace function dossier_may_void(p dossiers_passage, f cases_fact) returns boolean language sql stable as 'select true'""")
    with scope(clerk):
        assert ask(PROPOSE, [passage.pk, ours.pk]) == case.pk
