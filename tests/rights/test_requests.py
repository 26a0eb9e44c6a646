"""What people ask about their own files: corrections, complaints, delegates, reading; and what each does to the file."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as recording
from donghanh.cases import holds
from donghanh.cases.models import Case, Fact, Hold
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import HoldReason
from donghanh.decisions.actions import check
from donghanh.kernel.errors import MayNot, NotInReach, Overtaken
from donghanh.rights import actions, queries, rules
from donghanh.rights.models import Correction
from donghanh.rights.terms import About, DelegateKind, DelegateMay, Effect, Outcome
from tests.factories import accounts, cases, decisions, rights

pytestmark = pytest.mark.django_db
NOW = cases.NOW
LATER = NOW + timedelta(hours=5)
REASONS = "Đã đối chiếu sổ trực và phiếu xét nghiệm gốc."


def answered(actor, made: Correction, outcome=Outcome.KEPT, *, at=LATER) -> Correction:
    with scope(actor):
        return actions.answer_correction(actor=actor, at=at, correction_id=made.pk, outcome=outcome, reasons=REASONS)


# corrections


def test_the_fact_is_held_from_the_request_to_the_answer_and_counts_again(people):
    case = decisions.waiting(people)
    draft = decisions.drafted(people, case)
    made = rights.correction(people.officer, case)
    with scope(people.police), pytest.raises(CannotRecord):
        check(actor=people.police, at=NOW, decision_id=draft.pk)
    answered(people.officer, made)
    with scope(people.police):
        check(actor=people.police, at=LATER, decision_id=draft.pk)
    assert not Hold.objects.filter(lifted_at__isnull=True).exists()
    assert Event.objects.filter(verb="rights.answer_correction", person_id=case.person_id, case_id=case.pk).count() == 1


def test_a_wrong_fact_is_voided_by_the_answer_and_the_right_one_recorded_anew(people):
    case = cases.managed(people.police, at=NOW - timedelta(days=10))
    decisions.fact(people, case, K.ABSENCE_BEGAN, NOW - timedelta(days=3))
    made = rights.correction(people.officer, case, K.ABSENCE_BEGAN)
    answered(people.officer, made, Outcome.CORRECTED)
    fact = Fact.objects.get(case_id=case.pk, kind=K.ABSENCE_BEGAN)
    assert fact.voided_at == LATER and fact.void_reason == REASONS
    with scope(people.officer):
        row = queries.correction_row(people.officer, made.pk)
    assert row.fact_voided and row.outcome == Outcome.CORRECTED and row.answered_by == "Trần Thị Mỹ Ẩn"


def test_what_a_signed_decision_made_goes_only_with_that_decision(people):
    case = decisions.waiting(people)
    decision = decisions.signed(people, case)
    made = rights.correction(people.officer, case, K.MANAGEMENT_DECIDED)
    with pytest.raises(rules.CannotAsk, match="quyết định đã ký"):
        answered(people.officer, made, Outcome.CORRECTED)
    decisions.withdrawn(people, decision, at=NOW + timedelta(hours=1))
    answered(people.officer, made, Outcome.CORRECTED)
    assert Fact.objects.get(case_id=case.pk, kind=K.MANAGEMENT_DECIDED).voided_at is None, "withdrawn, not voided"


def test_who_wrote_the_fact_does_not_judge_it(people):
    case = decisions.waiting(people)
    made = rights.correction(people.officer, case)
    with scope(people.police), pytest.raises(rules.MayNotAnswer, match="không tự xem lại"):
        actions.answer_correction(actor=people.police, at=LATER, correction_id=made.pk, outcome=Outcome.KEPT, reasons=REASONS)
    assert Event.objects.get(verb="rights.answer_correction").result == "refused"


def test_a_wrong_person_holds_every_file_of_his(people):
    case = decisions.waiting(people)
    made = rights.correction(people.officer, case, None)
    with scope(people.police), pytest.raises(CannotRecord, match="thông tin về người"):
        holds.check_free(Case.objects.get(pk=case.pk), K.DETERMINATION_REQUESTED, happened_at=LATER, at=LATER)
    answered(people.officer, made)
    with scope(people.police):
        holds.check_free(Case.objects.get(pk=case.pk), K.DETERMINATION_REQUESTED, happened_at=LATER, at=LATER)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"said": "sai"}, "Chưa ghi người này nói sai ở đâu"),
        ({"asked_at": NOW + timedelta(days=1)}, "trong tương lai"),
        ({"about": About.NAME}, "Chưa rõ sự việc nào"),
    ],
)
def test_a_request_that_says_too_little_is_refused_and_leaves_nothing(people, given, sentence):
    case = decisions.waiting(people)
    with pytest.raises(rules.CannotAsk, match=sentence):
        rights.correction(people.officer, case, **given)
    assert not Correction.objects.exists() and not Hold.objects.exists()


def test_one_open_request_a_fact_and_one_answer_a_request(people):
    case = decisions.waiting(people)
    made = rights.correction(people.officer, case)
    with pytest.raises(rules.CannotAsk, match="đang được xem lại"):
        rights.correction(people.chief, case)
    answered(people.officer, made)
    with pytest.raises(Overtaken, match="đã được trả lời"):
        answered(people.officer, made)


def test_the_first_answer_and_the_limits_come_from_the_law_of_the_day(people):
    case = decisions.waiting(people)
    made = rights.correction(people.officer, case, at=NOW)
    with scope(people.officer):
        row = queries.correction_row(people.officer, made.pk)
        assert (row.answer_limit.rule_id, row.done_limit.rule_id) == ("PDP_ACK", "PDP_CORRECT")
        assert row.done_limit.last_day == date(2026, 12, 1)
        actions.acknowledge_correction(actor=people.officer, at=LATER, correction_id=made.pk)
        assert queries.correction_row(people.officer, made.pk).acknowledged_at == LATER
    with scope(people.officer), pytest.raises(Overtaken):
        actions.acknowledge_correction(actor=people.officer, at=LATER, correction_id=made.pk)


def test_a_void_by_the_ordinary_way_needs_no_request(people):
    case = cases.managed(people.police, at=NOW - timedelta(days=10))
    decisions.fact(people, case, K.ABSENCE_BEGAN, NOW - timedelta(days=3))
    fact = Fact.objects.get(case_id=case.pk, kind=K.ABSENCE_BEGAN)
    with scope(people.police):
        recording.void_fact(actor=people.police, at=NOW, fact_id=fact.pk, reason="Ghi nhầm ngày vắng mặt.")
    with pytest.raises(rules.CannotAsk, match="đã được huỷ"):
        rights.correction(people.officer, case, K.ABSENCE_BEGAN)


# complaints


def test_a_complaint_is_measured_by_the_day_the_person_learned_of_the_decision(people):
    decision = decisions.signed(people, decisions.waiting(people))
    made = rights.contest(people.officer, decision)
    with scope(people.officer):
        row = queries.contest_row(people.officer, made.pk)
    assert row.limit.last_day == date(2027, 2, 19) and not row.is_late and row.is_open and row.number_text == "01/QĐ-CAX"
    assert "02/2011/QH13" in row.limit.citation_vi and row.limit.confidence == "M"


@pytest.mark.parametrize(("day", "is_late"), [(date(2027, 2, 19), False), (date(2027, 2, 20), True)])
def test_a_late_complaint_is_received_and_marked(people, day, is_late):
    decision = decisions.signed(people, decisions.waiting(people))
    at = cases.moment(f"{day}T10:00")
    made = rights.contest(people.officer, decision, at=at, late_because="Nằm viện từ tháng 1")
    with scope(people.officer):
        row = queries.contest_row(people.officer, made.pk)
    assert row.is_late is is_late and row.late_because == "Nằm viện từ tháng 1"


def test_suspending_holds_what_the_decision_made_until_the_answer(people):
    case = decisions.waiting(people)
    decision = decisions.signed(people, case)
    made = rights.contest(people.officer, decision)
    at = NOW + timedelta(days=3)

    def settle(actor, effect):
        with scope(actor):
            return actions.answer_contest(actor=actor, at=at, contest_id=made.pk, effect=effect, reasons=REASONS)

    settle(people.chief, Effect.SUSPENDED)
    decided = Fact.objects.get(case_id=case.pk, kind=K.MANAGEMENT_DECIDED)
    with scope(people.chief):
        assert holds.held_facts([case.pk]) == {decided.pk: HoldReason.COMPLAINT}
        row = queries.contests_of(people.chief, decision.pk)[0]
    assert row.effect == Effect.SUSPENDED and row.is_open
    with pytest.raises(Overtaken):
        settle(people.chief, Effect.SUSPENDED)
    settle(people.chief, Effect.NONE)
    assert not Hold.objects.filter(lifted_at__isnull=True).exists()
    with pytest.raises(Overtaken):
        settle(people.chief, Effect.WITHDRAWN)


def test_who_drew_the_decision_up_or_does_not_sign_does_not_answer_a_complaint_about_it(people):
    decision = decisions.signed(people, decisions.waiting(people))
    made = rights.contest(people.officer, decision)
    for actor in (people.officer, people.police):
        with scope(actor), pytest.raises(MayNot):
            actions.answer_contest(actor=actor, at=LATER, contest_id=made.pk, effect=Effect.NONE, reasons=REASONS)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"known_on": date(2026, 11, 20)}, "sớm hơn ngày ký"),
        ({"complained_on": date(2026, 11, 20)}, "sớm hơn ngày biết"),
        ({"complained_on": date(2027, 11, 20)}, "tương lai"),
        ({"content": "không"}, "Chưa ghi nội dung"),
    ],
)
def test_days_that_do_not_fit_are_named(people, given, sentence):
    decision = decisions.signed(people, decisions.waiting(people))
    with pytest.raises(rules.CannotAsk, match=sentence):
        rights.contest(people.officer, decision, **given)


def test_a_draft_and_a_withdrawn_decision_take_no_complaint(people):
    case = decisions.waiting(people)
    draft = decisions.drafted(people, case)
    with pytest.raises(rules.CannotAsk, match="đã ký"):
        rights.contest(people.officer, draft)
    with scope(people.police):
        check(actor=people.police, at=NOW, decision_id=draft.pk)
    made = decisions.sign(draft, people.chief)
    decisions.withdrawn(people, made, at=NOW + timedelta(hours=1))
    with pytest.raises(rules.CannotAsk, match="thu hồi"):
        rights.contest(people.officer, made)


# delegates and reading


def test_a_delegate_acts_within_his_time_and_his_scope_and_then_no_more(people):
    case = decisions.waiting(people)
    lawyer = rights.delegate(people.officer, case.person_id, may=(DelegateMay.READ,), ends_before=date(2026, 12, 1))
    seen = rights.showing(people.officer, case.person_id, delegate_id=lawyer.pk)
    assert seen.versions == {case.number: Case.objects.get(pk=case.pk).version}
    with pytest.raises(rules.CannotAsk, match="không được giao việc"):
        rights.correction(people.officer, case, delegate_id=lawyer.pk)
    last, first_after = cases.moment("2026-11-30T23:00"), cases.moment("2026-12-01T00:00")
    rights.showing(people.officer, case.person_id, at=last, delegate_id=lawyer.pk)
    with pytest.raises(rules.CannotAsk, match="không còn đại diện"):
        rights.showing(people.officer, case.person_id, at=first_after, delegate_id=lawyer.pk)


def test_a_delegate_taken_back_acts_no_more_and_one_of_another_person_never_did(people):
    case, other = decisions.waiting(people), decisions.waiting(people, name="Trần Văn Bảy")
    lawyer = rights.delegate(people.officer, case.person_id)
    with pytest.raises(NotInReach):
        rights.showing(people.officer, other.person_id, delegate_id=lawyer.pk)
    with scope(people.officer):
        actions.end_delegate(actor=people.officer, at=NOW, delegate_id=lawyer.pk, reason="Người này rút uỷ quyền.")
    with pytest.raises(rules.CannotAsk, match="không còn đại diện"):
        rights.showing(people.officer, case.person_id, at=LATER, delegate_id=lawyer.pk)


@pytest.mark.parametrize(
    ("born_on", "kind", "ends_before", "fits"),
    [
        (date(2010, 3, 5), DelegateKind.GUARDIAN, date(2028, 3, 5), True),  # to the last day before the 18th birthday
        (date(2010, 3, 5), DelegateKind.GUARDIAN, date(2028, 3, 6), False),
        (date(2010, 3, 5), DelegateKind.LAWYER, date(2027, 11, 22), False),
        (date(1990, 3, 5), DelegateKind.GUARDIAN, date(2027, 11, 21), True),
        (date(1990, 3, 5), DelegateKind.GUARDIAN, date(2027, 11, 22), False),
        (date(1990, 3, 5), DelegateKind.LAWYER, date(2026, 11, 21), False),
    ],
)
def test_no_grant_outlives_a_year_or_the_day_a_minor_comes_of_age(born_on, kind, ends_before, fits):
    today = date(2026, 11, 21)
    view = rules.DelegateView(uuid4(), kind, "Ngô Thị Ỷ", "Giấy khai sinh số 12", (DelegateMay.READ,), today, ends_before, is_ended=False)
    of_age = rules.comes_of_age(born_on.year, born_on, on=today)
    if fits:
        rules.check_can_delegate(view, of_age_on=of_age, on=today)
    else:
        with pytest.raises(rules.CannotAsk):
            rules.check_can_delegate(view, of_age_on=of_age, on=today)


def test_who_wrote_the_request_down_takes_back_no_fact_of_another_body(people):
    """A health body's conclusion would else fall by one hand: asked for and answered by the same officer."""
    case = cases.managed(people.police, at=NOW - timedelta(days=10))
    station = accounts.body("health_station", case.unit_id, name="Trạm y tế thử")
    told = {"unit_id": case.unit_id, "kind": K.ABSENCE_BEGAN, "happened_at": NOW - timedelta(days=3), "recorded_at": NOW - timedelta(days=3)}
    Fact.objects.create(case_id=case.pk, body_id=station.pk, recorded_by=0, data={}, **told)
    made = rights.correction(people.officer, case, K.ABSENCE_BEGAN)
    with pytest.raises(MayNot, match="cơ quan khác"):
        answered(people.officer, made, Outcome.CORRECTED)
    assert answered(people.police, made, Outcome.CORRECTED).outcome == Outcome.CORRECTED
