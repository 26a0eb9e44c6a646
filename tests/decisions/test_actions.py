"""Draft, check, sign, send back, withdraw, serve on PostgreSQL; each guard's twin with the guard off."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.documents.models import Document, NumberRegister
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Duty
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage
from donghanh.decisions import actions, drawing, queries, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind, DraftState, ServiceWay
from donghanh.kernel.errors import Cannot, MayNot, NotInReach
from donghanh.people import actions as people_actions
from tests.factories import cases, decisions

pytestmark = pytest.mark.django_db
NOW = cases.NOW


@pytest.fixture
def case(people):
    return decisions.waiting(people)


def last_number() -> int:
    return NumberRegister.objects.values_list("last", flat=True).first() or 0


def refused(verb: str) -> int:
    return Event.objects.filter(verb=verb, result="refused").count()


# three people


def same_hand_everywhere(monkeypatch) -> None:
    """The application's rules switched off."""
    for name in ("check_can_check", "check_can_sign"):
        monkeypatch.setattr(rules, name, lambda *args, **kwargs: None)


def test_drafter_checker_and_signer_are_three_people(people, case):
    chief = people.chief
    drafter = decisions.also(people, chief, "commune_police")
    with scope(drafter):
        made = actions.draft(actor=drafter, at=NOW, case_id=case.pk, kind=DecisionKind.MANAGE_USER, given=drawing.DraftInput(decisions.REASONS))
        with pytest.raises(MayNot):
            actions.check(actor=drafter, at=NOW, decision_id=made.pk)
    with scope(people.police):
        actions.check(actor=people.police, at=NOW, decision_id=made.pk)
    with pytest.raises(MayNot):
        decisions.sign(made, chief)
    with pytest.raises(MayNot):
        decisions.sign(made, decisions.also(people, people.police, "commune_police_chief"))
    assert last_number() == 0 and refused("decision.check") == 1


def test_twin_with_the_rules_off_the_database_still_keeps_them_apart(people, case, monkeypatch):
    same_hand_everywhere(monkeypatch)
    made = decisions.drafted(people, case)
    same = decisions.also(people, people.officer, "commune_police")
    with pytest.raises(IntegrityError, match="decision_drafter_not_checker"), scope(same):
        actions.check(actor=same, at=NOW, decision_id=made.pk)


@pytest.mark.parametrize(("hand", "constraint"), [("officer", "decision_drafter_not_signer"), ("police", "decision_checker_not_signer")])
def test_twin_with_the_rules_off_the_database_keeps_the_signer_apart(people, case, monkeypatch, hand, constraint):
    made = decisions.checked(people, case)
    same_hand_everywhere(monkeypatch)
    with pytest.raises(IntegrityError, match=constraint):
        decisions.sign(made, decisions.also(people, getattr(people, hand), "commune_police_chief"))


def test_twin_without_rule_and_constraint_one_person_could_do_it_all(people, case, monkeypatch):
    made = decisions.checked(people, case)
    same_hand_everywhere(monkeypatch)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")
        cursor.execute("alter table decisions_decision drop constraint decision_drafter_not_signer")
    assert decisions.sign(made, decisions.also(people, people.officer, "commune_police_chief")).state == DraftState.SIGNED


# the right office, read, proved, unchanged


@pytest.mark.requirement("DN137-VI.2.b.2")
@pytest.mark.parametrize(
    ("on", "signer", "other", "series"), [("2026-06-30", "chair", "chief", "QĐ-UBND"), ("2026-07-01", "chief", "chair", "QĐ-CAX")]
)
def test_who_signs_is_who_holds_the_function_that_day(people, on, signer, other, series):
    at = cases.moment(f"{on}T09:00")
    case = decisions.waiting(people, at=at)
    made = decisions.checked(people, case, at=at)
    with pytest.raises(MayNot):
        decisions.sign(made, getattr(people, other), at=at)
    signed = decisions.sign(made, getattr(people, signer), at=at)
    assert (signed.series, signed.number) == (series, 1)
    with scope(people.police):
        assert queries.decision_sheet(people.police, signed.pk, at=at).letter.head.issuer.endswith("TRẢNG BOM")


def test_an_hour_after_midnight_it_is_the_new_day_in_viet_nam(people):
    at = cases.moment("2026-07-01T00:30")
    case = decisions.waiting(people, at=cases.moment("2026-06-30T09:00"))
    assert decisions.drafted(people, case, at=at).office == "commune_police_chief"


def test_a_draft_of_the_old_office_is_drawn_up_anew(people):
    before, after = cases.moment("2026-06-30T09:00"), cases.moment("2026-07-01T09:00")
    made = decisions.checked(people, decisions.waiting(people, at=before), at=before)
    for signer in (people.chair, people.chief):
        with pytest.raises(Cannot) as answer:
            decisions.sign(made, signer, at=after)
        assert "chuyển sang Trưởng Công an xã Trảng Bom" in answer.value.message
    with scope(people.chair):
        actions.return_draft(actor=people.chair, at=after, decision_id=made.pk, reason="Cũ: thẩm quyền đã chuyển từ hôm nay")
    assert decisions.signed(people, made.case, at=after).series == "QĐ-CAX"
    assert Decision.objects.get(pk=made.pk).state == DraftState.DROPPED, "the returned one leaves the drafter's list"


@pytest.mark.parametrize(
    ("how", "word"), [({"has_read": False}, "đọc"), ({"seen": "0" * 64}, "khác bản bạn vừa đọc")], ids=["unread", "another letter"]
)
def test_only_what_was_read_is_signed(people, case, how, word):
    made = decisions.checked(people, case)
    with pytest.raises(Cannot) as answer:
        decisions.sign(made, people.chief, **how)
    assert word in answer.value.message and last_number() == 0


def test_no_signature_without_a_fresh_proof_of_identity(people, case):
    made = decisions.checked(people, case)
    with pytest.raises(MayNot):
        decisions.sign(made, decisions.without_step_up(people.chief))
    assert Decision.objects.get(pk=made.pk).state == DraftState.CHECKED


def test_twin_without_the_rule_an_unproved_signature_would_pass(people, case, monkeypatch):
    made = decisions.checked(people, case)
    monkeypatch.setattr(rules, "check_can_sign", lambda *args, **kwargs: None)
    assert decisions.sign(made, decisions.without_step_up(people.chief), has_read=False).state == DraftState.SIGNED


def test_a_fact_after_the_draft_makes_it_stale(people, case):
    draft, ready = decisions.drafted(people, case), decisions.waiting(people, name="Đặng Văn Ổn")
    checked = decisions.checked(people, ready)
    for one in (case, ready):
        decisions.fact(people, one, K.SERVICE_OFFERED, NOW, services=["JOB"])
    with pytest.raises(Cannot, match="Hồ sơ đã thay đổi"), scope(people.police):
        actions.check(actor=people.police, at=NOW, decision_id=draft.pk)
    with pytest.raises(Cannot, match="Hồ sơ đã thay đổi"):
        decisions.sign(checked, people.chief)


def test_a_name_corrected_after_the_check_makes_it_stale(people, case):
    made = decisions.checked(people, case)
    with scope(people.police):
        person = Case.objects.select_related("person").get(pk=case.pk).person
        corrected = {"changes": {"full_name": "Lê Thị Ổi"}, "reason": "Theo căn cước công dân"}
        people_actions.correct(actor=people.police, at=NOW, person_id=person.pk, version=person.version, **corrected)
    with pytest.raises(Cannot, match="Hồ sơ đã thay đổi"):
        decisions.sign(made, people.chief)


# numbers


def test_numbers_have_no_hole_over_failures_and_withdrawals(people, monkeypatch):
    numbers = []
    for n in range(3):
        made = decisions.checked(people, decisions.waiting(people, name=f"Lê Văn {['Ẩn', 'Ổn', 'Ẵng'][n]}"))
        with monkeypatch.context() as broken:
            broken.setattr("donghanh.base.documents.render.docx", lambda letter: 1 / 0)
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                decisions.sign(made, people.chief)
        with pytest.raises(MayNot):
            decisions.sign(made, decisions.without_step_up(people.chief))
        signed = decisions.sign(made, people.chief)
        numbers.append(signed.number)
        if n == 1:
            numbers.append(decisions.withdrawn(people, signed).number)
    assert numbers == [1, 2, 3, 4] and last_number() == 4
    assert Document.objects.count() == 8, "a failed signing keeps no file"


# a signed decision never changes


def past_the_application(sql: str, *params) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(sql, params)


@pytest.mark.parametrize(
    "change",
    ["reasons = 'khác'", "number = 9", "letter = '{}'", "state = 'DROPPED', signed_by = null, signed_at = null, number = null", "pdf_id = null"],
)
def test_a_signed_decision_never_changes_even_past_the_application(people, case, change):
    made = decisions.signed(people, case)
    with pytest.raises(DatabaseError, match="never changes"):
        past_the_application(f"update decisions_decision set {change} where id = %s", made.pk)
    with pytest.raises(DatabaseError, match="never deleted"):
        past_the_application("delete from decisions_decision where id = %s", made.pk)


def test_twin_without_the_trigger_it_could_be_changed(people, case):
    made = decisions.signed(people, case)
    past_the_application("alter table decisions_decision disable trigger signed_never_changes")
    past_the_application("update decisions_decision set reasons = 'khác' where id = %s", made.pk)
    assert Decision.objects.get(pk=made.pk).reasons == "khác"


# withdrawal


def test_a_withdrawal_makes_the_case_fall_back_and_the_duty_return(people, case):
    made = decisions.signed(people, case)
    assert Case.objects.get(pk=case.pk).stage == Stage.MANAGED
    gone = decisions.withdrawn(people, made, at=NOW + timedelta(hours=1))
    row = Case.objects.get(pk=case.pk)
    assert (row.stage, row.active_from, row.active_until) == (Stage.NOTIFIED, None, None)
    assert "DECIDE" in set(Duty.objects.filter(case=case).values_list("kind", flat=True))
    with scope(people.police):
        sheet = queries.decision_sheet(people.police, made.pk, at=NOW)
        assert sheet.withdrawn_by == gone.pk and sheet.row.is_withdrawn and sheet.row.number_text == "01/QĐ-CAX"
        with pytest.raises(Cannot, match="bị thu hồi"):
            hand_over(people, made)
    again = decisions.signed(people, Case.objects.get(pk=case.pk), at=NOW + timedelta(hours=2))
    assert again.number == 3


def test_a_withdrawn_end_puts_the_case_back_under_management(people, case):
    decisions.signed(people, case)
    later = NOW + timedelta(days=10)
    decisions.fact(people, case, K.STOP_GROUND, later - timedelta(hours=1), ground="PRISON")
    stop = decisions.signed(people, case, at=later, kind=DecisionKind.STOP_USER)
    assert Case.objects.get(pk=case.pk).stage == Stage.STOPPED
    decisions.withdrawn(people, stop, at=later + timedelta(hours=1))
    assert Case.objects.get(pk=case.pk).stage == Stage.MANAGED


def test_what_cannot_be_withdrawn(people, case):
    made = decisions.signed(people, case)
    gone = decisions.withdrawn(people, made)
    for wanted in (made.pk, gone.pk, uuid4(), None):
        with pytest.raises(Cannot):
            decisions.drafted(people, case, kind=DecisionKind.WITHDRAW, withdraws=wanted)


def test_a_returned_withdrawal_does_not_stand_in_the_way_of_the_next(people, case):
    made = decisions.signed(people, case)
    draft = decisions.drafted(people, case, kind=DecisionKind.WITHDRAW, withdraws=made.pk)
    with scope(people.police):
        actions.return_draft(actor=people.police, at=NOW, decision_id=draft.pk, reason="Câu chữ: chưa nêu rõ nhầm ở đâu")
    assert decisions.withdrawn(people, made).state == DraftState.SIGNED


# drafts and service


def test_one_draft_of_a_kind_at_a_time_and_none_where_the_law_knows_none(people, case):
    decisions.drafted(people, case)
    with pytest.raises(Cannot, match="Đã có một dự thảo"):
        decisions.drafted(people, case)
    with pytest.raises(Cannot):
        decisions.drafted(people, case, kind=DecisionKind.END_USER)
    signed = decisions.signed(people, decisions.waiting(people, name="Đặng Văn Ổn"))
    with pytest.raises(Cannot, match="còn hiệu lực"):
        decisions.drafted(people, signed.case)


def hand_over(people, made, **how):
    given = {"recipient": "Lê Thị Ỗi", "is_person": True, "way": ServiceWay.IN_PERSON, "served_at": NOW, "at": NOW + timedelta(hours=1)}
    with scope(people.police):
        return actions.serve(actor=people.police, decision_id=made.pk, **{**given, **how})


def test_service_is_a_fact_of_the_case_and_ends_the_duty(people, case):
    made = decisions.signed(people, case)
    for how, word in (
        ({"recipient": " "}, "người nhận"),
        ({"served_at": NOW - timedelta(days=1)}, "sau khi ký"),
        ({"served_at": NOW + timedelta(days=1)}, "sau khi ký"),
    ):
        with pytest.raises(Cannot, match=word):
            hand_over(people, made, **how)
    hand_over(people, made, recipient="UBND xã", is_person=False)
    assert "SEND_DECISION" in set(Duty.objects.filter(case=case).values_list("kind", flat=True))
    hand_over(people, made)
    assert "SEND_DECISION" not in set(Duty.objects.filter(case=case).values_list("kind", flat=True))


def test_a_withdrawal_is_served_too(people, case):
    gone = decisions.withdrawn(people, decisions.signed(people, case))
    assert hand_over(people, gone).recipient == "Lê Thị Ỗi"


# outside and inside the scope


def test_another_commune_is_answered_as_if_nothing_were_there(people, town, case):
    made = decisions.checked(people, case)
    strangers = decisions.hands(town[1])
    for wanted in (made.pk, uuid4()):
        with scope(strangers.police), pytest.raises(NotInReach) as answer:
            queries.decision_sheet(strangers.police, wanted, at=NOW)
        assert answer.value.message == "Không tìm thấy hồ sơ này."
        with scope(strangers.chief), pytest.raises(NotInReach):
            actions.sign(actor=strangers.chief, at=NOW, decision_id=wanted, has_read=True)


def test_inside_without_the_right_is_said_so(people, case):
    made = decisions.drafted(people, case)
    with scope(people.officer), pytest.raises(MayNot):
        actions.check(actor=people.officer, at=NOW, decision_id=made.pk)
    with scope(people.police), pytest.raises(MayNot):
        actions.sign(actor=people.police, at=NOW, decision_id=made.pk, has_read=True)
    with scope(people.chair), pytest.raises(MayNot):
        actions.serve(actor=people.chair, at=NOW, decision_id=made.pk, recipient="x", is_person=True, way=ServiceWay.POST, served_at=NOW)


def rows_of_another(town, table: str) -> int:
    with scope(decisions.hands(town[1]).police), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", ["decisions_decision", "decisions_service"])
def test_the_row_wall_holds_past_the_application_and_its_twin_leaks(people, town, case, table):
    hand_over(people, decisions.signed(people, case))
    assert rows_of_another(town, table) == 0
    past_the_application(f"alter table {table} disable row level security")
    assert rows_of_another(town, table) > 0


def test_every_step_leaves_one_row_in_the_log(people, case):
    made = decisions.signed(people, case)
    hand_over(people, made)
    done = list(Event.objects.filter(verb__startswith="decision.", result="done").order_by("at", "verb").values_list("verb", flat=True))
    assert sorted(done) == ["decision.check", "decision.draft", "decision.serve", "decision.sign"]


# taken back by its drafter


def test_only_the_drafter_takes_back_and_only_what_waits(people, case):
    made = decisions.checked(people, case)
    with scope(people.police), pytest.raises(MayNot, match="Chỉ người soạn"):
        actions.take_back(actor=people.police, at=NOW, decision_id=made.pk)
    with scope(people.officer):
        assert actions.take_back(actor=people.officer, at=NOW, decision_id=made.pk).state == DraftState.TAKEN_BACK
        with pytest.raises(Cannot, match="không còn chờ"):
            actions.take_back(actor=people.officer, at=NOW, decision_id=made.pk)
        assert [row.id for row in queries.returned(people.officer)] == [made.pk]
    with pytest.raises(Cannot):
        decisions.sign(made, people.chief)
    signed = decisions.signed(people, case)
    with scope(people.officer), pytest.raises(Cannot, match="không còn chờ"):
        actions.take_back(actor=people.officer, at=NOW, decision_id=signed.pk)
    assert Event.objects.filter(verb="decision.take_back", result="done").count() == 1


def test_twin_without_the_rule_a_colleague_would_take_it_from_under_the_signer(people, case, monkeypatch):
    made = decisions.checked(people, case)
    monkeypatch.setattr(rules, "check_can_take_back", lambda *args, **kwargs: None)
    with scope(people.police), pytest.raises(DatabaseError, match="by a post that may"):
        actions.take_back(actor=people.police, at=NOW, decision_id=made.pk)
    decisions.switch("decision_step_by_post")
    with scope(people.police):
        assert actions.take_back(actor=people.police, at=NOW, decision_id=made.pk).state == DraftState.TAKEN_BACK


def test_what_waits_for_a_signature_stands_by_the_limit_of_the_law_not_by_the_day_of_drafting(people):
    late, soon = decisions.waiting(people, at=NOW, name="Lê Thị Ỗi"), decisions.waiting(people, at=NOW, name="Hồ Văn Ẩn", birth_year=1990)
    decisions.checked(people, soon, at=NOW)
    decisions.checked(people, late, at=NOW + timedelta(minutes=5))
    Duty.objects.filter(case=late).update(due_at=NOW - timedelta(days=1))
    with scope(people.chief):
        assert [row.case_id for row in queries.to_sign(people.chief)] == [late.pk, soon.pk]
