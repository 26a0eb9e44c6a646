"""What follows a decided dossier: tasks of the named units, given by who may give them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot
from donghanh.kernel.ids import new_id
from donghanh.programme.research import actions, queries
from donghanh.programme.research.models import Resulting
from donghanh.programme.research.rules import CannotMove
from donghanh.programme.research.terms import DossierState as S
from donghanh.programme.research.terms import Topic
from donghanh.programme.tasks import queries as tasks
from tests.factories.registers import PAPER, do, dossier, moved
from tests.factories.tasks import NOW, ON, given, lead

pytestmark = pytest.mark.django_db
DUE = ON + timedelta(days=30)


def sheet(actor, one):
    with scope(actor):
        return queries.dossier_sheet(actor, one.pk, on=ON)


def result(actor, one, *bodies: int, text: str = "Chuẩn hoá quy trình cắt cơn"):
    return do(actions.give_tasks, actor, dossier_id=one.pk, text=text, body_ids=bodies, due_on=DUE)


def titles(actor) -> list[str]:
    with scope(actor):
        return [row.title for row in tasks.desk(actor, on=ON).to_acknowledge]


@pytest.mark.requirement("QN22-V.2.a")
def test_the_health_departments_advice_goes_from_sent_to_decided_and_its_tasks_appear_for_the_named_units(province):
    one = dossier(province.health, topic=Topic.PROFESSIONAL, title="Quy trình cắt cơn tại xã", addressee="UBND tỉnh")
    moved(province.health, one, S.SUBMITTED)
    assert sheet(province.health, one).row.state == S.SUBMITTED and not sheet(province.lead, one).may_give
    with pytest.raises(CannotMove, match="chưa được quyết định"):
        result(province.lead, one, province.chair.body_id)
    moved(province.health, one, S.ISSUED)
    with pytest.raises(MayNot):
        result(province.health, one, province.chair.body_id)
    with pytest.raises(BadInput, match="Chưa chọn đơn vị"):
        result(province.lead, one)
    result(province.lead, one, province.chair.body_id, province.there.body_id)
    assert titles(province.chair) == titles(province.there) == ["Chuẩn hoá quy trình cắt cơn"]
    kept, told = sheet(province.lead, one), sheet(province.health, one)
    assert {row.body for row in told.resulting} == {province.chair.body_name, province.there.body_name}
    assert {row.state for row in told.resulting} == {None}, "who only keeps the dossier sees that it was given, and to whom"
    assert {row.state for row in kept.resulting} == {"GIVEN"} and kept.row.state == S.ISSUED


@pytest.mark.requirement("DN137-VI.1.a.2")
def test_an_accepted_dossier_shows_the_decisions_number_and_the_tasks_it_led_to(province):
    one = dossier(province.lead, topic=Topic.TARGETS, title="Giao chỉ tiêu 2027", addressee="Ban Chỉ đạo tỉnh")
    moved(province.lead, one, S.SUBMITTED, S.ISSUED)
    result(province.lead, one, province.health.body_id, text="Lập kế hoạch theo chỉ tiêu mới")
    found = sheet(province.lead, one)
    assert PAPER.number in found.row.paper and [(row.text, row.due_on) for row in found.resulting] == [("Lập kế hoạch theo chỉ tiêu mới", DUE)]
    with scope(province.health):
        (task,) = tasks.desk(province.health, on=ON).to_acknowledge
    assert PAPER.number in task.content and "Giao chỉ tiêu 2027" in task.content


def test_past_the_application_only_a_giver_ties_his_own_task_to_a_decided_dossier(province):
    one = dossier(province.lead)
    task = given(province.lead, lead(province.chair.body_id))

    def tie(who):
        about = {"id": new_id(), "dossier": one, "task": task, "body_id": province.chair.body_id, "text": "x", "due_on": DUE}
        Resulting.objects.create(**about, made_at=NOW, made_by=who.user_id)

    with pytest.raises(Error, match="row-level security"), scope(province.lead), transaction.atomic():
        tie(province.lead)
    moved(province.lead, one, S.SUBMITTED, S.ISSUED)
    with pytest.raises(Error, match="row-level security"), scope(province.chair), transaction.atomic():
        tie(province.chair)
    with scope(province.lead):
        tie(province.lead)
    with scope(province.there):
        assert not Resulting.objects.exists()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table research_resulting disable row level security")
        with scope(province.there):
            assert Resulting.objects.count() == 1, "twin"
        transaction.set_rollback(True)


def test_who_was_only_asked_gives_nothing_of_anothers_dossier(province):
    """By the page's own way, and past it: a chair who was asked sees the dossier and may give tasks."""
    one = dossier(province.lead)
    do(actions.consult, province.lead, dossier_id=one.pk, body_ids=(province.chair.body_id,), due_on=DUE)
    moved(province.lead, one, S.SUBMITTED, S.ISSUED)
    asked = replace(province.chair, may=province.chair.may | {"research.read", "task.give"})
    with pytest.raises(MayNot, match="cơ quan khác giữ"):
        result(asked, one, province.chair.body_id)
    task = given(province.chair, lead(province.chair.body_id))

    def tie():
        about = {"id": new_id(), "dossier": one, "task": task, "body_id": asked.body_id, "text": "x", "due_on": DUE}
        with scope(asked), transaction.atomic():
            Resulting.objects.create(**about, made_at=NOW, made_by=asked.user_id)

    with pytest.raises(Error, match="row-level security"):
        tie()
    with connection.cursor() as cursor:
        cursor.execute("create policy open on research_resulting for insert to donghanh_web with check (true)")
    tie()
