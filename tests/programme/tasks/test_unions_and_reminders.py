"""Tasks that a mass organisation carries out, and reminders of a paper that did not come."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import Cannot, MayNot
from donghanh.programme.tasks import actions, queries, rules
from donghanh.programme.tasks.models import Reminder
from donghanh.programme.tasks.terms import PaperKind, Union
from tests.factories.tasks import NOW, ON, act, done, given, lead

pytestmark = pytest.mark.django_db
DUE = ON + timedelta(days=7)
LATE = NOW + timedelta(days=9)
LATE_ON = LATE.date()


@pytest.fixture
def asked(offices):
    """Action plans asked for after guidance, of two communes and the health department."""
    to = (offices.here, offices.there, offices.health.body_id)
    with scope(offices.lead):
        about = {"kind": PaperKind.PLAN, "year": 2026, "title": "Kế hoạch nâng cao chất lượng cai nghiện", "due_on": DUE}
        return actions.demand(actor=offices.lead, at=NOW, body_ids=to, **about)


def remind(who, asked, *, at=LATE, note="Gửi trong tuần này."):
    with scope(who):
        return actions.remind_units(actor=who, at=at, demand_id=asked.pk, note=note)


def missing(who, asked, *, on=LATE_ON) -> dict[int, tuple[datetime, str] | None]:
    with scope(who):
        return {cell.body_id: cell.reminded for cell in queries.demand(who, asked.pk, on=on).missing}


@pytest.mark.requirement("TH38-V.2.1.9")
def test_agencies_without_an_action_plan_after_the_day_are_listed_and_reminded_once_a_day(offices, asked):
    with scope(offices.officer):
        actions.submit(actor=offices.officer, at=NOW, demand_id=asked.pk, body_id=offices.here, text="Kế hoạch của xã.")
    assert missing(offices.lead, asked, on=DUE) == {}
    with pytest.raises(Cannot, match="Chưa quá hạn"):
        remind(offices.lead, asked, at=NOW)
    assert missing(offices.lead, asked) == {offices.there: None, offices.health.body_id: None}
    assert remind(offices.lead, asked) == 2
    assert set(missing(offices.lead, asked).values()) == {(LATE, "Gửi trong tuần này.")}
    with pytest.raises(Cannot, match="đã nhắc mọi đơn vị"):
        remind(offices.lead, asked, at=LATE + timedelta(hours=1))
    assert remind(offices.lead, asked, at=LATE + timedelta(days=1)) == 2
    with scope(offices.health):
        ((_demand, cell),) = queries.owed(offices.health, on=LATE.date())
    assert cell.reminded and cell.reminded[1] == "Gửi trong tuần này.", "the agency reads it on its own desk"
    for other in (offices.health, offices.there_chair):
        with pytest.raises(MayNot):
            remind(other, asked)


def test_past_the_application_only_the_keeper_reminds_and_a_unit_reads_its_own(offices, asked):
    remind(offices.lead, asked)
    told = {"demand": asked, "body_id": offices.there, "note": "x", "made_at": LATE + timedelta(days=1), "made_by": offices.chair.user_id}
    with pytest.raises(Error, match="row-level security"), scope(offices.chair), transaction.atomic():
        Reminder.objects.create(**told)
    with scope(offices.chair):
        assert set(Reminder.objects.values_list("body_id", flat=True)) == {offices.here}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table tasks_reminder disable row level security")
        with scope(offices.chair):
            assert Reminder.objects.count() == 3, "twin"
        transaction.set_rollback(True)


def test_nobody_left_to_remind_is_said():
    with pytest.raises(Cannot, match="Mọi đơn vị đã gửi"):
        rules.to_remind([], due_on=ON, on=ON + timedelta(days=1))


@pytest.mark.requirement("QN22-V.12.i.4")
def test_a_communes_tasks_stand_by_union_with_done_open_and_overdue(offices):
    women = [given(offices.chair, lead(offices.here), union=Union.WOMEN, title=f"Việc {n}", due_on=ON + timedelta(days=n)) for n in (2, 5, 20)]
    given(offices.chair, lead(offices.here), union=Union.YOUTH, due_on=ON + timedelta(days=20))
    gone = given(offices.chair, lead(offices.here), union=Union.FARMERS)
    given(offices.chair, lead(offices.here), title="Không qua đoàn thể")
    done(offices.officer, women[0], at=NOW)
    act(offices.chair, "accept", women[0], at=NOW + timedelta(hours=1))
    act(offices.chair, "take_back", gone, reason="Trùng việc")
    with scope(offices.chair):
        found = queries.by_union(queries.board(offices.chair, on=LATE.date(), year=2026).tasks, on=LATE.date())
    assert [(one.union, one.total, one.done, one.open, one.overdue) for one in found] == [(Union.WOMEN, 3, 1, 1, 1), (Union.YOUTH, 1, 0, 1, 0)]
