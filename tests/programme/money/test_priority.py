"""Support for a priority group: proposed by itself to who belongs to it, to nobody else, and seen by who pays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.money import actions, queries
from donghanh.programme.money.models import Priority
from donghanh.programme.money.queries import groups as reading
from donghanh.programme.money.rules import CannotMove, CannotSupport
from donghanh.programme.money.terms import Confidence, Per, PriorityGroup, Purpose
from tests.factories import money
from tests.programme.money.conftest import PROVINCE, make_town
from tests.programme.roadmap.test_walls import refused

pytestmark = pytest.mark.django_db
STARTED, ENDED = money.ON - timedelta(days=60), money.ON - timedelta(days=20)
CARD = actions.Paper("05/QĐ-UBND", money.ON - timedelta(days=100), "UBND xã")


@pytest.fixture
def world(db):
    """Forty days of a voluntary rehabilitation, a level for near-poor households alone, money to pay from."""
    town = make_town("38")
    case = money.rehabilitation(town.officer)
    told = {"procedure": "PUBLIC_REHABILITATION", "per": Per.DAY, "amount": 30_000, "valid": (STARTED - timedelta(days=300), None)}
    told |= {"paper": money.RESOLUTION, "confidence": Confidence.M, "for_group": PriorityGroup.NEAR_POOR, "purpose": Purpose.REHABILITATION}
    level = money.do(actions.enter_support_level, town.lead, name="Tiền ăn hộ cận nghèo", **told)
    line = money.allocated(town.finance, money.fund(town.finance, unit_id=PROVINCE), body_id=town.officer.body_id, amount=10_000_000)
    return town, case, level, line


def sheet(actor, person_id):
    with scope(actor):
        return queries.support_sheet(actor, person_id, at=money.AT)


def belongs(actor, case, *, group=PriorityGroup.NEAR_POOR, since=STARTED - timedelta(days=90), until=None) -> Priority:
    return money.do(actions.record_priority, actor, person_id=case.person_id, group=group, valid=(since, until), paper=CARD)


def pay(world, **change):
    town, case, level, line = world
    told = {"person_id": case.person_id, "case_id": case.pk, "level_id": level.pk, "allocation_id": line.pk, "paid_on": money.ON}
    return money.do(actions.pay_support, town.officer, **{**told, "starts_on": STARTED, "ends_before": ENDED, **change})


@pytest.mark.requirement("TH38-IV.3.1.b")
def test_a_near_poor_person_gets_the_line_proposed_and_who_is_not_does_not(world):
    town, case, _level, _line = world
    assert sheet(town.officer, case.person_id).proposals == ()
    belongs(town.officer, case, group=PriorityGroup.MERIT)
    assert sheet(town.officer, case.person_id).proposals == ()
    with pytest.raises(CannotSupport, match="chỉ dành cho: Hộ cận nghèo"):
        pay(world)
    belongs(town.officer, case)
    (due,) = sheet(town.officer, case.person_id).proposals
    assert (due.days, due.amount, due.level.for_group) == (40, 1_200_000, PriorityGroup.NEAR_POOR)
    assert pay(world).amount == 1_200_000 and sheet(town.officer, case.person_id).proposals == ()


def test_only_days_on_which_he_belonged_are_proposed_and_a_line_taken_back_proposes_nothing(world):
    town, case, _level, _line = world
    kept = belongs(town.officer, case, until=STARTED + timedelta(days=9))
    (due,) = sheet(town.officer, case.person_id).proposals
    assert (due.starts_on, due.days) == (STARTED, 10)
    with pytest.raises(CannotSupport):
        pay(world, ends_before=STARTED + timedelta(days=11))
    money.do(actions.void_priority, town.officer, priority_id=kept.pk, reason="Ghi nhầm người")
    assert sheet(town.officer, case.person_id).proposals == ()
    with pytest.raises(CannotMove, match="đã huỷ"):
        money.do(actions.void_priority, town.officer, priority_id=kept.pk, reason="Lần nữa")
    with pytest.raises(BadInput, match="trước ngày bắt đầu"):
        belongs(town.officer, case, until=STARTED - timedelta(days=200))


def test_the_database_keeps_it_when_the_question_before_is_gone(world, monkeypatch):
    monkeypatch.setattr(reading, "check_group", lambda *_args, **_days: None)
    with pytest.raises(IntegrityError, match="another group"), transaction.atomic():
        pay(world)


def raw(town, case, body_id: int) -> None:
    about = {"person_id": case.person_id, "unit_id": town.officer.unit_id, "body_id": body_id, "group": PriorityGroup.POOR, "valid_from": STARTED}
    with scope(town.officer):
        Priority.objects.create(**about, **CARD.fields(on=money.ON), made_at=money.AT, made_by=town.officer.user_id)


def test_nobody_writes_it_in_the_name_of_another_body_and_twin_without_the_wall(world):
    town, case, *_ = world
    assert refused(lambda: raw(town, case, town.other.body_id)) and not refused(lambda: raw(town, case, town.officer.body_id))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table money_priority disable row level security")
        assert not refused(lambda: raw(town, case, town.other.body_id)), "twin"
        transaction.set_rollback(True)


def test_who_does_not_pay_support_sees_no_group_and_twin_without_the_wall_it_leaks(world):
    town, case, _level, _line = world
    kept = belongs(town.officer, case)
    for other in (town.lead, town.finance):
        with pytest.raises((MayNot, NotInReach)):
            sheet(other, case.person_id)
        with pytest.raises((MayNot, NotInReach)):
            money.do(actions.void_priority, other, priority_id=kept.pk, reason="x")
        with scope(other):
            assert not Priority.objects.exists()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table money_priority disable row level security")
        with scope(town.finance):
            assert Priority.objects.count() == 1, "twin"
        transaction.set_rollback(True)
