"""The court and the facility write their own steps, and the commune none of them while the file lies there; with the twins."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, hands
from donghanh.cases.dossiers import queries, rules
from donghanh.cases.models import Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import MayNot, NotInReach, Overtaken
from tests.cases.dossiers.test_travel import LATER, accepted, do, protested, sent, stage
from tests.cases.dossiers.test_walls import ask, other_clerk
from tests.factories import accounts, cases
from tests.support import ANYBODY_ANSWERS

pytestmark = pytest.mark.django_db
__all__ = ["other_clerk"]
RULED = LATER + timedelta(days=1)
SAYS = {"number": "9/2026/QĐ-TA", "signer": "Nguyễn Văn Ẩn", "months": 24, "contest_days": 3, "contest_reason": "Quyết định nêu"}
NO = {"number": "1", "signer": "A", "outcome": "declined", "why": "Không đủ căn cứ"}


def told(actor, passage, kind, at, **data):
    return do(actor, "tell_dossier", at, passage_id=passage.pk, kind=kind, happened_at=at, data=data)


def test_the_lists_of_the_database_are_the_lists_of_the_house():
    for leg in ("to_check", "to_court", "to_execution", "to_facility", "to_commune", "to_health"):
        assert set(ask("select dossier_hand_kinds(%s)", [leg])) == {kind.value for kind in hands.OWN_HAND.get(leg, ())}
        assert set(ask("select dossier_told_kinds(%s)", [leg])) == {kind.value for kind in rules.own_steps(leg)}
        assert set(rules.own_steps(leg)) <= {K(kind) for kind in ask("select dossier_read_kinds(%s)", [leg])}


@pytest.mark.requirement("DN137-VI.12.b")
def test_the_court_orders_holds_decides_and_sends_in_its_own_hand(police, clerk, case, court):
    passage = accepted(police, clerk, case)
    told(clerk, passage, K.HEARING_ORDERED, RULED, number="4/2026/QĐ-TA")
    told(clerk, passage, K.HEARING_HELD, RULED + timedelta(hours=1))
    told(clerk, passage, K.COURT_DECIDED, RULED + timedelta(hours=2), **SAYS)
    assert stage(case) == S.RULED
    ruling = Fact.objects.get(case=case, kind="COURT_DECIDED")
    assert (ruling.recorded_by, ruling.body_id) == (clerk.user_id, court.pk)
    assert ruling.data == {**SAYS, "issuer": "regional_court.judge"}
    told(clerk, passage, K.COURT_DECISION_SENT, RULED + timedelta(hours=3), to="parties")


def test_what_the_law_does_not_allow_the_court_is_refused_too(police, clerk, case):
    passage = accepted(police, clerk, case)
    with pytest.raises(CannotRecord, match="60 tháng"):
        told(clerk, passage, K.COURT_DECIDED, RULED, **SAYS | {"months": 60})
    with pytest.raises(CannotRecord, match="chưa thể ghi"):
        told(clerk, passage, K.HEARING_HELD, RULED)
    with pytest.raises(CannotRecord, match="không do cơ quan này ghi"):
        told(clerk, passage, K.ADMITTED, RULED)
    assert stage(case) == S.ACCEPTED


def test_before_it_accepted_the_court_decides_nothing_and_declining_ends_its_time_with_the_file(police, clerk, case):
    passage = sent(police, case)
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    with pytest.raises((CannotRecord, Overtaken)):
        told(clerk, passage, K.COURT_DECLINED, RULED, **NO)
    do(clerk, "accept_dossier", LATER, passage_id=passage.pk)
    told(clerk, passage, K.COURT_DECLINED, RULED, **NO)
    assert stage(case) == S.DECLINED
    with scope(clerk):
        assert queries.opened(clerk, passage.pk).full_name == ""


@pytest.mark.parametrize("kind", [K.COURT_DECIDED, K.COURT_DECLINED, K.HEARING_ORDERED, K.ACCEPTANCE_NOTIFIED])
def test_while_it_lies_with_a_court_that_has_a_desk_the_commune_writes_none_of_it(police, clerk, case, kind):
    accepted(police, clerk, case)
    with scope(police):
        assert hands.others(case.pk).get(kind)
    with pytest.raises(CannotRecord, match="nơi đó tự ghi"):
        cases.recorded(police, case.pk, kind, RULED, issuer="regional_court.judge", months=12, outcome="declined", why="x")
    assert stage(case) == S.ACCEPTED


FORGED = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
 select gen_random_uuid(), id, unit_id, 'COURT_DECIDED', now(), false, now(), app_user(), app_body(), '{}', '' from cases_case where id = %s"""


def forge(police, case) -> None:
    with scope(police), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FORGED, [case.pk])


def test_past_the_application_the_database_refuses_the_commune_too(police, clerk, case):
    accepted(police, clerk, case)
    with pytest.raises(DatabaseError, match="cases_fact_where_it_lies"):
        forge(police, case)


def test_twin_without_the_policy_the_commune_could_write_the_decision(police, clerk, case):
    accepted(police, clerk, case)
    ask("set constraints all immediate")
    ask("drop policy cases_fact_where_it_lies on cases_fact")
    forge(police, case)
    assert Fact.objects.filter(case=case, kind="COURT_DECIDED").exists()


def test_twin_with_the_check_of_the_house_off_the_database_still_stands(police, clerk, case, monkeypatch):
    accepted(police, clerk, case)
    monkeypatch.setattr(hands, "check_ours", lambda *told, **more: None)
    with pytest.raises(DatabaseError, match="cases_fact_where_it_lies"):
        cases.recorded(police, case.pk, K.COURT_DECIDED, RULED, issuer="regional_court.judge", months=12)


def test_a_court_without_a_desk_is_written_down_from_paper(police, case, court):
    passage = sent(police, case)
    do(police, "receive_dossier", LATER, passage_id=passage.pk, on_paper="12/BN-TA")
    cases.recorded(police, case.pk, K.COURT_ACCEPTED, LATER)
    assert stage(case) == S.ACCEPTED


TELL = "select tell_dossier(%s, gen_random_uuid(), 'COURT_DECIDED', now(), now(), %s::jsonb)"


def test_nobody_else_tells_for_the_court_and_nothing_more_is_carried(police, clerk, prosecutor, stranger, other_clerk, case):
    passage = accepted(police, clerk, case)
    for actor in (police, prosecutor, stranger, other_clerk, None):
        with scope(actor):
            assert ask(TELL, [passage.pk, "{}"]) is None
    with scope(clerk):
        assert ask(TELL, [passage.pk, json.dumps({"note": "tin riêng"})]) is None
        assert ask(TELL, [passage.pk, json.dumps({"months": 12})]) == case.pk
        assert ask(TELL, [passage.pk, json.dumps({"months": 18})]) is None  # it decides once
    with pytest.raises(MayNot):
        told(prosecutor, passage, K.HEARING_ORDERED, RULED)
    with pytest.raises(NotInReach):
        told(other_clerk, passage, K.HEARING_ORDERED, RULED)


def test_twin_with_the_answerer_unasked_a_stranger_would_tell(police, clerk, stranger, case):
    passage = accepted(police, clerk, case)
    ask(ANYBODY_ANSWERS)
    with scope(stranger):
        assert ask(TELL, [passage.pk, "{}"]) == case.pk


@pytest.mark.requirement("QN22-V.15")
def test_what_the_procuracy_says_stands_among_the_steps_of_the_case(police, clerk, prosecutor, case):
    passage = accepted(police, clerk, case)
    told(clerk, passage, K.COURT_DECIDED, RULED, **SAYS)
    protested(prosecutor, passage, RULED + timedelta(hours=1), form="recommend")
    assert stage(case) == S.CONTESTED
    with scope(clerk):
        assert queries.opened(clerk, passage.pk).steps[-1].kind == K.PROTESTED
    told(clerk, passage, K.COMPLAINT_SETTLED, RULED + timedelta(days=1), number="3/QĐ-TA")
    assert stage(case) == S.RULED


# --- Past the application: what lies with the court stays with it


SEND_ELSEWHERE = """insert into dossiers_passage
  (id, case_id, unit_id, procedure, leg, to_name, summary, lines, why_missing, sent_at, sent_by, rule_id, faults, on_paper)
  select gen_random_uuid(), case_id, unit_id, procedure, 'to_facility', 'x', 'x', '[]', '', now(), %s, '', '[]', ''
  from dossiers_passage where id = %s"""
VOID = "update cases_fact set voided_at = now(), voided_by = %s, void_reason = 'x' where case_id = %s and kind = 'COURT_ACCEPTED'"


def refused(actor, sql, *values) -> bool:
    """True where the database refuses this statement of the web role."""
    try:
        with transaction.atomic(), scope(actor):
            ask(sql, values)
    except DatabaseError:
        return True
    return False


def test_the_commune_does_not_take_a_file_from_the_court_by_sending_it_elsewhere(police, clerk, case):
    passage = accepted(police, clerk, case)
    assert refused(police, SEND_ELSEWHERE, police.user_id, passage.pk)
    with scope(police):
        assert hands.others(case.pk).get(K.COURT_DECIDED)
    ask("alter table dossiers_passage disable trigger dossier_comes_from_here")  # the twin: the court's hand falls to the commune
    assert not refused(police, SEND_ELSEWHERE, police.user_id, passage.pk)
    with scope(police):
        assert not hands.others(case.pk).get(K.COURT_DECIDED)


def test_what_the_court_wrote_is_voided_by_no_statement_of_the_commune(police, clerk, case):
    accepted(police, clerk, case)
    assert refused(police, VOID, police.user_id, case.pk)
    assert Fact.objects.filter(case=case, kind="COURT_ACCEPTED", voided_at=None).exists()
    ask("alter table cases_fact disable trigger fact_voided_by_its_side")
    assert not refused(police, VOID, police.user_id, case.pk)
    assert not Fact.objects.filter(case=case, kind="COURT_ACCEPTED", voided_at=None).exists()


def test_nobody_sends_a_file_or_places_a_paper_in_the_name_of_another(police, case):
    sends = SEND_ELSEWHERE.replace("select gen_random_uuid(), case_id", "select gen_random_uuid(), id").replace(
        "from dossiers_passage", "from cases_case"
    )
    places = """insert into dossiers_placing (id, case_id, unit_id, paper, reference, pages, version, is_taken_out, placed_at, placed_by)
      select gen_random_uuid(), id, unit_id, 'cv', '', 1, 1, false, now(), %s from cases_case where id = %s"""
    for sql in (places, sends):  # what lies at the court takes no more papers
        assert refused(police, sql, 424242, case.pk)
        assert not refused(police, sql, police.user_id, case.pk)


def test_a_file_that_lies_with_the_court_is_not_closed_as_an_error_behind_its_back(police, clerk, case, town, monkeypatch):
    """The court would go on to accept a file that is none any more."""
    passage = sent(police, case)
    colleague = cases.actor_of(accounts.post(role="commune_police", unit_id=town[0].pk), at=LATER)
    told = {"actor": colleague, "at": LATER, "case_id": case.pk, "reason": "Mở nhầm người, hai người trùng họ tên."}
    with scope(colleague), pytest.raises(CannotRecord, match="đang được gửi"):
        actions.close_as_error(**told)
    monkeypatch.setattr(hands, "others", lambda case_id: {})
    with scope(colleague), pytest.raises(DatabaseError, match="cases_fact_error_not_away"), transaction.atomic():
        actions.close_as_error(**told)
    ask("set constraints all immediate")
    ask("drop policy cases_fact_error_not_away on cases_fact")  # the twin: with both walls down it is closed
    ask("set constraints all deferred")
    with scope(colleague):
        actions.close_as_error(**told)
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    assert stage(case) == S.IN_ERROR
