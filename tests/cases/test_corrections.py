"""A fact under review carries no new adverse step: the guard in the engine's own words, and its twin with the guard off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.places.models import Body
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, holds
from donghanh.cases.models import Case, Fact, Hold
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import HoldReason, Procedure
from donghanh.decisions import actions as deciding
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.errors import MayNot
from donghanh.kernel.ids import new_id
from tests.decisions.conftest import people
from tests.factories import cases, decisions

__all__ = ["people"]
pytestmark = pytest.mark.django_db
NOW = cases.NOW


def held(people, case, kind: K | None, *, at=NOW, reason=HoldReason.CORRECTION) -> Hold:
    """The fact of this kind (None: the whole file) is under review from this moment; put there past the wall, which asks for a request."""
    fact = Fact.objects.get(case_id=case.pk, kind=kind) if kind else None
    source = new_id()
    holds.place(case.pk, case.unit_id, fact.pk if fact else None, reason=reason, source_id=source, actor=people.police, at=at)
    return Hold.objects.get(source_id=source)


def test_a_decision_that_rests_on_the_contested_test_is_neither_checked_nor_signed(people):
    case = decisions.waiting(people)
    draft = decisions.drafted(people, case)
    hold = held(people, case, K.TESTED_POSITIVE)
    with scope(people.police), pytest.raises(CannotRecord) as refused:
        deciding.check(actor=people.police, at=NOW, decision_id=draft.pk)
    assert "Có kết quả xét nghiệm dương tính" in refused.value.message and "xem lại" in refused.value.message
    assert "không phải người đã ghi" in refused.value.mend and "356/2025" in refused.value.citation
    holds.lift(hold.source_id, actor=people.police, at=NOW)
    with scope(people.police):
        deciding.check(actor=people.police, at=NOW, decision_id=draft.pk)
    held(people, case, K.TESTED_POSITIVE)
    with pytest.raises(CannotRecord, match="xem lại"):
        decisions.sign(draft, people.chief)


def test_a_decision_goes_on_where_it_says_the_same_without_the_contested_fact(people):
    case = decisions.waiting(people)
    decisions.fact(people, case, K.SERVICE_OFFERED, NOW - timedelta(minutes=30), services=["COUNSELLING"])
    held(people, case, K.SERVICE_OFFERED)
    decisions.signed(people, case, at=NOW)
    assert Case.objects.get(pk=case.pk).managed_at is not None


def test_a_hold_on_the_whole_file_stops_every_adverse_decision(people):
    case = decisions.waiting(people)
    held(people, case, None)
    with pytest.raises(CannotRecord, match="thông tin về người trong hồ sơ này"):
        decisions.checked(people, case)


def test_what_eases_a_measure_is_never_held_up(people):
    case = decisions.waiting(people)
    made = decisions.signed(people, case)
    held(people, case, K.TESTED_POSITIVE)
    held(people, case, None)
    decisions.fact(people, case, K.SERVICE_OFFERED, NOW + timedelta(minutes=1), services=["COUNSELLING"])
    withdrawal = decisions.withdrawn(people, made, at=NOW + timedelta(hours=1))
    assert withdrawal.kind == DecisionKind.WITHDRAW


def test_what_happened_before_the_objection_is_recorded_as_it_happened(people):
    case = cases.managed(people.police, at=NOW - timedelta(days=10))
    held(people, case, None, at=NOW)
    holds.check_free(Case.objects.get(pk=case.pk), K.BREACH_MINUTED, happened_at=NOW - timedelta(hours=3), at=NOW)
    with pytest.raises(CannotRecord):
        holds.check_free(Case.objects.get(pk=case.pk), K.BREACH_MINUTED, happened_at=NOW + timedelta(hours=3), at=NOW + timedelta(hours=3))


def test_twin_with_the_guard_off_the_contested_decision_is_signed(people, monkeypatch):
    case = decisions.waiting(people)
    held(people, case, K.TESTED_POSITIVE)
    monkeypatch.setattr(holds, "ADVERSE", frozenset())
    decisions.signed(people, case)
    assert Case.objects.get(pk=case.pk).managed_at is not None


# the wall under it


def rows(actor) -> int:
    with scope(actor), connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_hold")
        return cursor.fetchone()[0]


def test_holds_are_seen_at_the_place_of_the_file_and_nowhere_else(people, town):
    held(people, decisions.waiting(people), K.TESTED_POSITIVE)
    stranger = decisions.hands(town[1])
    assert rows(people.police) == 1 and rows(stranger.police) == 0 and rows(None) == 0


def test_twin_with_the_policy_gone_they_leak(people, town):
    held(people, decisions.waiting(people), K.TESTED_POSITIVE)
    stranger = decisions.hands(town[1])
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table cases_hold disable row level security")
    assert rows(stranger.police) == 1


def test_a_hold_is_lifted_and_never_rewritten(people):
    hold = held(people, decisions.waiting(people), K.TESTED_POSITIVE)
    with scope(people.police), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(opened_at=NOW + timedelta(days=1))


def test_a_hold_is_not_hung_on_a_fact_of_another_file(people):
    case, other = decisions.waiting(people), decisions.waiting(people, name="Trần Văn Bảy")
    strange = Fact.objects.filter(case_id=other.pk).first()
    with scope(people.police), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        holds.place(case.pk, case.unit_id, strange.pk, reason=HoldReason.CORRECTION, source_id=new_id(), actor=people.police, at=NOW)


def test_an_open_hold_travels_with_the_file(people, town):
    case = cases.managed(people.police, at=NOW - timedelta(days=10))
    held(people, case, K.TESTED_POSITIVE)
    decisions.fact(people, case, K.DEPARTED, NOW - timedelta(hours=1))
    there = decisions.hands(town[1])
    with scope(people.police):
        handover = actions.send_file(actor=people.police, at=NOW, case_id=case.pk, to_unit_id=town[1].pk)
    with scope(there.police):
        actions.receive_file(actor=there.police, at=NOW, handover_id=handover.pk)
    assert rows(there.police) == 1 and rows(people.police) == 0


def test_a_fact_under_review_is_not_voided_beside_the_answer_nor_told_again_past_it(people, monkeypatch):
    case = decisions.waiting(people)
    hold = held(people, case, K.RESIDENCE_VERIFIED)
    with scope(people.police), pytest.raises(CannotRecord, match="xem lại"):
        actions.void_fact(actor=people.police, at=NOW, fact_id=hold.fact_id, reason="ghi lại")

    monkeypatch.setattr(holds, "check_may_void", lambda fact: None)  # the second net: told again, it is held as well
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table cases_fact disable trigger fact_voided_while_held; set constraints all deferred")
    said = Fact.objects.get(pk=hold.fact_id)
    with scope(people.police):
        actions.void_fact(actor=people.police, at=NOW, fact_id=hold.fact_id, reason="ghi lại")
        later = NOW + timedelta(minutes=1)
        actions.record_fact(actor=people.police, at=later, case_id=case.pk, kind=K(said.kind), happened_at=said.happened_at, data=said.data)
        again = Fact.objects.get(case_id=case.pk, kind=K.RESIDENCE_VERIFIED, voided_at=None)
        assert again.pk in {one.fact_id for one in holds.standing(case.pk)}
        monkeypatch.setattr(holds, "_told_again", lambda case_id, held: [])  # twin: without it the review is got round
        assert again.pk not in {one.fact_id for one in holds.standing(case.pk)}


def test_no_adverse_file_is_opened_while_the_person_himself_is_under_review(people):
    case = decisions.waiting(people)
    held(people, case, None)
    asked = dict(
        actor=people.police,
        at=NOW,
        person_id=case.person_id,
        happened_at=NOW,
        data={"ground": "NOT_REGISTERED", "paper": "12/BB-CAX", "paper_on": "2026-01-05"},
    )
    with scope(people.police), pytest.raises(CannotRecord, match="xem lại"):
        actions.open_case(**asked, kind=K.GROUND_FOUND, procedure=Procedure.COMPULSORY)


def test_what_a_court_wrote_the_commune_does_not_void(people):
    case = decisions.waiting(people)
    court = Body.objects.filter(kind="district_court").first() or Body.objects.create(unit_id=case.unit_id, kind="district_court", name="Toà án")
    written = Fact.objects.create(
        case_id=case.pk, unit_id=case.unit_id, kind=K.SERVICE_OFFERED, happened_at=NOW, recorded_at=NOW, recorded_by=0, body_id=court.pk
    )
    with scope(people.police), pytest.raises(MayNot, match="cơ quan khác"):
        actions.void_fact(actor=people.police, at=NOW, fact_id=written.pk, reason="sai")
