"""Support of a person: computed from the days of his procedure and the level, cited, never paid twice, seen by those who read his file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection

from donghanh.base.audit.models import Event, Reading
from donghanh.base.privacy.scope import scope
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.people.models import Person
from donghanh.programme.money import actions, queries, rules
from donghanh.programme.money.models import Payment, SupportLine
from donghanh.programme.money.queries import support as reading
from donghanh.programme.money.rules import CannotSpend, CannotSupport
from tests.factories import accounts, money
from tests.factories.cases import actor_of
from tests.programme.money.conftest import PROVINCE, make_town

pytestmark = pytest.mark.django_db
STARTED, ENDED = money.ON - timedelta(days=60), money.ON - timedelta(days=20)


@pytest.fixture
def world(db):
    """A rehabilitation of 40 days in a public facility, a level of 40.000 đ a day, money to pay from."""
    town = make_town("51")
    case = money.rehabilitation(town.officer)
    level = money.support_level(town.lead)
    line = money.allocated(town.finance, money.fund(town.finance, unit_id=PROVINCE), body_id=town.officer.body_id, amount=10_000_000)
    return town, case, level, line


def sheet(actor, person_id):
    with scope(actor):
        return queries.support_sheet(actor, person_id, at=money.AT)


def pay(world, actor=None, **change):
    town, case, level, line = world
    told = {"person_id": case.person_id, "case_id": case.pk, "level_id": level.pk, "allocation_id": line.pk, "paid_on": money.ON}
    return money.do(actions.pay_support, actor or town.officer, **{**told, "starts_on": STARTED, "ends_before": ENDED, **change})


@pytest.mark.requirement("QN22-V.1.dd")
def test_an_episode_of_n_days_makes_a_line_that_cites_the_resolution(world):
    town, case, _level, _line = world
    (due,) = sheet(town.officer, case.person_id).proposals
    assert (due.days, due.amount) == (40, 1_600_000) and due.level.document == "16/2019/NQ-HĐND ngày 10/12/2019, HĐND tỉnh Quảng Ngãi"
    made = pay(world)
    assert (made.days, made.amount, made.payment.amount) == (40, 1_600_000, 1_600_000)
    after = sheet(town.officer, case.person_id)
    assert not after.proposals and "16/2019/NQ-HĐND" in after.paid[0].document
    event = Event.objects.get(verb="money.support")
    assert event.person_id == case.person_id and "16/2019/NQ-HĐND" in event.citation and "1600000" not in str(event.changes)


def test_half_now_half_later_and_never_the_same_day_twice(world):
    town, case, _level, _line = world
    pay(world, ends_before=STARTED + timedelta(days=10))
    (due,) = sheet(town.officer, case.person_id).proposals
    assert (due.starts_on, due.days) == (STARTED + timedelta(days=10), 30)
    with pytest.raises(CannotSupport, match="đã được chi"):
        pay(world, starts_on=STARTED + timedelta(days=9))
    pay(world, starts_on=STARTED + timedelta(days=10))


def test_a_new_resolution_for_the_same_aim_is_no_way_around_and_stands_from_its_day(world):
    town, case, _level, _line = world
    paper = actions.Paper("30/2026/NQ-HĐND", date(2026, 9, 1), "HĐND tỉnh")
    newer = money.support_level(town.lead, amount=50_000, name="tiền ăn", valid=(STARTED + timedelta(days=30), None), paper=paper)
    assert [(due.level.amount, due.days) for due in sheet(town.officer, case.person_id).proposals] == [(50_000, 10), (40_000, 30)]
    with pytest.raises(CannotSupport, match="không có hiệu lực"):
        pay(world)
    pay(world, ends_before=STARTED + timedelta(days=30))
    with pytest.raises(CannotSupport, match="không có hiệu lực"):
        pay(world, level_id=newer.pk)
    pay(world, level_id=newer.pk, starts_on=STARTED + timedelta(days=30))


def test_the_database_keeps_it_when_the_question_before_is_gone(world, monkeypatch):
    pay(world)
    monkeypatch.setattr(reading, "check_not_paid", lambda *_a, **_k: None)
    with pytest.raises(CannotSupport, match="ở đây hoặc ở nơi khác"):
        pay(world)
    assert Payment.objects.count() == 1, "the payment went back with the line"


def test_twin_without_the_guard_he_is_paid_twice(world, monkeypatch):
    pay(world)
    monkeypatch.setattr(reading, "check_not_paid", lambda *_a, **_k: None)
    unguard()
    pay(world)
    assert SupportLine.objects.count() == 2


def unguard() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table money_supportline disable trigger support_never_twice")


def same_human(world):
    """The world again, as the second record of the one human being sees it: a file of its own, merged away."""
    town, case, level, line = world
    other = money.rehabilitation(town.officer)
    Person.objects.filter(pk=other.person_id).update(merged_into=case.person_id)
    return town, other, level, line


def test_two_records_of_one_human_being_are_paid_once_whichever_came_first(world, monkeypatch):
    monkeypatch.setattr(reading, "check_not_paid", lambda *_a, **_k: None)
    gone = same_human(world)
    paid = pay(gone)
    with pytest.raises(CannotSupport, match="ở đây hoặc ở nơi khác"):
        pay(world)
    money.do(actions.void_support, world[0].officer, line_id=paid.pk, reason="Ghi nhầm hồ sơ")
    pay(world)
    with pytest.raises(CannotSupport, match="ở đây hoặc ở nơi khác"):
        pay(gone)
    unguard()
    pay(gone)
    assert SupportLine.objects.filter(voided_at=None).count() == 2, "the twin"


def test_what_was_paid_to_two_records_before_they_were_joined_is_shown_to_who_pays_until_one_is_taken_back(world):
    town, case, level, line = world
    other = money.rehabilitation(town.officer)
    pay((town, other, level, line), starts_on=STARTED + timedelta(days=30))
    first = pay(world)
    assert twice(town.officer) == [] and not sheet(town.officer, case.person_id).twice, "two people, as far as anybody knows"
    Person.objects.filter(pk=other.person_id).update(merged_into=case.person_id)
    (found,) = twice(town.officer)
    assert (found.person_id, found.starts_on, found.ends_before, found.days) == (case.person_id, STARTED + timedelta(days=30), ENDED, 10)
    assert sheet(town.officer, case.person_id).twice == (found,) == sheet(town.officer, other.person_id).twice
    with pytest.raises(MayNot), scope(town.lead):
        queries.paid_twice(town.lead)
    money.do(actions.void_support, town.officer, line_id=first.pk, reason="Đã chi ở hồ sơ kia")
    assert twice(town.officer) == []


def twice(actor):
    with scope(actor):
        return queries.paid_twice(actor)


def test_another_human_being_is_paid_for_the_same_days(world):
    town, _case, level, line = world
    pay(world)
    pay((town, money.rehabilitation(town.officer), level, line))
    assert SupportLine.objects.count() == 2


def test_what_the_database_refuses_for_another_reason_is_not_called_paid_already(world, monkeypatch):
    monkeypatch.setattr(rules, "support", lambda **_: (40, 9_000_000))
    with pytest.raises(IntegrityError, match="what the level says"):
        pay(world)
    assert not SupportLine.objects.exists()
    monkeypatch.setattr(reading, "is_paid_twice", lambda _error: True)
    with pytest.raises(CannotSupport):
        pay(world)


def test_outside_his_days_or_past_the_allocation_nothing_is_paid(world):
    for change in ({"starts_on": STARTED - timedelta(days=1)}, {"ends_before": ENDED + timedelta(days=1)}, {"ends_before": STARTED}):
        with pytest.raises(CannotSupport):
            pay(world, **change)
    town, _case, _level, line = world
    money.paid(town.officer, line.pk, 9_000_000)
    with pytest.raises(CannotSpend, match=r"chỉ còn 1\.000\.000 đ"):
        pay(world)


def test_taken_back_it_may_be_paid_again_and_the_payment_goes_with_it(world):
    town, case, _level, _line = world
    wrong = pay(world)
    with pytest.raises(rules.CannotMove):
        money.do(actions.void_payment, town.officer, payment_id=wrong.payment_id, reason="x")
    money.do(actions.void_support, town.officer, line_id=wrong.pk, reason="Ghi nhầm người")
    assert Payment.objects.get(pk=wrong.payment_id).voided_at is not None
    pay(world)
    assert {row.void_reason for row in sheet(town.officer, case.person_id).paid} == {"", "Ghi nhầm người"}


def test_who_does_not_read_the_file_sees_no_amount_of_a_person(world):
    town, case, _level, _line = world
    pay(world)
    for actor, refusal in ((town.finance, MayNot), (town.lead, MayNot), (town.other, NotInReach)):
        with scope(actor):
            with pytest.raises(refusal):
                queries.support_sheet(actor, case.person_id, at=money.AT)
            assert not SupportLine.objects.exists()
    with scope(town.finance):
        assert "Lê Thị" not in str([row.content for row in Payment.objects.all()])
    sheet(town.officer, case.person_id)
    assert Reading.objects.filter(page="money:support", person_id=case.person_id).exists()


def test_who_reads_the_file_but_pays_no_support_is_told_no_line_and_takes_none_back(world):
    town, *_ = world
    pay(world)
    police = actor_of(accounts.post(role="commune_police", unit_id=town.officer.unit_id))
    for actor in (police, town.chair):
        with scope(actor):
            assert not SupportLine.objects.exists(), "the name of a level says who is poor"
            assert SupportLine.objects.update(voided_at=money.AT, voided_by=actor.user_id, void_reason="x") == 0


def test_twin_with_the_wall_gone_the_lines_leak(world):
    town, *_ = world
    pay(world)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table money_supportline disable row level security")
    for actor in (town.other, town.chair):
        with scope(actor):
            assert SupportLine.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ([], []),
        ([(K.REGISTERED, 0)], []),
        ([(K.REHAB_STARTED, 0)], [(0, 30, False)]),
        ([(K.REHAB_STARTED, 0), (K.REHAB_COMPLETED, 20)], [(0, 20, True)]),
        ([(K.REHAB_STARTED, 0), (K.LEFT_REHAB, 0)], []),
        ([(K.REHAB_STARTED, 0), (K.STAY_SUSPENDED, 5), (K.SUSPENSION_ENDED, 9), (K.REHAB_COMPLETED, 12)], [(0, 5, True), (9, 12, True)]),
        ([(K.REHAB_STARTED, 0), (K.IMPRISONED, 5), (K.REHAB_STARTED, 8)], [(0, 5, True), (8, 30, False)]),
        ([(K.REHAB_COMPLETED, 3), (K.REHAB_STARTED, 1), (K.REHAB_STARTED, 2)], [(1, 3, True)]),
    ],
)
def test_days_of_a_procedure_out_of_its_facts(facts, found):
    day = money.AT - timedelta(days=30)
    told = rules.stays([(kind, day + timedelta(days=n)) for kind, n in facts], on=money.ON)
    assert [((s.starts_on - day.date()).days, (s.ends_before - day.date()).days, s.is_over) for s in told] == found
