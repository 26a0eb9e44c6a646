"""Past the application steps come in the order of the procedure too, and a court with a desk is asked by sending it the file; with the twins."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import hands
from donghanh.cases.models import Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from tests.cases.dossiers.conftest import AT, clerk_of
from tests.cases.dossiers.test_own_hands import RULED, SAYS, told
from tests.cases.dossiers.test_travel import LATER, accepted, do, sent, stage
from tests.cases.dossiers.test_walls import ask
from tests.factories import accounts, cases, dossiers
from tests.support import ANY_ORDER

pytestmark = pytest.mark.django_db
TELL = "select tell_dossier(%s, gen_random_uuid(), %s, %s, now(), '{}')"
WRONG = {
    "HEARING_HELD": LATER + timedelta(hours=1),
    "DECISION_EFFECTIVE": LATER + timedelta(hours=1),
    "COMPLAINT_SETTLED": LATER + timedelta(hours=1),
}


@pytest.mark.parametrize("kind", sorted(WRONG))
def test_past_the_application_the_court_skips_no_step(police, clerk, case, kind):
    passage = accepted(police, clerk, case)
    with scope(clerk):
        assert ask(TELL, [passage.pk, kind, WRONG[kind]]) is None
    ask("create or replace function dossier_fits(file uuid, told text, happened timestamptz) returns boolean language sql as 'select true'")
    with scope(clerk):  # the twin: with the order unasked it goes in
        assert ask(TELL, [passage.pk, kind, WRONG[kind]]) == case.pk


def test_nothing_that_moves_the_file_is_told_of_a_time_before_the_last_step(police, clerk, case):
    passage = accepted(police, clerk, case)
    told(clerk, passage, K.HEARING_ORDERED, RULED, number="4/QĐ-TA")
    before = RULED - timedelta(hours=1)
    with pytest.raises(CannotRecord, match="sớm hơn bước"):
        do(clerk, "tell_dossier", RULED, passage_id=passage.pk, kind=K.COURT_DECIDED, happened_at=before, data=SAYS)
    with scope(clerk):
        assert ask(TELL, [passage.pk, "COURT_DECIDED", before]) is None
        assert ask(TELL, [passage.pk, "COURT_DECIDED", RULED]) == case.pk


ACCEPT = "select accept_dossier(%s, now(), now())"


def test_a_file_that_was_never_asked_of_the_court_is_not_accepted(police, clerk, case):
    passage = sent(police, case)
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    Fact.objects.filter(case=case, kind="COURT_REQUESTED").update(voided_at=LATER, voided_by=1, void_reason="x")
    with pytest.raises(CannotRecord, match="chưa thể ghi"):
        do(clerk, "accept_dossier", LATER, passage_id=passage.pk)
    with scope(clerk):
        assert ask(ACCEPT, [passage.pk]) is None
    ask("create or replace function dossier_fits(file uuid, told text, happened timestamptz) returns boolean language sql as 'select true'")
    with scope(clerk):
        assert ask(ACCEPT, [passage.pk]) == case.pk


# --- A court with a desk is asked by sending it the file


def seated(body, *, since):
    """An official of this court whose desk is there since that day."""
    return accounts.post(role="court_clerk", unit_id=body.unit_id, body=body, starts_on=since)


def test_a_court_with_a_desk_is_not_asked_by_hand_and_none_of_its_steps_is_written_without_the_file(police, clerk, case):
    with pytest.raises(CannotRecord, match="khi gửi hồ sơ"):
        cases.recorded(police, case.pk, K.COURT_REQUESTED, AT)
    with scope(police):
        whose = hands.whose([case.pk], at=AT)[case.pk]
    assert {K.COURT_REQUESTED, K.COURT_ACCEPTED, K.COURT_DECIDED} <= whose.keys() and not whose[K.COURT_DECIDED].is_there
    assert not {K.ADMITTED, K.DOSSIER_RETURNED} & whose.keys()
    assert sent(police, case).leg == "to_court" and stage(case) == S.AT_COURT, "the sending itself records it"


FORGED = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
 select gen_random_uuid(), id, unit_id, %s, now(), false, now(), app_user(), app_body(), '{}', '' from cases_case where id = %s"""


def forge(police, case, kind) -> None:
    with scope(police), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FORGED, [kind, case.pk])


@pytest.mark.parametrize("kind", ["COURT_REQUESTED", "COURT_ACCEPTED", "COURT_DECIDED"])
def test_past_the_application_it_is_not_written_by_hand_either(police, clerk, case, kind):
    dossiers.placed(police, case, "result", at=AT)  # without it the file goes nowhere (test_basis)
    ask(ANY_ORDER)  # the order of steps is another guard: whose hand it is, is asked alone
    with pytest.raises(DatabaseError, match="cases_fact_sent_to_court"):
        forge(police, case, kind)
    ask("set constraints all immediate")
    ask("drop policy cases_fact_sent_to_court on cases_fact")  # the twin
    forge(police, case, kind)
    assert Fact.objects.filter(case=case, kind=kind).exists()


def test_a_returned_file_is_not_taken_further_by_hand(police, clerk, case):
    ask(ANY_ORDER)  # the order of steps is another guard: whose hand it is, is asked alone
    passage = sent(police, case)
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    do(clerk, "return_dossier", LATER, passage_id=passage.pk, faults={"cv": "Sai năm sinh"})
    with pytest.raises(DatabaseError, match="cases_fact_sent_to_court"):
        forge(police, case, "COURT_DECIDED")


def test_a_court_without_a_desk_is_written_down_from_paper_to_the_end(police, case, court):
    dossiers.placed(police, case, "result", at=AT)
    cases.recorded(police, case.pk, K.COURT_REQUESTED, AT)
    cases.recorded(police, case.pk, K.COURT_ACCEPTED, LATER)
    clerk_of(court, "court_clerk")  # its desk stands since long before: what is asked from now on is sent
    with pytest.raises(CannotRecord, match="tự ghi"):
        cases.recorded(police, case.pk, K.HEARING_ORDERED, RULED)


def test_what_was_asked_on_paper_before_the_court_had_its_desk_stays_on_paper(police, case, court):
    dossiers.placed(police, case, "result", at=AT)
    cases.recorded(police, case.pk, K.COURT_REQUESTED, AT)
    seated(court, since=(AT + timedelta(days=1)).date())
    cases.recorded(police, case.pk, K.COURT_ACCEPTED, RULED + timedelta(days=1))
    assert stage(case) == S.ACCEPTED
    other = dossiers.at_reading_end(police, at=AT, full_name="Đỗ Văn Ổn")
    dossiers.placed(police, other, "result", at=AT)
    cases.recorded(police, other.pk, K.COURT_REQUESTED, AT)  # it happened before the desk
    with scope(police):
        assert K.COURT_REQUESTED in hands.whose([case.pk], at=RULED + timedelta(days=1))[case.pk]


SENT_NOWHERE = """
insert into dossiers_passage (id, case_id, unit_id, procedure, leg, to_name, summary, lines, why_missing, sent_at, sent_by, rule_id, faults,
  on_paper)
select gen_random_uuid(), id, unit_id, procedure, 'to_court', 'Toà án khác', '', '[]', '', now(), app_user(), '', '[]', '' from cases_case
 where id = %s"""


def test_a_file_sent_to_no_court_does_not_open_the_court_s_steps(police, clerk, case):
    dossiers.placed(police, case, "result", at=AT)
    ask(ANY_ORDER)  # the order of steps is another guard: whose hand it is, is asked alone

    def forged() -> None:
        with scope(police), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SENT_NOWHERE, [case.pk])

    with pytest.raises(DatabaseError, match="dossiers_passage_to_its_court"):
        forged()
    ask("drop policy dossiers_passage_to_its_court on dossiers_passage")  # the twin
    forged()
    forge(police, case, "COURT_ACCEPTED")
    assert Fact.objects.filter(case=case, kind="COURT_ACCEPTED").exists()


def test_a_request_on_paper_is_not_dated_before_the_file_had_come_so_far(police, case, court):
    """The court's desk would else be gone round by a false date."""
    dossiers.placed(police, case, "result", at=AT)
    ask("set constraints all immediate")
    ask("alter table cases_fact disable trigger fact_only_voided")
    Fact.objects.filter(case=case, kind="NOTICE_GIVEN").update(happened_at=AT - timedelta(days=3))
    seated(court, since=AT.date())

    def is_the_court_s(day) -> bool:
        with scope(police):
            return K.COURT_REQUESTED in hands.whose([case.pk], at=day)[case.pk]

    assert not is_the_court_s(AT - timedelta(days=2)), "after its last step and before the desk: it was asked on paper"
    early = AT - timedelta(days=5)
    assert is_the_court_s(early)
    dated = FORGED.replace("%s, now(), false", f"%s, '{early.isoformat()}', false")
    with pytest.raises(DatabaseError, match="cases_fact_sent_to_court"), scope(police), transaction.atomic():
        ask_nothing(dated, ["COURT_REQUESTED", case.pk])
    ask("create or replace function dossier_moved_last(file uuid) returns timestamptz language sql as 'select null::timestamptz'")
    assert not is_the_court_s(early), "the twin"


def ask_nothing(sql: str, params: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
